"""What a PDF says of itself."""

from reportgen.audit.view import Printed
from reportgen.problems import Problems


def audit_identity(printed: Printed, problems: Problems) -> None:
    """The PDF has a title, a language, and a label for its pages.

    Warns:  audit-title-missing, audit-language-missing, audit-labels-missing.
    """
    if not printed.title.strip():
        problems.warn(printed.place(), "audit-title-missing")
    if not printed.language.strip():
        problems.warn(printed.place(), "audit-language-missing")
    if not printed.labelled:
        problems.warn(printed.place(), "audit-labels-missing")
