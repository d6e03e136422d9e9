"""What another machine refuses, as a problem to be."""


class Refusal(Exception):
    """A store or a cluster cannot be used: whose address it is, the code of the problem, what its message names."""

    def __init__(self, address: str, code: str, **values: str) -> None:
        super().__init__(code)
        self.address = address
        self.code = code
        self.values = values
