"""What the manifest tells the rules of a book. Pages count from 1, lengths are in pt from the left and bottom edge."""

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.audit.view import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Framed:
    """A box that something was given on a page: an exhibit, a tile, a card."""

    name: str
    page: int
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the text of a file begins on the pages; the halves of one row have its name in common."""

    page: int
    x: float
    y: float
    file: str
    line: int
    row: str  # "" for what has no halves


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A line of the contents or their lists, a heading or an exhibit: how the book calls it, and where it stands."""

    anchor: str
    numbers: tuple[str, ...]  # in the languages of the book
    titles: tuple[str, ...]
    page: int
    frames: tuple[Framed, ...]  # of an exhibit, one a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A landscape's tiles, each by its name with its words, and how many placements the data has for it."""

    anchor: str
    count: int
    tiles: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a manifest tells of a book."""

    parts: tuple[str, ...]  # the chapter of each page
    families: frozenset[str]  # the edition's fonts
    languages: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    listed: tuple[Listed, ...] = ()
    landscapes: tuple[Placed, ...] = ()
    boxes: tuple[Framed, ...] = ()  # of tiles and cards
    names: str = ""  # in the language that the book is not in, one a line
