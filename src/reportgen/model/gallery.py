"""Small drawn covers."""

from dataclasses import dataclass

from reportgen.model.both import Both
from reportgen.model.facts import Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """One publication's cover; what is not known is "" and is not drawn."""

    number: str
    title: Both[str]
    kind: Both[str]  # the last word of the title, where that is all that is known of it
    issuer: Both[str]
    issued: str  # a day, as covers print it: 2022-08-28
    effective: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gallery:
    """Covers in a row or several."""

    id: str
    covers: tuple[Cover, ...]
    note: Both[str]
    provenance: Provenance
