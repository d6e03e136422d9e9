"""A finished PDF as the rules see it: read once, frozen. Lengths in pt from the page's left and bottom edge."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from PIL import Image

from reportgen.problems import Place

DPI = 36  # of a page's picture
WHITE = 252  # and lighter counts as paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Where something stands."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: "Box", by_pt: float) -> bool:
        """Whether the two share more than `by_pt` in both directions."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.top, other.top) - max(self.bottom, other.bottom)
        return min(wide, high) > by_pt


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Letters on one baseline that stand together, and the box of their ink."""

    text: str
    box: Box
    size_pt: float  # of the smallest letter
    marks: frozenset[int]  # the pieces of tagged content that it belongs to
    upright: bool
    running: bool  # head or foot


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link; `page` is where one inside the PDF leads, from 1, or None where that is nowhere."""

    box: Box
    words: str  # as a screen reader says them
    address: str  # outside; "" for one inside
    page: int | None


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page."""

    number: int  # from 1
    label: str
    part: str  # id of its chapter; "" where no manifest tells it
    chapter: str  # what a message calls its chapter: the content file, else the bookmark over it
    width: float
    height: float
    lines: tuple[Line, ...]
    blank: str  # letters that draw nothing
    missing: int  # glyphs that stand for a missing one
    links: tuple[Link, ...]
    headings: tuple[frozenset[int], ...]  # the marks of each
    picture: Image.Image

    @cached_property
    def body(self) -> tuple[Line, ...]:
        """All lines but running heads and feet."""
        return tuple(line for line in self.lines if not line.running)

    @cached_property
    def area(self) -> Box | None:
        """What the running head and foot leave to the text; None on a page that has not both."""
        running = [line.box for line in self.lines if line.running]
        heads = [box for box in running if box.bottom > self.height / 2]
        feet = [box for box in running if box.top < self.height / 2]
        if not heads or not feet:
            return None
        return Box(
            left=min(box.left for box in running),
            bottom=max(box.top for box in feet),
            right=max(box.right for box in running),
            top=min(box.bottom for box in heads),
        )

    def inked_rows(self, box: Box) -> list[bool]:
        """Whether anything is drawn in the box, for each row of the picture from the top."""
        scale = self.picture.height / self.height
        left, right = int(box.left * scale), round(box.right * scale)
        top, bottom = round((self.height - box.top) * scale), round((self.height - box.bottom) * scale)
        cut = self.picture.crop((left, top, max(right, left + 1), max(bottom, top + 1)))
        pixels = cut.tobytes()
        return [min(pixels[at : at + cut.width]) < WHITE for at in range(0, len(pixels), cut.width)]

    def contrast(self, box: Box) -> int:
        """How much the greys in the box differ, 0 to 255."""
        scale = self.picture.height / self.height
        cut = self.picture.crop(
            (
                int(box.left * scale) - 1,
                int((self.height - box.top) * scale) - 1,
                int(box.right * scale) + 2,
                int((self.height - box.bottom) * scale) + 2,
            )
        )
        darkest, lightest = cut.getextrema()
        return int(lightest) - int(darkest)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A bookmark; `page` from 1, or None where it leads nowhere."""

    title: str
    page: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a manifest tells of a book."""

    parts: tuple[str, ...]  # the chapter of each page
    files: Mapping[str, str]  # the content file of a chapter
    families: frozenset[str]  # the edition's fonts


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A PDF."""

    file: Path
    pages: tuple[Page, ...]
    marks: tuple[Mark, ...]
    fonts: Mapping[str, bool]  # name without the tag of a subset -> whether it is embedded
    title: str
    language: str
    labelled: bool
    families: frozenset[str] | None  # None where no manifest tells them

    def place(self, page: int = 1) -> Place:
        """The page as a place."""
        return Place(self.file, page)
