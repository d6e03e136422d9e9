"""Links that lead nowhere, or that nobody can see."""

from reportgen.audit.view import Printed
from reportgen.problems import Problems

FAINT = 8


def audit_links(printed: Printed, problems: Problems) -> None:
    """Every link has an end, words for a screen reader, and something printed in its box.

    Warns:  audit-link-dead, audit-link-empty.
    """
    for page in printed.pages:
        place = printed.place(page.number)
        for link in page.links:
            if link.page is None and not link.address:
                problems.warn(place, "audit-link-dead", found=link.words, chapter=page.chapter)
            if not link.words.strip() or page.contrast(link.box) < FAINT:
                to = link.address or (printed.pages[link.page - 1].label if link.page else "?")
                problems.warn(place, "audit-link-empty", found=to, chapter=page.chapter)
