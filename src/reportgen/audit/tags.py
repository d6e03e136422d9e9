"""The structure tree: which block each piece of a page's content belongs to, and what is wrong with the tree itself."""

from collections.abc import Iterator, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

from reportgen.audit.view import Block, Box, Picture

_INLINE = frozenset({"Span", "Link", "NonStruct", "Reference", "Em", "Strong"})
_TEXT = frozenset({"P", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "Lbl", "TD", "TH", "Caption", "Figure"})
_HEADINGS = frozenset({"H1", "H2", "H3", "H4", "H5", "H6"})


class Tags:
    """The tree of one PDF; pages are counted from 1."""

    def __init__(self, made: pikepdf.Pdf, numbers: Mapping[tuple[int, int], int], *, justified: bool) -> None:
        self.blocks: dict[int, dict[int, Block]] = {}  # page -> mark -> block
        self.headings: dict[int, dict[Block, None]] = {}  # of each page, in order
        self.mute: list[Picture] = []
        self.ids: list[tuple[str, int]] = []  # of elements, with their page
        self._numbers = numbers
        root = made.Root.get(Name.StructTreeRoot)
        book = Block(kind="", language=str(made.Root.get(Name.Lang, "")), justified=justified)
        for element in _kids(root) if root is not None else ():
            if isinstance(element, Dictionary):
                self._read(element, 0, book)

    def _read(self, element: Object, page: int, outer: Block) -> None:
        kind = str(element.get(Name.S, "/"))[1:]
        if Name.Pg in element:
            page = self._numbers.get(element.Pg.objgen, page)
        if Name.ID in element:
            self.ids.append((str(element.ID), page))
        if kind == "Figure" and not str(element.get(Name.Alt, "")).strip():
            self.mute.append(Picture(page=page, box=_box(element)))
        within = outer.kind in _TEXT and (kind in _INLINE or kind == outer.kind)
        block = outer if within else _block(element, kind, outer)
        for kid in _kids(element):
            if isinstance(kid, int):
                self._own(page, kid, block)
            elif isinstance(kid, Dictionary) and Name.MCID in kid:
                there = self._numbers.get(kid.Pg.objgen, page) if Name.Pg in kid else page
                self._own(there, int(kid.MCID), block)
            elif isinstance(kid, Dictionary) and Name.S in kid:
                self._read(kid, page, block)

    def _own(self, page: int, mark: int, block: Block) -> None:
        self.blocks.setdefault(page, {})[mark] = block
        if block.kind in _HEADINGS:
            self.headings.setdefault(page, {})[block] = None


def _block(element: Object, kind: str, outer: Block) -> Block:
    attributes = element.get(Name.A, Array())
    align = None
    for one in attributes if isinstance(attributes, Array) else (attributes,):
        if isinstance(one, Dictionary):
            align = one.get(Name.TextAlign, align)
    return Block(
        kind=kind,
        language=str(element.get(Name.Lang, outer.language)),
        justified=outer.justified if align is None else align == Name.Justify,
    )


def _kids(element: Object) -> Iterator[Object | int]:
    kids = element.get(Name.K, Array())
    yield from kids if isinstance(kids, Array) else (kids,)


def _box(element: Object) -> Box | None:
    attributes = element.get(Name.A)
    if not isinstance(attributes, Dictionary) or Name.BBox not in attributes:
        return None
    left, bottom, right, top = (float(side) for side in attributes.BBox)
    return Box(left=left, bottom=bottom, right=right, top=top)
