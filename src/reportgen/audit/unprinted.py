"""Text that is there for a search and not for the eye."""

from reportgen.audit.view import Printed
from reportgen.problems import Problems

SHOWN = 12  # letters of an example
FAINT = 8  # greys closer than this cannot be told apart


def audit_unprinted(printed: Printed, problems: Problems) -> None:
    """Every letter draws its shape, and every line differs from what is behind it.

    Warns:  audit-text-blank, audit-glyph-missing, audit-text-unseen.
    """
    for page in printed.pages:
        place = printed.place(page.number)
        if page.blank:
            found = page.blank[:SHOWN]
            problems.warn(place, "audit-text-blank", count=len(page.blank), found=found, chapter=page.chapter)
        if page.missing:
            problems.warn(place, "audit-glyph-missing", count=page.missing, chapter=page.chapter)
        unseen = [line.text for line in page.lines if page.contrast(line.box) < FAINT]
        if unseen:
            found = unseen[0][:SHOWN]
            problems.warn(place, "audit-text-unseen", count=len(unseen), found=found, chapter=page.chapter)
