"""Marks beside each other that keep both their blanks: 」「 or ）（ or ，“."""

from reportgen.audit.printed import Printed
from reportgen.problems import Problems

WIDEST_EM = 0.3  # of blank left, beyond the half em that two marks share
APART_EM = 0.7  # from here on they stand in places of their own, as a number and a title do


def audit_pair_gaps(printed: Printed, problems: Problems) -> None:
    """Two marks in a row give up half an em between them (CLREQ 3.1.6).

    Warns:  audit-pair-gap.
    """
    for line in printed.setting:
        for gap in line.gaps:
            if gap.join == "pair" and WIDEST_EM < gap.em < APART_EM:
                values = {"found": gap.left.char + gap.right.char, "em": f"{gap.em + 0.5:.2f}"}
                printed.warn(problems, "audit-pair-gap", line.page.number, gap.box, **values)
