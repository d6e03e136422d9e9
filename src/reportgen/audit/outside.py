"""Text outside its page's area, or over a running head or foot."""

from reportgen.audit.view import Box, Page, Printed
from reportgen.problems import Problems

SHOWN = 24
SLACK_PT = 2.0  # a letter's ink may stand a little out of its own width
EDGE_PT = 8.0  # nothing is printed nearer to the paper's edge
TOUCH_PT = 0.5


def audit_outside(printed: Printed, problems: Problems) -> None:
    """Text stays within the measure that the running head and foot span, and on the paper.

    Warns:  audit-text-outside, audit-text-over-head; each once a page.
    """
    for page in printed.pages:
        place = printed.place(page.number)
        stray = [line.text for line in page.body if _strays(page, line.box)]
        if stray:
            found = stray[0][:SHOWN]
            problems.warn(place, "audit-text-outside", count=len(stray), found=found, chapter=page.chapter)
        running = [line.box for line in page.lines if line.running]
        over = [line.text for line in page.body if any(line.box.meets(box, TOUCH_PT) for box in running)]
        if over:
            found = over[0][:SHOWN]
            problems.warn(place, "audit-text-over-head", count=len(over), found=found, chapter=page.chapter)


def _strays(page: Page, box: Box) -> bool:
    area = page.area
    if area is None:
        across = box.left < EDGE_PT or box.right > page.width - EDGE_PT
        return across or box.bottom < EDGE_PT or box.top > page.height - EDGE_PT
    across = box.left < area.left - SLACK_PT or box.right > area.right + SLACK_PT
    return across or box.bottom < area.bottom or box.top > area.top
