"""A page's letters as lines, with the box of their ink.

Why through the raw interface: a page has thousands of letters, and each is asked six things.
"""

import unicodedata
from ctypes import addressof, c_double
from math import hypot

import pypdfium2
from pypdfium2 import raw

from reportgen.audit.view import Box, Line

MARGIN = 0.12  # of the page's height, where running heads and feet stand
GAP_EM = 3.0  # a wider one parts lines
THINNEST_PT = 0.03  # pdfium gives a letter without a shape about a hundredth
SHIFT_EM = 0.6  # a higher or lower letter is on another line


class _Run:
    """The letters of one text object."""

    def __init__(self, text: raw.FPDF_TEXTPAGE, index: int, thing: object) -> None:
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(text, index, matrix)
        self.size_pt: float = raw.FPDFText_GetFontSize(text, index) * hypot(matrix.c, matrix.d)
        self.mark = int(raw.FPDFPageObj_GetMarkedContentID(thing))
        self.upright = bool(abs(matrix.b) < 1e-6 < matrix.a)


class _Growing:
    """A line while letters come in."""

    def __init__(self, run: _Run, baseline: float) -> None:
        self.run = run
        self.text: list[str] = []
        self.baseline = baseline
        self.size_pt = self.widest_pt = run.size_pt
        self.marks = {run.mark}
        self.left = self.bottom = float("inf")
        self.right = self.top = float("-inf")
        self.end = 0.0  # where the last letter ended

    def takes(self, run: _Run, left: float, baseline: float) -> bool:
        """Whether a letter there goes on with the line."""
        if run.upright != self.run.upright or (run.mark < 0) != (self.run.mark < 0):
            return False
        if not run.upright:
            return run is self.run
        em = max(self.widest_pt, run.size_pt)
        return abs(baseline - self.baseline) < SHIFT_EM * em and -em < left - self.end < GAP_EM * em

    def add(self, letter: str, run: _Run, left: float, bottom: float, right: float, top: float) -> None:
        """Take a letter, by the box of its ink."""
        self.text.append(letter)
        self.size_pt, self.widest_pt = min(self.size_pt, run.size_pt), max(self.widest_pt, run.size_pt)
        self.marks.add(run.mark)
        self.left, self.bottom = min(self.left, left), min(self.bottom, bottom)
        self.right, self.top = max(self.right, right), max(self.top, top)
        self.end = right

    def line(self, height: float) -> Line:
        """The line on a page of this height."""
        edge = MARGIN * height
        return Line(
            text="".join(self.text).strip(),
            box=Box(left=self.left, bottom=self.bottom, right=self.right, top=self.top),
            size_pt=self.size_pt,
            marks=frozenset(self.marks),
            upright=self.run.upright,
            running=self.run.mark < 0 and (self.bottom > height - edge or self.top < edge),
        )


def read_lines(page: pypdfium2.PdfPage) -> tuple[tuple[Line, ...], str]:
    """The page's lines in the order of its content, and the letters that draw nothing."""
    textpage = page.get_textpage()
    text = textpage.raw
    left, right, bottom, top, x, y = (c_double() for _ in range(6))
    lines: list[_Growing] = []
    blank: list[str] = []
    address, run = 0, None
    for index in range(textpage.count_chars()):
        if raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        thing = raw.FPDFText_GetTextObject(text, index)
        if run is None or addressof(thing.contents) != address:
            address, run = addressof(thing.contents), _Run(text, index, thing)
        letter = chr(raw.FPDFText_GetUnicode(text, index))
        raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        if top.value - bottom.value < THINNEST_PT or left.value >= right.value:
            if unicodedata.category(letter)[0] not in "ZC":
                blank.append(letter)
            elif lines:
                lines[-1].text.append(letter)
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        if not lines or not lines[-1].takes(run, left.value, y.value):
            lines.append(_Growing(run, y.value))
        lines[-1].add(letter, run, left.value, bottom.value, right.value, top.value)
    height = page.get_height()
    return tuple(line.line(height) for line in lines), "".join(blank)
