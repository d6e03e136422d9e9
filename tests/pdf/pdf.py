"""A finished PDF, to be asked by tests. Pages are counted from 1."""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from io import BytesIO

import pikepdf
import pypdfium2
import pypdfium2.raw
from pikepdf import Array, Dictionary, Name, NameTree
from PIL import Image

MM_PER_PT = 25.4 / 72
PT = 0.75  # pt in the engine's unit, a CSS pixel


class Pdf:
    """Read-only: text and looks by pdfium, structure by pikepdf."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._seen = pypdfium2.PdfDocument(data)
        self._made = pikepdf.open(BytesIO(data))

    # ---- what a reader sees

    @property
    def pages(self) -> int:
        """How many."""
        return len(self._seen)

    def text(self, page: int) -> str:
        """The page's text in the order of its content, lines ended by a newline."""
        return self._seen[page - 1].get_textpage().get_text_range().replace("\r\n", "\n")

    def line(self, page: int, starts: str) -> str:
        """The page's first line that starts so."""
        return next(line for line in self.text(page).split("\n") if line.startswith(starts))

    def characters(self, page: int) -> list[tuple[str, float, float]]:
        """The page's printed characters, each with its left and bottom edge in pt."""
        return [(character, round(left, 2), round(bottom, 2)) for character, (left, bottom, _, _) in self.boxes(page)]

    def boxes(self, page: int) -> list[tuple[str, tuple[float, float, float, float]]]:
        """The page's printed characters, each with the left, bottom, right and top edge of its ink in pt."""
        text = self._seen[page - 1].get_textpage()
        characters = [(text.get_text_range(n, 1), n) for n in range(text.count_chars())]
        return [(character, text.get_charbox(n)) for character, n in characters if character.strip()]

    def type_sizes_pt(self, page: int) -> set[float]:
        """The sizes of the page's printed characters."""
        text = self._seen[page - 1].get_textpage()
        inked = [n for n in range(text.count_chars()) if text.get_text_range(n, 1).strip()]
        return {round(pypdfium2.raw.FPDFText_GetFontSize(text.raw, n) * PT, 2) for n in inked}

    def size_mm(self, page: int) -> tuple[float, float]:
        """Width and height."""
        width, height = self._seen[page - 1].get_size()
        return round(width * MM_PER_PT, 1), round(height * MM_PER_PT, 1)

    def pixels(self, page: int, dpi: int = 72) -> Image.Image:
        """The page drawn, in grey: 0 is black, 255 white."""
        return self._seen[page - 1].render(scale=dpi / 72).to_pil().convert("L")

    def labels(self) -> list[str]:
        """What a viewer calls each page."""
        return [self._seen.get_page_label(number) for number in range(self.pages)]

    def bookmarks(self) -> list[tuple[str, int]]:
        """Label and page, in order."""
        return [(mark.get_title(), mark.get_dest().get_index() + 1) for mark in self._seen.get_toc()]

    def levels(self) -> list[int]:
        """The level of each bookmark, from 1."""
        return [mark.level + 1 for mark in self._seen.get_toc()]

    # ---- what it is made of

    def links(self, page: int) -> list[tuple[str, int | str]]:
        """What each link says to a screen reader, and the page or the address that it leads to."""
        return [(str(link.Contents), self._target(link)) for link in self._annotations(page)]

    def link_boxes(self, page: int) -> list[tuple[float, float, float, float]]:
        """The left, bottom, right and top edge of each link in pt."""
        rects = [[float(edge) for edge in link.Rect] for link in self._annotations(page)]
        return [(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in rects]

    def content(self, page: int) -> bytes:
        """The page's drawing instructions."""
        contents = self._made.pages[page - 1].obj.Contents
        streams = contents if isinstance(contents, Array) else [contents]
        return b"\n".join(stream.read_bytes() for stream in streams)

    def fonts(self) -> set[str]:
        """Names of all embedded fonts, without the tag of a subset."""
        names = (o.FontName for o in self._made.objects if _is_a(o, Name.FontDescriptor))
        return {str(name).split("+")[-1].strip("/,") for name in names}

    def font_programs(self) -> int:
        """How many font files are embedded."""
        used = {o[k].objgen for o in self._made.objects if _is_a(o, Name.FontDescriptor) for k in _PROGRAMS if k in o}
        return len(used)

    def languages(self) -> set[str]:
        """The document's language and all that elements are marked with."""
        return {str(self._made.Root.Lang)} | {str(e.Lang) for e in self.elements if Name.Lang in e}

    def tags(self) -> list[str]:
        """The structure's elements in reading order, by type: "P", "Link", with the language where it changes."""
        return tags_of(self._made.Root.StructTreeRoot.K[0])

    def spoken(self) -> list[str]:
        """What a screen reader says in place of elements' own words, in reading order."""
        return [str(e.Alt) for e in self.elements if Name.Alt in e]

    def reading_order(self, page: int) -> list[int]:
        """The numbers of the page's pieces of content, as they are drawn, in the order that they are read in."""
        there = self._made.pages[page - 1].obj.objgen
        return [mark for e in self.elements if Name.Pg in e and e.Pg.objgen == there for mark in _marks(e)]

    def metadata(self) -> tuple[dict[str, str], str]:
        """The information dictionary and the XMP packet."""
        info = {str(key)[1:]: str(value) for key, value in self._made.docinfo.items()}
        return info, self._made.Root.Metadata.read_bytes().decode()

    def faults(self) -> list[str]:
        """What is wrong in its syntax or in the ways between content and structure."""
        return [*self._made.check_pdf_syntax(), *self._faulty_ids(), *self._faulty_parents()]

    @cached_property
    def elements(self) -> list[Dictionary]:
        """Structure elements, each before its children."""
        return list(_walk(self._made.Root.StructTreeRoot.K[0]))

    def _annotations(self, page: int) -> Array:
        return self._made.pages[page - 1].obj.get(Name.Annots, Array())

    def _target(self, link: Dictionary) -> int | str:
        if link.A.S == Name.URI:
            return str(link.A.URI)
        page = NameTree(self._made.Root.Names.Dests)[str(link.A.D)][0]
        return 1 + [p.obj.objgen for p in self._made.pages].index(page.objgen)

    def _faulty_ids(self) -> Iterator[str]:
        ids = Counter(bytes(e.ID) for e in self.elements if Name.ID in e)
        yield from (f"id {name!r} stands {count} times" for name, count in ids.items() if count > 1)
        root = self._made.Root.StructTreeRoot
        listed = [bytes(name) for name in list(root.IDTree.Names)[::2]] if Name.IDTree in root else []
        if listed != sorted(ids):
            yield "the index of ids lists others than there are"
        asked = {bytes(h) for e in self.elements if Name.A in e for h in e.A.get(Name.Headers, ())}
        yield from (f"no table head has the id {name!r}" for name in asked - set(ids))

    def _faulty_parents(self) -> Iterator[str]:
        nums = self._made.Root.StructTreeRoot.ParentTree.Nums
        parents = {int(nums[at]): nums[at + 1] for at in range(0, len(nums), 2)}
        known = {e.objgen for e in self.elements}
        for element in self.elements:
            yield from (f"{k.S} names another parent" for k in _kids(element) if k.P.objgen != element.objgen)
        for number, page in enumerate(self._made.pages, 1):
            marked = sorted(_marked(page))
            owners = parents.pop(int(page.obj.StructParents), Array())
            if marked != list(range(len(owners))):
                yield f"page {number} marks {marked}, its structure knows {len(owners)}"
            for mark, owner in enumerate(owners):
                if owner.objgen not in known or owner.Pg.objgen != page.obj.objgen or mark not in _marks(owner):
                    yield f"page {number}, mark {mark}: its element is not there, or does not own it"
            for link in self._annotations(number):
                owner = parents.pop(int(link.StructParent), None)
                if owner is None or link.objgen not in [k.Obj.objgen for k in owner.K if _is_a(k, Name.OBJR)]:
                    yield f"page {number}: the link {link.Contents} has no element"
        if parents:
            yield f"keys {sorted(parents)} belong to nothing"


def tags_of(element: Dictionary) -> list[str]:
    """The element and all below it in reading order, by type."""
    return [str(e.S)[1:] + (f":{e.Lang}" if Name.Lang in e else "") for e in _walk(element)]


_PROGRAMS = (Name.FontFile2, Name.FontFile3)


def _is_a(thing: object, kind: Name) -> bool:
    return isinstance(thing, Dictionary) and thing.get(Name.Type) == kind


def _walk(element: Dictionary) -> Iterator[Dictionary]:
    yield element
    for kid in _kids(element):
        yield from _walk(kid)


def _kids(element: Dictionary) -> list[Dictionary]:
    return [kid for kid in element.K if _is_a(kid, Name.StructElem)]


def _marks(element: Dictionary) -> list[int]:
    return [int(kid) for kid in element.K if isinstance(kid, int)]


def _marked(page: pikepdf.Page) -> Iterator[int]:
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "BDC" and Name.MCID in operands[1]:
            yield int(operands[1].MCID)
