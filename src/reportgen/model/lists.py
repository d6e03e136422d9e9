"""What the program lists behind the divisions: terms and organisations, each list under its letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from reportgen.model.both import Both, Language

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderLetter(Generic[T]):
    """What is listed under one letter, in order."""

    letter: str
    items: tuple[T, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term of the field in both languages. `note` reads alike in both, such as an abbreviation; "" has none."""

    words: Both[str]
    note: str


Glossary: TypeAlias = Sequence[UnderLetter[Term]]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedName:
    """A name of an organisation that stands on a landscape of the book."""

    anchor: str  # the organisation's element id, with its first name; "" with another
    name: str
    country: str  # ISO 3166-1 alpha-2 or ""
    closed: bool
    href: str  # homepage or source address, or ""
    tiles: tuple[str, ...]  # element ids of its tiles, in reading order


@dataclass(frozen=True, slots=True, kw_only=True)
class NameList:
    """The names in one language."""

    language: Language
    letters: tuple[UnderLetter[IndexedName], ...]


Index: TypeAlias = Sequence[NameList]
