"""Whether a copy is its template and nothing else but its own objects, and whether those are sound.

Why: a whole copy takes many times as long to validate as to make. What copies share is validated once; of each copy it
is shown that it is those bytes, and what it brings is validated on pages that show nothing else.
"""

import re
import zlib
from dataclasses import replace
from typing import Final

import pypdfium2

from reportgen.copies.examine import find_fault
from reportgen.copies.template import NOTICE, Shape, Template, row

_TABLE = re.compile(
    rb"(\d+) 0 obj\n<</Type /XRef /Size (\d+) /W \[1 4 2\] (.+) /ID \[<(\w+)> <\w+>\] /Filter /FlateDecode"
    rb" /Length (\d+)>>\nstream\n"
)
_ROW: Final = 7  # bytes of the table for each object
_STRIP_PT = 20.0  # of a page, with the line in it
_DARK = 200  # of 255: a letter whose darkest dot is lighter does not show


def find_own_fault(copy: bytes, id_: str, template: Template, witness: Template) -> str:
    """Why `copy` must not count as the copy `id_` made of the template; "" where it may.

    Takes:  a template of which a copy was found to be valid as a whole; its witness.
    """
    try:
        bodies = read_own(copy, template)
    except ValueError as fault:
        return str(fault)
    shown = witness.fill(bodies)
    return find_fault(shown, id_, witness.pages) or _unseen(shown, witness) or _unopened(copy, template)


def read_own(copy: bytes, template: Template) -> dict[int, bytes]:
    """What the copy brings, by object number.

    Fails:  ValueError, where anything else in it is not the template's.
    """
    if not copy.startswith(template.shared):
        raise ValueError("what all copies share was altered")
    at = int(copy[copy.rindex(b"startxref", len(template.shared)) :].split()[1])
    head = _TABLE.match(copy, at)
    if head is None:
        raise ValueError("its table of objects was altered")
    rows = bytearray(zlib.decompress(copy[head.end() : head.end() + int(head[5])]))
    own = sorted({*template.slots.values(), template.piece, template.metadata, *range(template.size, int(head[1]))})
    places = [int.from_bytes(rows[_ROW * n + 1 : _ROW * n + 5]) for n in own]
    for number in own[: len(own) - (int(head[1]) - template.size)]:
        rows[_ROW * number : _ROW * (number + 1)] = template.entries[_ROW * number : _ROW * (number + 1)]
    if rows[: len(template.entries)] != template.entries or (head[3], head[4]) != (
        template.trailer,
        template.first_id.hex().encode(),
    ):
        raise ValueError("its table of objects is not the template's")
    bodies, expected = {}, len(template.shared)
    for number, place, end in zip(own, places, [*places[1:], at], strict=True):
        whole, before, behind = copy[place:end], b"%d 0 obj\n" % number, b"\nendobj\n"
        if place != expected or not whole.startswith(before) or not whole.endswith(behind):
            raise ValueError(f"its object {number} is not where its table says")
        bodies[number], expected = whole[len(before) : -len(behind)], end
    return bodies


def make_witness(template: Template) -> Template:
    """A template with the same slots whose pages show nothing but what a copy brings: one page of each shape."""
    taken = {*template.slots.values(), template.piece, template.metadata}
    free = iter(number for number in range(1, template.size) if number not in taken)
    catalogue, pages, tree = (next(free) for _ in range(3))
    bodies, kids = {}, []
    for shape in template.shapes:
        page, content = next(free), next(free)
        kids.append(b"%d 0 R" % page)
        bodies[page] = _page(shape, template, pages, content)
        drawing = b"q\n" + shape.drawing
        bodies[content] = b"<</Length %d>>\nstream\n%s\nendstream" % (len(drawing), drawing)
    bodies[catalogue] = (
        b"<</Type /Catalog /Pages %d 0 R /Metadata %d 0 R /StructTreeRoot %d 0 R /MarkInfo <</Marked true>>"
        b" /Lang (zh-Hans) /ViewerPreferences <</DisplayDocTitle true>>>>"
    ) % (pages, template.metadata, tree)
    bodies[pages] = b"<</Type /Pages /Count %d /Kids [%s]>>" % (len(kids), b" ".join(kids))
    bodies[tree] = b"<</Type /StructTreeRoot>>"
    shared, rows = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", bytearray(len(template.entries))
    for number, body in bodies.items():
        rows[_ROW * number : _ROW * (number + 1)] = row(1, len(shared), 0)
        shared += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    return replace(template, pages=len(kids), shared=shared, entries=bytes(rows), trailer=b"/Root %d 0 R" % catalogue)


def _page(shape: Shape, template: Template, pages: int, content: int) -> bytes:
    named = b" ".join(b"%s %d 0 R" % (str(name).encode(), template.slots[name]) for name in shape.names)
    return (
        b"<</Type /Page /Parent %d 0 R /MediaBox [%s] /Resources <</XObject <<%s>>>> /Contents %d 0 R /PieceInfo %d 0 R"
        b" /LastModified (%s)>>"
    ) % (pages, b" ".join(b"%.6f" % edge for edge in shape.box), named, content, template.piece, template.modified)


def _unseen(witness: bytes, template: Template) -> str:
    """Which letter of the lines a viewer leaves blank; "" where none."""
    viewer = pypdfium2.PdfDocument(witness)
    try:
        for number, shape in enumerate(template.shapes):
            if number == 0 or NOTICE in shape.names:
                page = viewer[number]
                strips = [(0.0, _STRIP_PT)] + [(page.get_height() - 70, page.get_height() - 45)] * (
                    NOTICE in shape.names
                )
                for bottom, top in strips:
                    if blank := _blank(page, bottom, top):
                        return f"the letter {blank} does not show"
    finally:
        viewer.close()
    return ""


def _blank(page: pypdfium2.PdfPage, bottom: float, top: float) -> str:
    """The first letter between two heights that leaves no ink."""
    scale, height = 3, page.get_height()
    picture = page.render(scale=scale, crop=(0, bottom, 0, height - top), grayscale=True).to_pil()
    words = page.get_textpage()
    for n in range(words.count_chars()):
        left, low, right, high = words.get_charbox(n, loose=True)
        if low < bottom or high > top or words.get_text_range(n, 1).isspace():
            continue
        box = (int(left * scale), int((top - high) * scale), int(right * scale) + 1, int((top - low) * scale) + 1)
        if picture.crop(box).getextrema()[0] > _DARK:
            return str(words.get_text_range(n, 1))
    return ""


def _unopened(copy: bytes, template: Template) -> str:
    """Whether a viewer finds less than all pages in the copy."""
    viewer = pypdfium2.PdfDocument(copy)
    try:
        sizes = {viewer.get_page_size(number) for number in range(len(viewer))}
        return "" if len(viewer) == template.pages and all(map(all, sizes)) else "a viewer does not find all its pages"
    except pypdfium2.PdfiumError:
        return "a viewer does not open it"
    finally:
        viewer.close()
