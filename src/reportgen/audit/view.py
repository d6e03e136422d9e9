"""Pages as the rules see them: read once, frozen. Lengths in pt from the page's left and bottom edge."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from PIL import Image

DPI = 36  # of a page's picture
WHITE = 252  # and lighter counts as paper


@dataclass(frozen=True, slots=True)
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

    def is_within(self, other: "Box", by_pt: float) -> bool:
        """Whether no side stands out of the other by more than `by_pt`."""
        low = min(self.left - other.left, self.bottom - other.bottom)
        high = min(other.right - self.right, other.top - self.top)
        return min(low, high) >= -by_pt

    @property
    def area(self) -> float:
        """In square points."""
        return (self.right - self.left) * (self.top - self.bottom)

    @classmethod
    def around(cls, some: "Iterable[Letter | Box]") -> "Box":
        """The smallest box that holds all of them."""
        sides = [(one.left, one.bottom, one.right, one.top) for one in some]
        left, bottom, right, top = zip(*sides, strict=True)
        return cls(left=min(left), bottom=min(bottom), right=max(right), top=max(top))


class Letter(NamedTuple):
    """A character, where it begins and ends with its own blank, and the box of its ink; a space has no place.

    Outside Chinese a letter ends with its ink.
    """

    char: str
    x: float
    end: float
    left: float
    bottom: float
    right: float
    top: float
    size_pt: float
    mark: int  # the piece of tagged content that it belongs to; -1 outside
    is_space: bool

    @property
    def box(self) -> Box:
        """Of its ink."""
        return Box(left=self.left, bottom=self.bottom, right=self.right, top=self.top)


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Block:
    """A paragraph, heading, cell, item of a list … of one page, as its tags tell it."""

    kind: str  # "P", "H2", "TD", "LBody"
    language: str
    justified: bool  # whether its lines are to be full

    @property
    def is_chinese(self) -> bool:
        """Whether it is Chinese text; the words of a picture stand where that has them."""
        return self.kind != "Figure" and self.language.startswith("zh")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Letters on one baseline that stand together, and the box of their ink."""

    text: str
    letters: tuple[Letter, ...]
    box: Box
    baseline: float
    size_pt: float  # of the smallest letter
    marks: frozenset[int]  # the pieces of tagged content that it belongs to
    block: Block | None  # None outside the tags
    upright: bool
    running: bool  # head or foot

    @property
    def texts(self) -> tuple[str, ...]:
        """Its text by pieces of content, with spaces."""
        pieces = groupby(self.letters, key=attrgetter("mark"))
        return tuple("".join(letter.char for letter in letters) for _, letters in pieces)

    @property
    def pieces(self) -> "tuple[tuple[str, Box], ...]":
        """Its text by pieces of content, each with the box of its ink: neighbouring tiles share lines."""
        pieces = groupby((letter for letter in self.letters if not letter.is_space), key=attrgetter("mark"))
        runs = (tuple(letters) for _, letters in pieces)
        return tuple(("".join(letter.char for letter in run), Box.around(run)) for run in runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A figure without words for who does not see it; `box` where it tells one."""

    page: int
    box: Box | None


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
    chapter: str  # its id, or the bookmark over it where no manifest tells that
    width: float
    height: float
    lines: tuple[Line, ...]
    blank: str  # letters that draw nothing
    missing: int  # glyphs that stand for a missing one
    links: tuple[Link, ...]
    headings: tuple[Block, ...]
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
