"""The master made ready once: all that copies share as bytes, with slots for what is each one's own.

Why not an update behind the master: whoever cuts that off has the unmarked file. A copy is one whole: the shared
objects, its own ones, and one table of them all.
"""

import math
import re
import zlib
from dataclasses import dataclass
from hashlib import md5, sha256
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Page, Pdf, String

MARK, NOTICE, DIAGONAL = Name.CopyMark, Name.CopyNotice, Name.CopyDiagonal
_EDGE_PT = 13.0  # from a page's lower edge to the middle of the line
_HEAD_PT = 57.0  # from the upper edge to where running heads stand; the first page of a chapter has none
_STREAM = re.compile(rb"(\d+) 0 obj\s*<<.*?/Length (\d+).*?>>\s*stream\r?\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Notices:
    """The page with which the notices begin, and where its text begins: the line that a copy is personal stands there.

    On the running head's place, which is empty on a chapter's first page; so the line covers nothing.
    """

    page: int
    left_pt: float


@dataclass(frozen=True, slots=True)
class Shape:
    """A way in which pages show what a copy brings; a book has a few."""

    box: tuple[float, ...]  # left, bottom, right, top
    names: tuple[Name, ...]
    drawing: bytes


@dataclass(frozen=True, slots=True)
class Template:
    """The shared bytes and the numbers of the objects that each copy brings."""

    sha256: str  # of the master
    pages: int
    shapes: tuple[Shape, ...]
    narrowest_pt: float  # width of the narrowest page
    shortest_pt: float  # diagonal of the smallest page
    shared: bytes
    entries: bytes  # the table's rows, of seven bytes each; those of the slots are written over
    trailer: bytes  # its keys but the size and the ids
    first_id: bytes
    packet: bytes  # the master's XMP
    modified: bytes  # the master's date, as PDF writes it: "D:20230901000000Z"
    mark: int  # slots: the line that each page shows,
    piece: int  # what each page's piece info says,
    metadata: int  # the XMP packet
    notice: int  # the line over the notices; 0 where the book has none
    diagonal: int  # the line across each page; 0 where none is wanted

    def fill(self, bodies: dict[int, bytes]) -> bytes:
        """A copy: the shared objects, and `bodies` by number; new ones are numbered from `size` on.

        Gives:  the same bytes for the same bodies.
        """
        parts, at = [self.shared], len(self.shared)
        rows = bytearray(self.entries)
        size = max(self.size, *(number + 1 for number in bodies))
        rows.extend(bytes(7 * (size + 1) - len(rows)))
        own = md5(usedforsecurity=False)
        for number, body in sorted(bodies.items()):
            whole = b"%d 0 obj\n%s\nendobj\n" % (number, body)
            rows[7 * number : 7 * number + 7] = row(1, at, 0)
            parts.append(whole)
            at += len(whole)
            own.update(whole)
        rows[7 * size :] = row(1, at, 0)
        packed = zlib.compress(bytes(rows), 1)
        parts.append(
            b"%d 0 obj\n<</Type /XRef /Size %d /W [1 4 2] %s /ID [<%s> <%s>] /Filter /FlateDecode /Length %d>>\n"
            b"stream\n"
            % (size, size + 1, self.trailer, self.first_id.hex().encode(), own.hexdigest().encode(), len(packed))
        )
        parts.append(packed + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at)
        return b"".join(parts)

    @property
    def slots(self) -> dict[Name, int]:
        """The numbers of the drawings that each copy brings."""
        numbers = {MARK: self.mark, NOTICE: self.notice, DIAGONAL: self.diagonal}
        return {name: number for name, number in numbers.items() if number}

    @property
    def size(self) -> int:
        """The first number that is free."""
        return len(self.entries) // 7


def make_template(master: bytes, notices: Notices | None = None, *, diagonal: bool = False) -> Template:
    """The template of a pressed book: each page shows the slot `mark` as an artifact and carries the slot `piece`.

    Takes:  `diagonal`, whether a light line across each page is wanted too.
    """
    with Pdf.open(BytesIO(master)) as book:
        packet = book.Root.Metadata.read_bytes()
        slots = {name: book.make_indirect(Dictionary()) for name in (MARK, *([DIAGONAL] if diagonal else []))}
        piece, over = (book.make_indirect(Dictionary()) for _ in range(2))
        book.Root.Metadata = book.make_indirect(Dictionary())
        save = book.make_stream(b"q\n")
        drawings: dict[Shape, Object] = {}
        for number, page in enumerate(book.pages, 1):
            begins = notices is not None and number == notices.page
            shown = slots | ({NOTICE: over} if begins else {})
            for name, slot in shown.items():
                page.add_resource(slot, Name.XObject, name)
            shape = _shape(page, tuple(shown), notices.left_pt if notices else 0)
            if shape not in drawings:
                drawings[shape] = book.make_stream(shape.drawing)
            _prepare(page, save, drawings[shape], piece, book.docinfo[Name.ModDate])
        sizes = {_size(shape.box) for shape in drawings}
        kept = BytesIO()
        book.save(kept, fix_metadata_version=False, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    data = kept.getvalue()
    start = int(data.rpartition(b"startxref")[2].split()[0])
    with Pdf.open(kept) as book:
        first = book.pages[0]
        beginning = book.pages[notices.page - 1].Resources.XObject[NOTICE] if notices else None
        return Template(
            sha256=sha256(master).hexdigest(),
            pages=len(book.pages),
            shapes=tuple(drawings),
            narrowest_pt=min(width for width, _ in sizes),
            shortest_pt=min(math.hypot(*size) for size in sizes),
            shared=data[:start],
            entries=_entries(data, start, [int(width) for width in book.trailer.W]),
            trailer=b"/Root %d 0 R /Info %d 0 R" % (book.Root.objgen[0], book.trailer.Info.objgen[0]),
            first_id=bytes(book.trailer.ID[0]),
            packet=packet,
            modified=str(book.docinfo[Name.ModDate]).encode(),
            mark=first.Resources.XObject[MARK].objgen[0],
            piece=first.obj.PieceInfo.objgen[0],
            metadata=book.Root.Metadata.objgen[0],
            notice=beginning.objgen[0] if beginning is not None else 0,
            diagonal=first.Resources.XObject[DIAGONAL].objgen[0] if diagonal else 0,
        )


def _size(box: tuple[float, ...]) -> tuple[float, float]:
    left, bottom, right, top = box
    return right - left, top - bottom


def _shape(page: Page, names: tuple[Name, ...], left_pt: float) -> Shape:
    """How a page shows what the names stand for: in the middle of its lower edge, across it, at its head."""
    box = tuple(float(edge) for edge in page.cropbox)
    left, bottom, *_ = box
    width, height = _size(box)
    slope = math.hypot(width, height)
    across = (width / slope, height / slope, -height / slope, width / slope, left + width / 2, bottom + height / 2)
    places = {
        MARK: (1, 0, 0, 1, left + width / 2, bottom + _EDGE_PT),
        DIAGONAL: across,
        NOTICE: (1, 0, 0, 1, left + left_pt, bottom + height - _HEAD_PT),
    }
    kinds = {MARK: "Footer", DIAGONAL: "Watermark", NOTICE: "Header"}
    drawing = "".join(
        f"/Artifact <</Type /Pagination /Subtype /{kinds[name]}>> BDC"
        f" q {' '.join(f'{number:.6g}' for number in places[name])} cm {name} Do Q EMC\n"
        for name in names
    )
    return Shape(box, names, f"Q\n{drawing}".encode())


def _prepare(page: Page, save: Object, drawing: Object, piece: Object, modified: Object) -> None:
    """Let a page show `drawing` above all else, and say whose it is."""
    contents = page.obj.Contents
    drawn = list(contents) if isinstance(contents, Array) else [contents]
    page.obj.Contents = Array([save, *drawn, drawing])
    page.obj.PieceInfo = piece
    page.obj.LastModified = String(str(modified))


def row(kind: int, value: int, rest: int) -> bytes:
    """An object's row in the table, as copies have it."""
    return bytes((kind,)) + value.to_bytes(4) + rest.to_bytes(2)


def _entries(data: bytes, start: int, widths: list[int]) -> bytes:
    """The rows of the table at `start`, as qpdf writes them, without its own, which is last there."""
    head = _STREAM.match(data, start)
    assert head is not None  # qpdf wrote it a moment ago
    packed = data[head.end() : head.end() + int(head[2])]
    width = sum(widths)
    filtered, above, rows = zlib.decompress(packed), bytes(width), []
    for at in range(0, len(filtered), width + 1):  # each row begins with its filter, which adds the row above
        above = bytes((a + b) & 255 for a, b in zip(above, filtered[at + 1 : at + 1 + width], strict=True))
        kind, value, rest = above[: widths[0]], above[widths[0] : -widths[2] or None], above[width - widths[2] :]
        rows.append(row(int.from_bytes(kind), int.from_bytes(value), int.from_bytes(rest)))
    assert int(head[1]) == len(rows) - 1
    return b"".join(rows[:-1])
