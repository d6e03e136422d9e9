"""Chapters laid out again: exhibits that leave a hole behind text that fills it, headings left alone, runt pages.

Why: an exhibit is not split, and nothing in a chapter depends on another; a hole, a heading at the end of a page or a
page of two lines looks like a mistake.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint import Document
from weasyprint.document import Page
from weasyprint.formatting_structure.boxes import MarginBox, ReplacedBox, TextBox

ENOUGH = 0.27  # of a page's height
HOLE = (
    0.17  # likewise, at the end of a page that another follows; the audit, which sees ink only, complains from 0.2 on
)
BELOW_PX = 36.0  # and less below a heading is a line only
PUSHED = "break-before: page"
BOUND = {"ul", "ol", "dl", "blockquote"}  # stay behind the paragraph that announces them


def fitted(lay_out: Callable[[Sequence[Path]], Document], body: Element, fits: Sequence[Sequence[Path]]) -> Document:
    """The chapter laid out with the fewest faults: plain, or with one of `fits`, whichever is the first of the best.

    Takes:  `body`, whose exhibits move and whose headings go on to the next page; `fits`, style sheets to add, one
            attempt each.
    """
    best = _mended(lambda: lay_out(()), body)
    for styles in fits:
        if not (least := count_faults(best)):
            break
        attempt = _mended(lambda styles=styles: lay_out(styles), body)  # type: ignore[misc]
        best = attempt if count_faults(attempt) < least else best
    return best


def count_faults(document: Document) -> int:
    """How many pages are nearly empty, or have a hole at their end; the first may be an opener, or all there is."""
    pages = document.pages
    wide = [page.width > page.height for page in pages]
    ends = [n for n in range(1, len(pages)) if not wide[n] and all(wide[n + 1 : n + 2])]
    runts = sum(_fill(pages[n]) < ENOUGH for n in ends)
    return runts + sum(_has_hole(before, after) for before, after in pairwise(pages))


def _mended(lay_out: Callable[[], Document], body: Element) -> Document:
    """The chapter without the holes that text can close, and without headings left alone."""
    for pushed in [element for element in body if element.get("style") == PUSHED]:
        del pushed.attrib["style"]
    document = lay_out()
    while _close_hole(document, body) or _push_heading(document):
        document = lay_out()
    return document


def _has_hole(before: Page, after: Page) -> bool:
    """Whether a page ends early although the next one goes on with its text."""
    if before.width > before.height or after.width > after.height or 1 - _fill(before) <= HOLE:
        return False
    last, first = _top_boxes(before)[-1:], _top_boxes(after)[:1]
    if any(box.style["break_after"] == "page" for box in last):
        return False  # meant so, as openers are
    return [box.element for box in last] != [box.element for box in first]


def _push_heading(document: Document) -> bool:
    """Whether a heading that stands over a single line at a page's end has been sent on to the next."""
    for before, after in pairwise(document.pages):
        boxes = _top_boxes(before)
        if after.width > after.height or len(boxes) < 3 or boxes[-1].element in _tops(after):
            continue
        last = boxes[-1]
        headings = [box.element for box in takewhile(lambda box: "heading" in _classes(box.element), boxes[-2::-1])]
        if headings and last.height < BELOW_PX and not headings[-1].get("style"):
            headings[-1].set("style", PUSHED)
            return True
    return False


def _fill(page: Page) -> float:
    """The share of the page's height down to the last that stands on it."""
    box = page._page_box
    flow = (child for child in box.children if not isinstance(child, MarginBox))
    shown = (b for child in flow for b in child.descendants(placeholders=True) if isinstance(b, (TextBox, ReplacedBox)))
    bottoms = (b.position_y + b.margin_height() for b in shown)
    filled: float = max(bottoms, default=box.content_box_y()) - box.content_box_y()
    return filled / float(box.height)


def _close_hole(document: Document, body: Element) -> bool:
    """Whether an exhibit has been moved: the first that leaves a hole before it, behind the rows that can fill it."""
    for before, after in pairwise(document.pages):
        late = _tops(after)[:1]
        if before.width > before.height or 1 - _fill(before) < HOLE or late == _tops(before)[-1:]:
            continue
        for exhibit in (element for element in late if "exhibit" in _classes(element)):
            at = list(body).index(exhibit)
            if passed := _next_rows(list(body)[at + 1 :]):
                body.remove(exhibit)
                body.insert(at + passed, exhibit)
                return True
    return False


def _tops(page: Page) -> list[Element]:
    """The elements of the flow that stand on a page."""
    return [box.element for box in _top_boxes(page)]


def _top_boxes(page: Page) -> list[Any]:
    flow = [child for child in page._page_box.children if not isinstance(child, MarginBox)]
    return [box for root in flow for body in root.children for box in body.children]


def _next_rows(siblings: Sequence[Element]) -> int:
    """How many of them are the row that follows an exhibit, with the notes and lists that are bound to it."""
    rows = list(takewhile(lambda e: "row" in _classes(e) and "heading" not in _classes(e), siblings))
    bound = takewhile(
        lambda e: "notes" in _classes(e) or any(first.tag in BOUND for half in e for first in half[:1]), rows[1:]
    )
    return len(rows[:1]) + len(list(bound))


def _classes(element: Element) -> list[str]:
    return (element.get("class") or "").split()
