"""What a PDF says of itself."""

from reportgen.audit.printed import Printed
from reportgen.problems import Problems


def audit_identity(printed: Printed, problems: Problems) -> None:
    """The PDF has a title, a language, and a label for its pages.

    Warns:  audit-title-missing, audit-language-missing, audit-labels-missing.
    """
    if not printed.title.strip():
        printed.warn(problems, "audit-title-missing")
    if not printed.language.strip():
        printed.warn(problems, "audit-language-missing")
    if not printed.labelled:
        printed.warn(problems, "audit-labels-missing")
