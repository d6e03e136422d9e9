"""Pages that stand nearly empty, and holes in those that do not."""

from itertools import groupby

from reportgen.audit.view import Printed
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
        values = {"chapter": page.chapter}
        if filled * 100 < RUNT_PCT * len(rows):
            pct = round(filled * 100 / len(rows))
            problems.warn(printed.place(page.number), "audit-page-runt", found=pct, most=RUNT_PCT, **values)
            continue
        judged = rows if runs_on else rows[:filled]
        hole = max((sum(1 for _ in run) for inked, run in groupby(judged) if not inked), default=0)
        if hole * 100 > HOLE_PCT * len(rows):
            pct = round(hole * 100 / len(rows))
            problems.warn(printed.place(page.number), "audit-page-hole", found=pct, most=HOLE_PCT, **values)
