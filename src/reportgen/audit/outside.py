"""Text outside its page's area, or over a running head or foot."""

from reportgen.audit.printed import Printed
from reportgen.audit.view import Box, Page
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
        stray = [line for line in page.body if _strays(page, line.box)]
        if stray:
            values = {"count": len(stray), "found": stray[0].text[:SHOWN]}
            printed.warn(problems, "audit-text-outside", page.number, stray[0].box, **values)
        running = [line.box for line in page.lines if line.running]
        over = [line for line in page.body if any(line.box.meets(box, TOUCH_PT) for box in running)]
        if over:
            values = {"count": len(over), "found": over[0].text[:SHOWN]}
            printed.warn(problems, "audit-text-over-head", page.number, over[0].box, **values)


def _strays(page: Page, box: Box) -> bool:
    area = page.area
    if area is None:
        across = box.left < EDGE_PT or box.right > page.width - EDGE_PT
        return across or box.bottom < EDGE_PT or box.top > page.height - EDGE_PT
    across = box.left < area.left - SLACK_PT or box.right > area.right + SLACK_PT
    return across or box.bottom < area.bottom or box.top > area.top
