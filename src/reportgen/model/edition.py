"""What one year's issue is: its names, dates, period, order of chapters and forms of numbers."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import takewhile
from pathlib import Path

from reportgen.model.both import Both, Said
from reportgen.problems import Place


class Part(StrEnum):
    """What a chapter is in the book; the page kinds of layouts/pages/ go by it."""

    COVER = "cover"
    FRONT = "front"  # front matter with text: notices, key figures, about
    CONTENTS = "contents"
    DIVISION = "division"  # the chapter that opens a division
    SECTOR = "sector"  # a further chapter of a division
    APPENDIX = "appendix"  # back matter with text: method, how to cite
    GLOSSARY = "glossary"
    INDEX = "index"
    BACK = "back"  # the back cover


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterEntry:
    """One unit of the book in the edition's order."""

    id: str  # "finance"; stable, used in anchors
    part: Part
    stem: str | None  # "33-finance": content/zh/33-finance.md and content/en/33-finance.md; None has no text
    depth: int  # depth of the file's "# " heading in the book's tree: 1, or 2 below a division's opening
    forms: tuple[Both[str], ...]  # number forms by example for depth 1, 2, …: ("一、"/"I.", "1."/"1.")
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Where readers turn to, as a code that a phone can read."""

    image: str  # the publisher's own code, relative to content/; "" has none
    address: str  # https://…, drawn as a code where there is no image; "" has none
    label: Both[str]  # the words beside it
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A year's issue, from content/edition.toml."""

    root: Path
    year: int
    published_on: date
    period: tuple[int, int]  # first and last year
    title: Both[str]
    title_lines: Both[tuple[str, ...]]  # the title broken for the cover
    publisher: Both[str]
    copyright_holder: Both[str]
    motto: Both[tuple[str, ...]]
    subject: Both[str]
    keywords: tuple[str, ...]
    contents_depth: int
    contact: Contact | None
    chapters: tuple[ChapterEntry, ...]
    said: tuple[Said, ...] = ()  # what of it is printed, each text with its place

    @property
    def roman(self) -> frozenset[str]:
        """Ids of the chapters that carry roman folios: all before the first division."""
        return frozenset(c.id for c in takewhile(lambda c: c.part is not Part.DIVISION, self.chapters))

    def find(self, part: Part) -> ChapterEntry | None:
        """The chapter of a part that stands once or not at all, such as the index."""
        return next((chapter for chapter in self.chapters if chapter.part is part), None)
