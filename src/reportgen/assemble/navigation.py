"""Ways through the book: destinations, links, bookmarks and the numbers that a viewer shows for its pages."""

from collections.abc import Mapping, Sequence
from urllib.parse import unquote

from pikepdf import Array, Dictionary, Name, NameTree, OutlineItem, Pdf, String

from reportgen.model.sheets import Bookmark, PageLabel, Spot

CROSS_REFERENCE = "xref:"
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def add_destinations(book: Pdf, anchors: Mapping[str, Spot]) -> None:
    """Name every anchor's spot."""
    tree = NameTree.new(book)
    pages = [page.obj for page in book.pages]
    for anchor, spot in anchors.items():
        tree[anchor] = Array([pages[spot.page], Name.XYZ, round(spot.x_pt, 2), round(spot.y_pt, 2), 0])
    book.Root.Names = Dictionary(Dests=tree.obj)


def resolve_links(book: Pdf, anchors: Mapping[str, Spot]) -> None:
    """Make links to "xref:ANCHOR" go there."""
    for page in book.pages:
        for annotation in page.obj.get(Name.Annots, ()):
            address = str(annotation.A.get(Name.URI, "")) if Name.A in annotation else ""
            anchor = unquote(address.removeprefix(CROSS_REFERENCE))
            if address.startswith(CROSS_REFERENCE) and anchor in anchors:
                annotation.A = Dictionary(S=Name.GoTo, D=String(anchor))


def add_bookmarks(book: Pdf, bookmarks: Sequence[Bookmark]) -> None:
    """Hang bookmarks under each other by level; those of level 1 are shown, closed."""
    with book.open_outline() as outline:
        above: list[tuple[int, OutlineItem]] = []
        for bookmark in bookmarks:
            item = OutlineItem(bookmark.label, String(bookmark.anchor))
            while above and above[-1][0] >= bookmark.level:
                above.pop()
            (above[-1][1].children if above else outline.root).append(item)
            item.is_closed = True
            above.append((bookmark.level, item))


def add_page_labels(book: Pdf, labels: Sequence[PageLabel]) -> None:
    """Call pages by their folio, and one without a folio by its chapter."""
    if len(labels) != len(book.pages):
        raise ValueError(f"{len(labels)} labels for {len(book.pages)} pages")
    ranges: list[int | Dictionary] = []
    following: tuple[str, int] | None = None
    for number, label in enumerate(labels):
        style, value = _numbering(label.folio)
        if not style:
            ranges += (number, Dictionary(P=String(label.folio or label.chapter)))
        elif (style, value) != following:
            ranges += (number, Dictionary(S=Name(style), St=value))
        following = (style, value + 1) if style else None
    book.Root.PageLabels = Dictionary(Nums=Array(ranges))


def _numbering(folio: str) -> tuple[str, int]:
    """A folio's style in PDF and its number: "iv" is /r and 4, "12" is /D and 12; "" where it is neither."""
    if folio.isdecimal():
        return "/D", int(folio)
    if folio and set(folio) <= set(ROMAN):
        digits = [ROMAN[letter] for letter in folio]
        return "/r", sum(-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=True))
    return "", 0
