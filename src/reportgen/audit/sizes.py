"""Type too small to read."""

from reportgen.audit.printed import Printed
from reportgen.problems import Problems

SMALLEST_PT = 6.5
ROUNDING_PT = 0.02
SHOWN = 24


def audit_sizes(printed: Printed, problems: Problems) -> None:
    """No letter is under 6.5 pt.

    Warns:  audit-type-small, once a page.
    """
    for page in printed.pages:
        small = [line for line in page.lines if line.size_pt < SMALLEST_PT - ROUNDING_PT]
        if small:
            line = min(small, key=lambda line: line.size_pt)
            values = {"count": len(small), "size": f"{line.size_pt:.1f}", "found": line.text[:SHOWN]}
            printed.warn(problems, "audit-type-small", page.number, line.box, **values)
