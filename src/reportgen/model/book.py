"""The paired book: each section once, with both halves, block beside block."""

from dataclasses import dataclass
from typing import TypeAlias

from reportgen.model.both import Both, Language, Said
from reportgen.model.edition import ChapterEntry
from reportgen.model.text import Block, ExhibitKind, Inlines
from reportgen.problems import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Blocks that stand beside each other; a half may be empty where a section has no other half."""

    blocks: Both[tuple[Block, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """The marker of an exhibit; it is numbered before it is drawn."""

    kind: ExhibitKind
    id: str
    anchor: str
    caption: Both[Inlines]
    takeaway: Both[Inlines]
    place: Both[Place]


Row: TypeAlias = Pair | Exhibit


@dataclass(frozen=True, slots=True, kw_only=True)
class BookSection:
    """One heading in both languages and its rows. `only` names the language of a section without another half."""

    id: str
    level: int
    title: Both[str]
    rows: tuple[Row, ...]
    place: Both[Place]
    only: Language | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookChapter:
    """One pair of content files; a chapter without text has no sections."""

    entry: ChapterEntry
    kicker: Both[str]
    short: Both[str]
    sections: tuple[BookSection, ...]
    said: tuple[Said, ...] = ()  # the front matter of both files


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All chapters of the edition in order."""

    chapters: tuple[BookChapter, ...]
