"""Chinese lines as they are set: how far each is from the margin, and the gaps in it. Read once for all rules."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from reportgen.audit.view import Block, Box, Letter, Line, Page
from reportgen.characters import is_han

OPENING = frozenset("（《「『【〔〈［｛“‘〖")
CLOSING = frozenset("）》」』】〕〉］｝”’〗，。、；：．？！")
WHOLE = frozenset("—…⸺〇々")
WIDE_SPACE = "\u3000"
LATIN_SIGNS = frozenset("%‰$€£+#@&")
RAISED = 0.8  # of the line's type; smaller letters are marks of notes
EDGE = 0.95  # this share of the lines that begin at one place end at its margin or before
SAME_PT = 1.0

Join = Literal["solid", "pair", "latin", "word"]


@dataclass(frozen=True, slots=True)
class Gap:
    """The blank between two letters beyond what their own shapes have; of a pair of marks, beyond half an em."""

    join: Join
    em: float
    left: Letter
    right: Letter

    @property
    def box(self) -> Box:
        """The two letters and what is between them."""
        return Box.around((self.left, self.right))


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLine:
    """A line of Chinese; `short_pt` is 0.0 for the last one of its block, and where lines need not be full."""

    page: Page
    line: Line
    number: int  # in its block, from 0
    is_last: bool
    is_full: bool  # whether its block is justified
    short_pt: float
    gaps: tuple[Gap, ...]


def read_setting(pages: Sequence[Page]) -> tuple[SetLine, ...]:
    """The lines of all Chinese blocks."""
    blocks = [(page, lines, _left(lines), is_full) for page in pages for lines, is_full in _blocks(page)]
    ends: dict[tuple[int, int], list[float]] = {}
    for page, lines, left, _ in (block for block in blocks if block[-1]):
        ends.setdefault((round(page.width), round(left)), []).extend(_end(line.letters[-1]) for line in lines[:-1])
    margins = {where: sorted(found)[int(EDGE * (len(found) - 1))] for where, found in ends.items() if found}
    found = []
    for page, lines, left, is_full in blocks:
        margin = margins.get((round(page.width), round(left)), 0.0)
        for number, line in enumerate(lines):
            is_last = line is lines[-1]
            gaps = _gaps(line)
            if number == 0:
                gaps = (gap for gap in gaps if not _is_label(gap.left, line))
            found.append(
                SetLine(
                    page=page,
                    line=line,
                    number=number,
                    is_last=is_last,
                    is_full=is_full,
                    short_pt=0.0 if is_last or not is_full else margin - _end(line.letters[-1]),
                    gaps=tuple(gaps),
                )
            )
    return tuple(found)


def _blocks(page: Page) -> list[tuple[list[Line], bool]]:
    """The lines of each block, and whether it is justified."""
    found: dict[Block, list[Line]] = {}
    for line in page.body:
        block = line.block
        if block is not None and block.is_chinese and line.upright:
            found.setdefault(block, []).append(line)
    return [(lines, block.justified) for block, lines in found.items()]


def _left(lines: Sequence[Line]) -> float:
    """Where the block begins; a line may begin with half of an opening mark outside."""
    return min(
        line.letters[0].x + (0.5 * line.letters[0].size_pt if line.text[0] in OPENING else 0.0) for line in lines
    )


def _end(letter: Letter) -> float:
    """Where a line ends that ends with the letter: with its own blank, but for that behind a mark."""
    return max(letter.x + 0.5 * letter.size_pt, letter.right) if letter.char in CLOSING else letter.end


def _is_label(letter: Letter, line: Line) -> bool:
    """Whether the letter is the last one of a number that stands before a note, apart from its text."""
    label = [other for other in line.letters if other.mark == line.letters[0].mark]
    return letter is label[-1] and all(other.char.isdigit() for other in label)


def _gaps(line: Line) -> Iterator[Gap]:
    size = max(letter.size_pt for letter in line.letters)
    left, space = None, ""
    for letter in line.letters:
        if letter.is_space:
            space += letter.char
            continue
        if left and min(left.size_pt, letter.size_pt) > RAISED * size and (gap := _gap(left, letter, space)):
            yield gap
        left, space = letter, ""


def _gap(left: Letter, right: Letter, space: str) -> Gap | None:
    em = min(left.size_pt, right.size_pt)
    one, other = left.char, right.char
    if WIDE_SPACE in space:
        return None  # the author's own blank
    if (one in CLOSING and other in CLOSING | OPENING) or (one in OPENING and other in OPENING):
        return Gap("pair", (right.x - left.x) / em - 0.5, left, right)
    blank = (right.x - left.end) / em
    if (is_han(one) and _is_latin(other)) or (_is_latin(one) and is_han(other)):
        return Gap("latin", blank, left, right)
    if _is_chinese(one) or _is_chinese(other):
        return Gap("solid", blank, left, right)
    return Gap("word", blank, left, right) if space else None


def _is_chinese(char: str) -> bool:
    return char in WHOLE or char in OPENING or char in CLOSING or is_han(char)


def _is_latin(char: str) -> bool:
    return char in LATIN_SIGNS or (char.isalnum() and not is_han(char))
