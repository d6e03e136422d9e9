"""The publisher's contact as a code that phones read."""

from dataclasses import dataclass
from urllib.parse import quote

import segno

from reportgen.model.both import Both
from reportgen.model.edition import Contact

QUIET = 4  # modules of white around the code (ISO/IEC 18004)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownContact:
    """A picture of the code, the words beside it and, where one is known, the address that they lead to."""

    picture: str
    label: Both[str]
    address: str


def show_contact(contact: Contact | None) -> ShownContact | None:
    """The edition's own image or, drawn here, the code of its address; None where it has neither."""
    if contact is None:
        return None
    own = f"report:///content/{quote(contact.image, safe='/%:?#')}"
    picture = own if contact.image else _code(contact.address)
    return ShownContact(picture=picture, label=contact.label, address=contact.address)


def _code(address: str) -> str:
    """A data URI: dark on nothing, a square a module, with its quiet zone; level M or better."""
    code = segno.make(address, error="m", micro=False)
    side = code.symbol_size(border=QUIET)[0]
    squares = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(code.matrix_iter(border=QUIET))
        for x, dark in enumerate(row)
        if dark
    )
    path = f'<path fill="#0A2342" d="{squares}"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">{path}</svg>'
    return "data:image/svg+xml," + quote(svg)
