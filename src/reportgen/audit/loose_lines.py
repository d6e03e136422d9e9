"""Lines with holes in them."""

from reportgen.audit.printed import Printed
from reportgen.problems import Problems

LOOSE_EM = 0.5
SHOWN = 24


def audit_loose_lines(printed: Printed, problems: Problems) -> None:
    """No blank inside a line of justified Chinese is wider than half an em.

    Warns:  audit-line-loose, at the widest blank of the line.
    """
    for line in printed.setting:
        gap = max(line.gaps, key=lambda gap: gap.em, default=None)
        if line.is_full and gap and gap.em > LOOSE_EM:
            values = {"found": line.line.text[:SHOWN], "em": f"{gap.em:.2f}", "most": LOOSE_EM}
            printed.warn(problems, "audit-line-loose", line.page.number, gap.box, **values)
