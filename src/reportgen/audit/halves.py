"""Rows of the parallel book whose halves stand on different pages."""

from reportgen.audit.printed import Printed
from reportgen.audit.told import Source, Told
from reportgen.audit.view import Box
from reportgen.problems import Problems

LEVEL_PT = 1.0


def audit_halves(printed: Printed, told: Told, problems: Problems) -> None:
    """The two halves of a row begin on one page and at one height.

    Warns:  audit-pair-split, at the later half.
    """
    halves: dict[str, list[Source]] = {}
    for source in told.sources:
        if source.row:
            halves.setdefault(source.row, []).append(source)
    for row in halves.values():
        first, last = row[0], row[-1]
        if first.page != last.page or abs(first.y - last.y) > LEVEL_PT:
            other, later = sorted((first, last), key=lambda half: (half.page, -half.y))
            box = Box(left=later.x, bottom=later.y, right=later.x, top=later.y)
            label = printed.pages[other.page - 1].label
            printed.warn(problems, "audit-pair-split", later.page, box, other=f"{other.file}:{other.line}", label=label)
