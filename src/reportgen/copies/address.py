"""Where copies go: a folder of this machine, or a store that is named by its scheme, as s3://bucket/prefix is."""

import re
from dataclasses import dataclass
from pathlib import Path

from reportgen.problems import Place

HOME = Path("copies")
_HOST = r"(?:[\w.-]+@)?[\w.-]+(?::\d+)?"  # never a password: addresses stand in messages
_STORE = re.compile(rf"(?P<scheme>[a-z][a-z0-9+]*)://(?P<path>{_HOST}(?:/[\w.+=~-]+)*)/?")


@dataclass(frozen=True, slots=True)
class Address:
    """The place of many runs, and the folder here with their journal.

    Of a store, the folder has the copies that wait for their upload too, and the mails.
    """

    home: Path
    store: str = ""  # "s3://bucket/prefix"; "" where the copies stay in `home`

    def __str__(self) -> str:
        return self.store or str(self.home)

    def place(self, name: str) -> Place:
        """The place of what is called so there."""
        return Place(Path(str(self)) / name)


@dataclass(frozen=True, slots=True)
class Run:
    """One run's copies."""

    address: Address
    name: str

    def __str__(self) -> str:
        return f"{self.address}/{self.name}"

    @property
    def home(self) -> Path:
        """The folder here: the copies, or those that wait for their upload; and the mails."""
        return self.address.home / self.name


def parse_address(text: str) -> Address:
    """The address that `text` names.

    Fails:  ValueError, where it looks like a store's but is none.
    """
    if "://" not in text:
        return Address(Path(text))
    read = _STORE.fullmatch(text)
    if read is None or {".", ".."} & set(read["path"].split("/")):
        raise ValueError("not of the form SCHEME://BUCKET/PREFIX")
    return Address(HOME / read["scheme"] / read["path"], f"{read['scheme']}://{read['path']}")


def parse_run(text: str) -> Run:
    """The run that `text` names, as copies make prints it.

    Fails:  ValueError, as parse_address does.
    """
    if "://" not in text:
        return Run(Address(Path(text).parent), Path(text).name)
    before, _, name = text.rstrip("/").rpartition("/")
    return Run(parse_address(before), name)
