"""Letters of which the picture of the page shows nothing, whatever text and fonts say."""

from functools import cache

from reportgen.audit.printed import Printed
from reportgen.audit.view import Letter, Line, Page
from reportgen.problems import Problems

FAINT = 8  # greys closer than this cannot be told apart
THIN_PT = 1.5  # and thinner, as l is, a letter may fall between two pixels
NARROW = 2  # pixels
SHOWN = 12


def audit_pixels(printed: Printed, problems: Problems) -> None:
    """Where a letter or digit stands, the page is inked, but for the thinnest.

    Of a line that shows nothing at all another rule tells.

    Warns:  audit-letter-unseen, once a page.
    """
    for page in printed.pages:
        unseen = [letter for line in page.lines if line.upright for letter in _unseen(page, line)]
        if unseen:
            values = {"count": len(unseen), "found": "".join(letter.char for letter in unseen[:SHOWN])}
            printed.warn(problems, "audit-letter-unseen", page.number, unseen[0].box, **values)


def _unseen(page: Page, line: Line) -> list[Letter]:
    scale = page.picture.height / page.height
    left, right = int(line.box.left * scale), int(line.box.right * scale) + 1
    top, bottom = int((page.height - line.box.top) * scale), int((page.height - line.box.bottom) * scale) + 1
    cut = page.picture.crop((left, top, right, bottom))
    counts = cut.histogram()
    inked = cut.point(_differing(counts.index(max(counts)))).getprojection()[0]
    if not any(inked):
        return []
    judged = (letter for letter in line.letters if letter.char.isalnum() and letter.right - letter.left > THIN_PT)
    return [letter for letter in judged if not any(inked[_columns(letter, scale, left)])]


def _columns(letter: Letter, scale: float, left: int) -> slice:
    """Those of its pixels that no neighbour touches; of a narrow letter also the next ones, on which it may fall."""
    first, last = int(letter.left * scale) - left, int(letter.right * scale) - left
    return slice(first + 1, last) if last - first > NARROW else slice(max(0, first - 1), last + 2)


@cache
def _differing(grey: int) -> list[int]:
    """A table from greys to whether each can be told from `grey`."""
    return [255 * (abs(other - grey) >= FAINT) for other in range(256)]
