"""Links that lead nowhere, or that nobody can see."""

from reportgen.audit.printed import Printed
from reportgen.audit.view import Box
from reportgen.problems import Problems

FAINT = 8


def audit_links(printed: Printed, problems: Problems) -> None:
    """Every link has an end, words for a screen reader, and something printed in its box, which is on the page.

    Warns:  audit-link-dead, audit-link-empty, audit-link-off-page.
    """
    for page in printed.pages:
        paper = Box(0.0, 0.0, page.width, page.height)
        for link in page.links:
            if not link.box.is_within(paper, 0.0):
                printed.warn(problems, "audit-link-off-page", page.number, link.box, found=link.words)
            if link.page is None and not link.address:
                printed.warn(problems, "audit-link-dead", page.number, link.box, found=link.words)
            if not link.words.strip() or page.contrast(link.box) < FAINT:
                to = link.address or (printed.pages[link.page - 1].label if link.page else "?")
                printed.warn(problems, "audit-link-empty", page.number, link.box, found=to)
