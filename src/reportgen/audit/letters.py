"""A page's letters as lines, with the box of their ink.

Why through the raw interface: a page has thousands of letters, and each is asked six things.
"""

import unicodedata
from collections.abc import Mapping
from ctypes import addressof, c_double
from math import hypot

import pypdfium2
from pypdfium2 import raw

from reportgen.audit.view import Block, Box, Letter, Line

MARGIN = 0.12  # of the page's height, where running heads and feet stand
GAP_EM = 3.0  # a wider one parts lines
THINNEST_PT = 0.03  # pdfium gives a letter without a shape about a hundredth
SHIFT_EM = 0.6  # a higher or lower letter is on another line


class _Run:
    """The letters of one text object."""

    def __init__(self, text: raw.FPDF_TEXTPAGE, index: int, thing: object, blocks: Mapping[int, Block]) -> None:
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(text, index, matrix)
        self.size_pt: float = raw.FPDFText_GetFontSize(text, index) * hypot(matrix.c, matrix.d)
        self.mark = int(raw.FPDFPageObj_GetMarkedContentID(thing))
        self.block = blocks.get(self.mark)
        self.upright = bool(abs(matrix.b) < 1e-6 < matrix.a)


class _Growing:
    """A line while letters come in."""

    def __init__(self, run: _Run, baseline: float) -> None:
        self.run = run
        self.letters: list[Letter] = []
        self.baseline = baseline
        self.widest_pt = run.size_pt
        self.end = 0.0  # where the last letter ended

    def takes(self, run: _Run, left: float, baseline: float) -> bool:
        """Whether a letter there goes on with the line."""
        if run.upright != self.run.upright or run.block is not self.run.block:
            return False
        if (run.mark < 0) != (self.run.mark < 0):
            return False
        if not run.upright:
            return run is self.run
        em = max(self.widest_pt, run.size_pt)
        return abs(baseline - self.baseline) < SHIFT_EM * em and -em < left - self.end < GAP_EM * em

    def add(self, letter: Letter, run: _Run) -> None:
        """Take a letter."""
        self.letters.append(letter)
        self.widest_pt, self.end = max(self.widest_pt, run.size_pt), letter.right

    def line(self, height: float) -> Line:
        """The line on a page of this height."""
        edge = MARGIN * height
        while self.letters[-1].is_space:
            self.letters.pop()
        inked = [letter for letter in self.letters if not letter.is_space]
        box = Box.around(inked)
        return Line(
            text="".join(letter.char for letter in self.letters),
            letters=tuple(self.letters),
            box=box,
            baseline=self.baseline,
            size_pt=min(letter.size_pt for letter in inked),
            marks=frozenset(letter.mark for letter in inked),
            block=self.run.block,
            upright=self.run.upright,
            running=self.run.mark < 0 and (box.bottom > height - edge or box.top < edge),
        )


def read_lines(page: pypdfium2.PdfPage, blocks: Mapping[int, Block]) -> tuple[tuple[Line, ...], str]:
    """The page's lines in the order of its content, and the letters that draw nothing.

    Takes:  `blocks`, the tagged block of each piece of content.
    """
    textpage = page.get_textpage()
    text = textpage.raw
    left, right, bottom, top, x, y = (c_double() for _ in range(6))
    loose = raw.FS_RECTF()
    lines: list[_Growing] = []
    blank: list[str] = []
    address, run = 0, None
    for index in range(textpage.count_chars()):
        if raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        thing = raw.FPDFText_GetTextObject(text, index)
        if run is None or addressof(thing.contents) != address:
            address, run = addressof(thing.contents), _Run(text, index, thing, blocks)
        letter = chr(raw.FPDFText_GetUnicode(text, index))
        raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        if top.value - bottom.value < THINNEST_PT or left.value >= right.value:
            kind = unicodedata.category(letter)[0]
            if kind not in "ZC":
                blank.append(letter)
            elif lines and kind == "Z":
                lines[-1].letters.append(Letter(letter, *(0.0,) * 6, run.size_pt, run.mark, True))
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        if not lines or not lines[-1].takes(run, left.value, y.value):
            lines.append(_Growing(run, y.value))
        ink = left.value, bottom.value, right.value, top.value
        end = right.value
        if run.block and run.block.is_chinese and raw.FPDFText_GetLooseCharBox(text, index, loose):
            end = x.value + loose.right - loose.left
        lines[-1].add(Letter(letter, x.value, end, *ink, run.size_pt, run.mark, False), run)
    height = page.get_height()
    return tuple(line.line(height) for line in lines), "".join(blank)
