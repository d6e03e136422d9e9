"""Headings that the page's end parts from their text."""

from itertools import pairwise

from reportgen.audit.printed import Printed
from reportgen.audit.view import Box, Line, Page
from reportgen.problems import Problems

TWO_LINES_PT = 24.0
ONE_LINE_PT = 8.0  # is enough under a letter of a list
COLUMN = 0.3  # of the page's width; the text of a heading may begin beside it


def audit_headings(printed: Printed, problems: Problems) -> None:
    """Below a heading stand two lines at least, or anything as high, in its own column, where its chapter runs on.

    Warns:  audit-heading-last.
    """
    for page, following in pairwise(printed.pages):
        if following.area is None:
            continue  # the chapter ends here, however short its last section
        for heading in page.headings:
            lines = [line for line in page.body if line.block is heading]
            if not lines or (len(lines[0].text) == 1 and _has_beside(page, lines[0])):
                continue
            found = " ".join(line.text for line in lines)
            left, bottom = min(line.box.left for line in lines), min(line.box.bottom for line in lines)
            foot = page.area.bottom if page.area else 0.06 * page.height
            column = Box(left=left, bottom=foot, right=left + COLUMN * page.width, top=bottom)
            rows = page.inked_rows(column)
            last = max((n for n, inked in enumerate(rows, 1) if inked), default=0)
            if last * page.height / page.picture.height < (TWO_LINES_PT if len(found) > 1 else ONE_LINE_PT):
                box = Box.around(line.box for line in lines)
                printed.warn(problems, "audit-heading-last", page.number, box, found=found)


def _has_beside(page: Page, letter: Line) -> bool:
    """Whether text stands at the right of the letter that it is listed under."""
    return any(
        line.box.left > letter.box.right and line.box.top > letter.box.bottom
        for line in page.body
        if line.box.bottom < letter.box.top
    )
