"""Chapters laid out again: exhibits that leave a hole behind text that fills it, headings left alone, runt pages.

Why: an exhibit is not split, and nothing in a chapter depends on another; a hole, a heading at the end of a page or a
page of two lines looks like a mistake.

Why page by page, inside the engine: laying the chapter out anew for each mend takes the square of its length.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from inspect import signature
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any, TypeAlias
from xml.etree.ElementTree import Element

from weasyprint import Document, layout
from weasyprint.formatting_structure.boxes import MarginBox, ReplacedBox, TextBox
from weasyprint.layout.page import make_all_pages, remake_page

LONG = 40  # pages; of more, a style sheet mends some ends and spoils others, and takes as long again
ENOUGH = 0.27  # of a page's height
HOLE = 0.17  # likewise, at the end of a page that another follows; the audit sees ink only, and complains from 0.2 on
BELOW_PX = 36.0  # and less below a heading is a line only
PUSHED = "break-before: page"
BOUND = {"ul", "ol", "dl", "blockquote"}  # stay behind the paragraph that announces them
Begin: TypeAlias = Callable[[], None]
_REMADE = {"content_changed": False, "pages_wanted": False}


def fits_engine() -> bool:
    """Whether the engine still makes pages through the door that is used here."""
    door = getattr(layout, "make_all_pages", None)
    return callable(door) and " ".join(signature(door).parameters) == "context root_box html pages"


def fitted(
    lay_out: Callable[[Sequence[Path]], Document], body: Element, fits: Sequence[Sequence[Path]], begin: Begin
) -> Document:
    """The chapter laid out with the fewest faults: plain, or with one of `fits`, whichever is the first of the best.

    Takes:  `body`, whose exhibits move and whose headings go on to the next page; `fits`, style sheets to add, one
            attempt each; `begin`, which is called before each page.
    """
    best = _mended(lay_out, (), body, begin)
    for styles in fits:
        if not (least := count_faults(best)) or len(best.pages) > LONG:
            break
        attempt = _mended(lay_out, styles, body, begin)
        best = attempt if count_faults(attempt) < least else best
    return best


def count_faults(document: Document) -> int:
    """How many pages are nearly empty, or have a hole at their end; the first may be an opener, or all there is."""
    pages = [page._page_box for page in document.pages]
    wide = [_is_wide(page) for page in pages]
    ends = [n for n in range(1, len(pages)) if not wide[n] and all(wide[n + 1 : n + 2])]
    runts = sum(_fill(pages[n]) < ENOUGH for n in ends)
    return runts + sum(_has_hole(before, after) for before, after in pairwise(pages))


def _mended(
    lay_out: Callable[[Sequence[Path]], Document], styles: Sequence[Path], body: Element, begin: Begin
) -> Document:
    """The chapter without the holes that text can close, and without headings left alone."""
    for pushed in [element for element in body if element.get("style") == PUSHED]:
        del pushed.attrib["style"]
    with _mending(body, begin):
        return lay_out(styles)


@contextmanager
def _mending(body: Element, begin: Begin) -> Iterator[None]:
    """Have the engine mend the end of each page as soon as it has made the next one, and make both anew."""

    def make(context: Any, root: Any, html: Any, pages: list[Any]) -> Iterator[Any]:
        if pages:  # a later round, of which nothing moves any more
            yield from make_all_pages(context, root, html, pages)
            return
        context.rendered_notes = []
        broken: list[Any] = []  # what goes on from the page before, by page
        resume_at: Any = ...
        while resume_at is not None:
            begin()
            broken.append(dict(context.broken_out_of_flow))
            context.page_maker[len(pages)][-1].update(_REMADE, anchors=[], content_lookups=[])
            page, resume_at = remake_page(len(pages), context, root, html)
            pages.append(page)
            if len(pages) > 1 and _mend(pages[-2], pages[-1], body, root.children[0]):
                del pages[-2:]
                context.broken_out_of_flow = broken[len(pages)]
                del context.page_maker[len(pages) + 1 :], broken[len(pages) :]
                resume_at = ...
        context.broken_out_of_flow.clear()
        yield from pages

    layout.make_all_pages = make
    try:
        yield
    finally:
        layout.make_all_pages = make_all_pages


def _mend(before: Any, after: Any, body: Element, box: Any) -> bool:
    """Whether the chapter, `body` and its `box`, is another one now, by which the page before ends better."""
    return not _is_wide(before) and (_close_hole(before, after, body, box) or _push_heading(before, after, box))


def _has_hole(before: Any, after: Any) -> bool:
    """Whether a page ends early although the next one goes on with its text."""
    if _is_wide(before) or _is_wide(after) or 1 - _fill(before) <= HOLE:
        return False
    last, first = _top_boxes(before)[-1:], _top_boxes(after)[:1]
    if any(box.style["break_after"] == "page" for box in last):
        return False  # meant so, as openers are
    return [box.element for box in last] != [box.element for box in first]


def _push_heading(before: Any, after: Any, body: Any) -> bool:
    """Whether a heading that stood over a single line at the page's end has been sent on to the next."""
    boxes = _top_boxes(before)
    if _is_wide(after) or len(boxes) < 3 or boxes[-1].element in _tops(after) or boxes[-1].height >= BELOW_PX:
        return False
    headings = [box.element for box in takewhile(lambda box: "heading" in _classes(box.element), boxes[-2::-1])]
    if not headings or headings[-1].get("style"):
        return False
    headings[-1].set("style", PUSHED)
    for box in body.children:
        if box.element is headings[-1]:
            box.style = box.style.copy()
            box.style["break_before"] = "page"
    return True


def _is_wide(page: Any) -> bool:
    return bool(page.margin_width() > page.margin_height())


def _fill(box: Any) -> float:
    """The share of the page's height down to the last that stands on it."""
    flow = (child for child in box.children if not isinstance(child, MarginBox))
    shown = (b for child in flow for b in child.descendants(placeholders=True) if isinstance(b, (TextBox, ReplacedBox)))
    bottoms = (b.position_y + b.margin_height() for b in shown)
    filled: float = max(bottoms, default=box.content_box_y()) - box.content_box_y()
    return filled / float(box.height)


def _close_hole(before: Any, after: Any, body: Element, box: Any) -> bool:
    """Whether the exhibit that leaves a hole before it has been moved behind the rows that can fill it."""
    late = _tops(after)[:1]
    if 1 - _fill(before) < HOLE or late == _tops(before)[-1:]:
        return False
    for exhibit in (element for element in late if "exhibit" in _classes(element)):
        at = list(body).index(exhibit)
        rows = list(body)[at + 1 :]
        if passed := rows[: _next_rows(rows)]:
            body.remove(exhibit)
            body.insert(at + len(passed), exhibit)
            own = [child for child in box.children if child.element is exhibit]
            rest = [child for child in box.children if child.element is not exhibit]
            behind = max(n for n, child in enumerate(rest) if child.element in passed) + 1
            box.children = [*rest[:behind], *own, *rest[behind:]]
            return True
    return False


def _tops(page: Any) -> list[Element]:
    """The elements of the flow that stand on a page."""
    return [box.element for box in _top_boxes(page)]


def _top_boxes(page: Any) -> list[Any]:
    flow = [child for child in page.children if not isinstance(child, MarginBox)]
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
