"""Full lines that miss the margin."""

from reportgen.audit.printed import Printed
from reportgen.problems import Problems

SHORT_PT = 2.0
SHOWN = 24


def audit_short_lines(printed: Printed, problems: Problems) -> None:
    """A line of justified Chinese ends at the margin, within 2 pt, unless it ends its paragraph.

    Warns:  audit-line-short.
    """
    for line in printed.setting:
        if abs(line.short_pt) > SHORT_PT:
            values = {"found": line.line.text[-SHOWN:], "short": f"{line.short_pt:.1f}", "most": SHORT_PT}
            printed.warn(problems, "audit-line-short", line.page.number, line.line.box, **values)
