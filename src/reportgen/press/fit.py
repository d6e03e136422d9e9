"""Chapters whose last page is nearly empty, laid out again a little closer or looser.

Why: nothing in a chapter depends on another, so that each ends where it falls; a page of two lines looks like a mistake.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from weasyprint import Document
from weasyprint.document import Page
from weasyprint.formatting_structure.boxes import MarginBox, ReplacedBox, TextBox

ENOUGH = 0.25  # of a page's height


def fitted(lay_out: Callable[[Sequence[Path]], Document], fits: Sequence[Sequence[Path]]) -> Document:
    """The chapter laid out with the first of `fits` that leaves no page nearly empty, or else without any.

    Takes:  `fits`, style sheets to add, one attempt each.
    """
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
