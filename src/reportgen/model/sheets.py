"""HTML ready for the press, and what comes out of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.model.both import Both
from reportgen.problems import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One chapter as HTML.

    Links inside the report, also those within the chapter, have the address "xref:ANCHOR"; the assembler resolves them.
    `places` maps an element's id to the input it came from, so that an engine's complaint finds its line.
    """

    chapter: str  # id
    html: str
    styles: tuple[Path, ...]  # style sheets of layouts/ from the root, in order
    places: Mapping[str, Place]
    place: Place  # the chapter's own
    fits: tuple[tuple[Path, ...], ...] = ()  # style sheets to try behind the others where a page is nearly empty

    @property
    def all_styles(self) -> tuple[Path, ...]:
        """Every style sheet that it may be laid out with, once."""
        return tuple(dict.fromkeys((*self.styles, *(style for fit in self.fits for style in fit))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where an anchor fell: page of the chapter from 0, and pt from the page's left and bottom edge."""

    page: int
    x_pt: float
    y_pt: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The part of an exhibit that stands on one page: page from 0, and pt from the page's left and bottom edge."""

    page: int
    left_pt: float
    bottom_pt: float
    right_pt: float
    top_pt: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PressedChapter:
    """One chapter's pages as a PDF of their own."""

    chapter: str
    pdf: bytes  # b"" where the engine could not be started
    pages: int
    wide: tuple[bool, ...]  # a page: whether it is wider than high
    anchors: Mapping[str, Spot]  # every element id of the sheet
    frames: Mapping[str, tuple[Frame, ...]]  # by what an element's data-frame says; one a page that it stands on
    links: Mapping[str, Place]  # anchors that it links to, each with the place of the first link
    place: Place  # the sheet's own
    seconds: float
    fit: tuple[str, ...] = ()  # the style sheets among its `fits` by which its pages end better


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """One line of the list of bookmarks that a viewer shows beside the pages."""

    level: int  # from 1
    label: str
    anchor: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLabel:
    """What a page of the book is called: its chapter, its folio ("iv", "12"; "" prints none)."""

    chapter: str
    folio: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """A finished book."""

    pdf: bytes
    pages: tuple[PageLabel, ...]
    anchors: Mapping[str, Spot]  # those of one chapter only; page counted from 0 in the whole book
    frames: Mapping[str, tuple[Frame, ...]]  # of each exhibit, by its anchor; pages counted likewise


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentInfo:
    """What a PDF says of itself."""

    title: Both[str]
    author: Both[str]
    subject: Both[str]
    keywords: tuple[str, ...]
    created: str  # PDF date, from the edition
    language: str  # BCP 47 of the leading language
