"""Text that is there for a search and not for the eye."""

from reportgen.audit.printed import Printed
from reportgen.problems import Problems

SHOWN = 12  # letters of an example
FAINT = 8  # greys closer than this cannot be told apart


def audit_unprinted(printed: Printed, problems: Problems) -> None:
    """Every letter draws its shape, and every line differs from what is behind it.

    Warns:  audit-text-blank, audit-glyph-missing, audit-text-unseen.
    """
    for page in printed.pages:
        if page.blank:
            found = page.blank[:SHOWN]
            printed.warn(problems, "audit-text-blank", page.number, count=len(page.blank), found=found)
        if page.missing:
            printed.warn(problems, "audit-glyph-missing", page.number, count=page.missing)
        unseen = [line for line in page.lines if page.contrast(line.box) < FAINT]
        if unseen:
            values = {"count": len(unseen), "found": unseen[0].text[:SHOWN]}
            printed.warn(problems, "audit-text-unseen", page.number, unseen[0].box, **values)
