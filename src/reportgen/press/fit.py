"""Chapters laid out again: exhibits that leave a hole behind text that fills it, last pages that are nearly empty.

Why: an exhibit is not split, and nothing in a chapter depends on another; a hole, or a page of two lines, looks like a
mistake.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise, takewhile
from pathlib import Path
from xml.etree.ElementTree import Element

from weasyprint import Document
from weasyprint.document import Page
from weasyprint.formatting_structure.boxes import MarginBox, ReplacedBox, TextBox

ENOUGH = 0.25  # of a page's height
HOLE = 0.2  # likewise, before an exhibit
BOUND = {"ul", "ol", "dl", "blockquote"}  # stay behind the paragraph that announces them


def fitted(lay_out: Callable[[Sequence[Path]], Document], body: Element, fits: Sequence[Sequence[Path]]) -> Document:
    """The chapter without holes, laid out with the first of `fits` that leaves no page nearly empty, or without any.

    Takes:  `body`, whose exhibits move; `fits`, style sheets to add, one attempt each.
    """
    plain = lay_out(())
    while _close_hole(plain, body):
        plain = lay_out(())
    if not has_runt(plain):
        return plain
    attempts = (lay_out(styles) for styles in fits)
    return next((document for document in attempts if not has_runt(document)), plain)


def has_runt(document: Document) -> bool:
    """Whether a page other than the first is less than a quarter full, at the end or before a wide page."""
    pages = document.pages
    wide = [page.width > page.height for page in pages]
    ends = (n for n in range(1, len(pages)) if not wide[n] and all(wide[n + 1 : n + 2]))
    return any(_fill(pages[n]) < ENOUGH for n in ends)


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
    flow = [child for child in page._page_box.children if not isinstance(child, MarginBox)]
    return [box.element for root in flow for body in root.children for box in body.children]


def _next_rows(siblings: Sequence[Element]) -> int:
    """How many of them are the row that follows an exhibit, with the notes and lists that are bound to it."""
    rows = list(takewhile(lambda e: "row" in _classes(e) and "heading" not in _classes(e), siblings))
    bound = takewhile(
        lambda e: "notes" in _classes(e) or any(first.tag in BOUND for half in e for first in half[:1]), rows[1:]
    )
    return len(rows[:1]) + len(list(bound))


def _classes(element: Element) -> list[str]:
    return (element.get("class") or "").split()
