"""Marks that may not begin or end a line (CLREQ 3.1)."""

from reportgen.audit.printed import Printed
from reportgen.problems import Problems

NOT_FIRST = frozenset("，。、；：？！）】》」』〕〉”’％%")
NOT_LAST = frozenset("（【《「『〔〈“‘")
SHOWN = 24


def audit_line_ends(printed: Printed, problems: Problems) -> None:
    """No line starts with a closing mark or ends with an opening one.

    Warns:  audit-line-start, audit-line-end.
    """
    for page in printed.pages:
        for line in page.body:
            if not line.upright or len(line.text) < 2:
                continue
            if line.text[0] in NOT_FIRST:
                printed.warn(problems, "audit-line-start", page.number, line.box, found=line.text[:SHOWN])
            if line.text[-1] in NOT_LAST:
                printed.warn(problems, "audit-line-end", page.number, line.box, found=line.text[-SHOWN:])
