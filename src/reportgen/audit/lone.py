"""Paragraphs whose last line is a single character."""

from reportgen.audit.printed import Printed
from reportgen.problems import Problems


def audit_lone(printed: Printed, problems: Problems) -> None:
    """A paragraph of justified Chinese does not end with one character on a line of its own, marks aside.

    Warns:  audit-last-lone.
    """
    for line in printed.setting:
        if line.is_full and line.is_last and line.number > 0 and sum(char.isalnum() for char in line.line.text) == 1:
            printed.warn(problems, "audit-last-lone", line.page.number, line.line.box, found=line.line.text)
