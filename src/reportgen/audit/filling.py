"""Pages that stand nearly empty, and holes in those that do not."""

from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from reportgen.audit.printed import Printed
from reportgen.problems import Problems

RUNT_PCT = 25
HOLE_PCT = 20


def audit_filling(printed: Printed, problems: Problems) -> None:
    """A page that its chapter runs on to is filled by a quarter, and none has a hole of more than a fifth.

    Covers, openers, first pages and wide pages have no running head and are let be; so is the blank behind the last
    line where the next page begins something else.

    Warns:  audit-page-runt, audit-page-hole.
    """
    for page, following in zip(printed.pages, (*printed.pages[1:], None), strict=True):
        if page.area is None:
            continue
        rows = page.inked_rows(page.area)
        filled = len(rows) - next((n for n, inked in enumerate(reversed(rows)) if inked), len(rows))
        runs_on = following is not None and following.area is not None
        if filled * 100 < RUNT_PCT * len(rows):
            pct = round(filled * 100 / len(rows))
            printed.warn(problems, "audit-page-runt", page.number, page.area, found=pct, most=RUNT_PCT)
            continue
        judged = rows if runs_on else rows[:filled]
        runs = [list(run) for _, run in groupby(enumerate(judged), key=itemgetter(1))]
        hole = max((run for run in runs if not run[0][1]), key=len, default=[])
        if len(hole) * 100 > HOLE_PCT * len(rows):
            row_pt = (page.area.top - page.area.bottom) / len(rows)
            top, bottom = (page.area.top - row * row_pt for row in (hole[0][0], hole[-1][0] + 1))
            box, pct = replace(page.area, top=top, bottom=bottom), round(len(hole) * 100 / len(rows))
            printed.warn(problems, "audit-page-hole", page.number, box, found=pct, most=HOLE_PCT)
