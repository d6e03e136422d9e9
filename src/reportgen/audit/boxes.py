"""Text over the edge of its tile or card, and tiles over each other."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from reportgen.audit.printed import Printed
from reportgen.audit.told import Framed, Told
from reportgen.audit.view import Box
from reportgen.problems import Problems

TOUCH_PT = 1.0
CELL_PT = 24.0  # boxes are looked up by the cells of a grid
SHOWN = 24


def audit_boxes(printed: Printed, told: Told, problems: Problems) -> None:
    """What begins in a tile or card ends in it, nothing reaches into one from outside, and no two share a place.

    Warns:  audit-text-over-box, audit-box-over-box, audit-box-off-page.
    """
    for number, some in groupby(sorted(told.boxes, key=lambda box: box.page), key=lambda box: box.page):
        page, boxes = printed.pages[number - 1], tuple(some)
        cells = _cells(boxes)
        for text, ink in (piece for line in page.lines for piece in line.pieces):
            for framed in _near(ink, cells):
                if ink.meets(framed.box, TOUCH_PT) and not ink.is_within(framed.box, TOUCH_PT):
                    printed.warn(problems, "audit-text-over-box", number, ink, found=text[:SHOWN], name=framed.name)
        paper = Box(left=0.0, bottom=0.0, right=page.width, top=page.height)
        for framed in boxes:
            if not framed.box.is_within(paper, 0.0):
                printed.warn(problems, "audit-box-off-page", number, framed.box, name=framed.name)
            for other in _near(framed.box, cells):
                if framed.name < other.name and framed.box.meets(other.box, TOUCH_PT):
                    printed.warn(problems, "audit-box-over-box", number, framed.box, name=framed.name, other=other.name)


def _cells(boxes: Sequence[Framed]) -> dict[tuple[int, int], list[Framed]]:
    found: dict[tuple[int, int], list[Framed]] = {}
    for framed in boxes:
        for cell in _cells_of(framed.box):
            found.setdefault(cell, []).append(framed)
    return found


def _near(box: Box, cells: dict[tuple[int, int], list[Framed]]) -> tuple[Framed, ...]:
    near = (framed for cell in _cells_of(box) for framed in cells.get(cell, ()))
    return tuple({framed.name: framed for framed in near}.values())


def _cells_of(box: Box) -> Iterator[tuple[int, int]]:
    for x in range(int(box.left // CELL_PT), int(box.right // CELL_PT) + 1):
        for y in range(int(box.bottom // CELL_PT), int(box.top // CELL_PT) + 1):
            yield x, y
