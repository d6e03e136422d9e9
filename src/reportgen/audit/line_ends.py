"""Marks that may not begin or end a line (CLREQ 3.1)."""

from reportgen.audit.view import Printed
from reportgen.problems import Problems

NOT_FIRST = frozenset("，。、；：？！）】》」』〕〉”’％%")
NOT_LAST = frozenset("（【《「『〔〈“‘")
SHOWN = 24


def audit_line_ends(printed: Printed, problems: Problems) -> None:
    """No line starts with a closing mark or ends with an opening one.

    Warns:  audit-line-start, audit-line-end; each once a page.
    """
    for page in printed.pages:
        place = printed.place(page.number)
        lines = [line.text for line in page.body if line.upright and len(line.text) > 1]
        first = [text for text in lines if text[0] in NOT_FIRST]
        last = [text for text in lines if text[-1] in NOT_LAST]
        if first:
            found = first[0][:SHOWN]
            problems.warn(place, "audit-line-start", count=len(first), found=found, chapter=page.chapter)
        if last:
            found = last[0][-SHOWN:]
            problems.warn(place, "audit-line-end", count=len(last), found=found, chapter=page.chapter)
