"""Structure tags that say more than the engine's own: languages, full lines, alternative texts, decoration, unique ids.

Why hooks: WeasyPrint 70 writes no language below the document's, tags running heads as text outside the structure tree,
tells a link's address instead of its words, places figures in pixels from the top, and numbers table heads anew in
every file. Two of its functions are wrapped while one document is written, and its objects are mended before the file
is. `engine` refuses other versions.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from xml.etree.ElementTree import Element

import pydyf  # type: ignore[import-untyped]
from weasyprint import Document
from weasyprint.formatting_structure.boxes import MarginBox
from weasyprint.pdf import tags
from weasyprint.pdf.stream import Stream

from reportgen.press.complaints import Finder, Listener
from reportgen.problems import Problems

PT = 0.75  # pt in a CSS pixel
HEADINGS = frozenset(f"/H{level}" for level in range(1, 7))


def keep_outermost_links(document: Document) -> None:
    """Leave one link an `a`, and none of no size.

    The engine makes another of every element inside one, of running heads, and of an `a`'s empty end behind a block.
    """
    for page in document.pages:
        covered = {id(box) for margin in _margin_boxes(page) for box in margin.descendants(placeholders=True)}
        kept = []
        for link in page.links:
            box = _real(link[3])
            left, top, right, bottom = link[2]
            if id(box) not in covered and left != right and top != bottom:
                kept.append(link)
                covered.update(id(inner) for inner in box.descendants(placeholders=True))
        page.links[:] = kept


class Tagging:
    """The tags of one document, while it is written with `applied` and finished with `finish`.

    An element with aria-hidden="true" is decoration, and so are running heads: artifacts outside the structure tree.
    What an aria-label says is spoken in place of an element's words, which stay on the page and in its text.
    """

    def __init__(
        self, document: Document, html: Element, chapter: str, listener: Listener, finder: Finder, problems: Problems
    ) -> None:
        self._document = document
        self._hidden = {inner for outer in html.iter() if outer.get("aria-hidden") == "true" for inner in outer.iter()}
        self._chapter = chapter
        self._listener = listener
        self._finder = finder
        self._problems = problems
        self._languages: dict[int, str | None] = {}  # by number of the structure element
        self._aligns: dict[int, str] = {}  # likewise
        self._running = {
            id(box): margin.at_keyword
            for page in document.pages
            for margin in _margin_boxes(page)
            for box in margin.descendants(placeholders=True)
        }

    @contextmanager
    def applied(self) -> Iterator[None]:
        """Wrap what draws text and what builds the tree."""
        build, marked = tags._build_box_tree, Stream.marked

        @contextmanager
        def marked_better(stream: Any, box: Any, tag: str) -> Iterator[None]:
            self._listener.element = box.element
            is_decoration = self._is_decoration(box)
            if stream.extra and not is_decoration:  # a stream within the page's, where no tag can point to
                self._problems.error(self._finder.near(box.element), "press-tag-lost", found=_words(box.element))
            wrap = self._artifact(stream, box) if is_decoration else marked(stream, box, tag)
            try:
                with wrap:
                    yield
            finally:
                self._listener.element = None

        def build_better(box: Any, parent: Any, pdf: Any, page: int, *rest: Any) -> Iterator[Any]:
            box = _real(box)
            if isinstance(box, MarginBox) or self._is_decoration(box):
                return
            for element in build(box, parent, pdf, page, *rest):
                self._describe(element, box, page)
                yield element

        tags._build_box_tree, Stream.marked = build_better, marked_better
        try:
            yield
        finally:
            tags._build_box_tree, Stream.marked = build, marked

    def finish(self, document: Document, pdf: Any) -> None:
        """Write languages and full lines where they change, a heading once, and table heads' ids with their index."""
        elements = {
            object_.number: object_
            for object_ in pdf.objects
            if isinstance(object_, pydyf.Dictionary) and object_.get("Type") == "/StructElem"
        }
        languages, aligns = dict(self._languages), dict(self._aligns)

        def inherited(found: dict[int, Any], number: int, root: str) -> Any:
            if number not in elements:
                return root
            if found.get(number) is None:
                found[number] = inherited(found, _number(elements[number]["P"]), root)
            return found[number]

        for number, element in elements.items():
            outer = _number(element["P"])
            root = str(document.metadata.lang)
            if (own := inherited(languages, number, root)) and own != inherited(languages, outer, root):
                element["Lang"] = pydyf.String(own)
            if (own := inherited(aligns, number, "Start")) != inherited(aligns, outer, "Start"):
                layout = pydyf.Dictionary({"O": "/Layout", "TextAlign": f"/{own}"})
                element["A"] = pydyf.Array([element["A"], layout]) if "A" in element else layout
        for element in [e for e in elements.values() if e["S"] in HEADINGS and _is_within(e, elements)]:
            element["S"] = "/NonStruct"
        self._write_ids(pdf, [element for element in elements.values() if "ID" in element])

    def _write_ids(self, pdf: Any, named: list[Any]) -> None:
        for element in named:
            # A head's id is the object that its cells refer to, so they follow.
            element["ID"].string = f"{self._chapter}-{element['ID'].string}"
        if named:
            index = pydyf.Dictionary({"Names": pydyf.Array()})
            for element in sorted(named, key=lambda e: str(e["ID"].string)):
                index["Names"].extend((element["ID"], element.reference))
            pdf.add_object(index)
            pdf.objects[_number(pdf.catalog["StructTreeRoot"])]["IDTree"] = index.reference

    def _is_decoration(self, box: Any) -> bool:
        return id(box) in self._running or (box.element is not None and box.element in self._hidden)

    @contextmanager
    def _artifact(self, stream: Any, box: Any) -> Iterator[None]:
        where = self._running.get(id(box), "")
        kind = {"Type": "/Pagination"} if where else {}
        if where.startswith(("@top", "@bottom")):
            kind["Subtype"] = "/Header" if where.startswith("@top") else "/Footer"
        stream.begin_marked_content("Artifact", pydyf.Dictionary(kind) if kind else None)
        yield
        stream.end_marked_content()

    def _describe(self, element: Any, box: Any, page: int) -> None:
        # Pages, <html> and <body> hand on what their children made and described.
        if element.number in self._languages:
            return
        self._languages[element.number] = box.style["lang"]
        self._aligns[element.number] = "Justify" if box.style["text_align_all"] == "justify" else "Start"
        if element["S"] == "/Figure":
            x, y = box.content_box_x(), box.content_box_y()
            height = self._document.pages[page].height
            corners = (x, height - y - box.height, x + box.width, height - y)
            element["A"]["BBox"] = pydyf.Array(corner * PT for corner in corners)
            if "Alt" not in element:
                found = box.element.get("src") or box.element.tag.rpartition("}")[2]
                self._problems.error(self._finder.near(box.element), "press-alt-missing", found=found)
        label = box.element.get("aria-label")
        if label:
            element["Alt"] = pydyf.String(label)
        if box.link_annotation and (said := label or _words(box.element)):
            box.link_annotation["Contents"] = pydyf.String(said)


def _is_within(element: Any, elements: dict[int, Any]) -> bool:
    """Whether an element is a box that the engine puts into another of the same kind."""
    outer = elements.get(_number(element["P"]))
    return outer is not None and outer["S"] == element["S"]


def _margin_boxes(page: Any) -> Iterator[Any]:
    return (child for child in page._page_box.children if isinstance(child, MarginBox))


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _real(box: Any) -> Any:
    """The box itself, where a placeholder stands for one out of the flow."""
    return getattr(box, "_box", box)


def _number(reference: bytes) -> int:
    return int(reference.split()[0])
