"""Chinese that touches Latin letters or digits."""

from reportgen.audit.printed import Printed
from reportgen.problems import Problems

LEAST_EM = 0.1
SHOWN = 24


def audit_latin_gaps(printed: Printed, problems: Problems) -> None:
    """Between an ideograph and a Latin letter or digit stands a little air, 0.18 em in a line that is not full.

    Too much of it is a loose line's.

    Warns:  audit-latin-gap, once a line.
    """
    for line in printed.setting:
        gap = min((gap for gap in line.gaps if gap.join == "latin"), key=lambda gap: gap.em, default=None)
        if gap and gap.em < LEAST_EM:
            values = {"found": gap.left.char + gap.right.char, "em": f"{gap.em:.2f}", "least": LEAST_EM}
            printed.warn(problems, "audit-latin-gap", line.page.number, gap.box, **values)
