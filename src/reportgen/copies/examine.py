"""What a finished copy says of itself, and whether it may be handed on."""

import re
from collections.abc import Iterator
from io import BytesIO

import page
import pypdfium2
from pikepdf import Dictionary, Name, Object, PasswordError, Pdf, PdfError

from reportgen.copies.identity import ID

_PROFILE = "ua1"
_SHOWN = 3  # reasons why a copy is not accessible


def find_fault(copy: bytes, id_: str, pages: int) -> str:
    """Why `copy` must not count as the copy `id_` of a master of so many pages; "" where it may.

    Asks, from what is cheap to what is dear: marks on each page and in the packet, syntax, PDF/UA-1, and a viewer that
    opens each page.
    """
    try:
        with Pdf.open(BytesIO(copy)) as book:
            said = [_piece(each.obj) for each in book.pages]
            packet = book.Root.Metadata.read_bytes().decode()
            if len(said) != pages:
                return f"{len(said)} pages instead of {pages}"
            if set(said) != {id_} or ID.findall(packet) != [id_]:
                return "a mark is missing"
    except PdfError as fault:
        return f"not a PDF: {fault}"
    try:
        report = page.validate_pdf_bytes(copy, profile=_PROFILE, limits=page.SafetyLimits.unlimited())
    except page.PageError as fault:
        return f"not to be validated: {fault}"
    if not report.is_compliant:
        return "; ".join(failure.message for failure in report.failures[:_SHOWN])
    return _unopened(copy, id_)


def _unopened(copy: bytes, id_: str) -> str:
    """Which page a viewer does not open or show the mark on; "" where it does both on all."""
    viewer = pypdfium2.PdfDocument(copy)
    try:
        for number in range(len(viewer)):
            try:
                shown = viewer[number]
            except pypdfium2.PdfiumError:
                return f"page {number + 1} does not open"
            if id_ not in shown.get_textpage().get_text_range():
                return f"the line is not to be read on page {number + 1}"
    finally:
        viewer.close()
    return ""


def read_page_ids(copy: bytes) -> list[str]:
    """The id in each page's piece info; "" where there is none.

    Fails:  ValueError, for what is no PDF, or one that a password closes.
    """
    try:
        with Pdf.open(BytesIO(copy)) as book:
            return [_piece(each.obj) for each in book.pages]
    except (PdfError, PasswordError) as fault:
        raise ValueError(str(fault)) from fault


def read_ids(file: bytes, password: str = "") -> tuple[str, ...]:
    """The ids of copies that `file`, a copy or pages of one, carries: in piece info, packet or printed words.

    Fails:  ValueError, for what is no PDF, or one that the password does not open.
    """
    try:
        with Pdf.open(BytesIO(file), password=password) as book:
            found = [piece for each in book.pages if (piece := _piece(each.obj))]
            if Name.Metadata in book.Root:
                found += ID.findall(book.Root.Metadata.read_bytes().decode("utf-8", "replace"))
    except (PdfError, PasswordError) as fault:
        raise ValueError(str(fault)) from fault
    return tuple(dict.fromkeys(found or _printed(file, password)))


def _printed(file: bytes, password: str) -> Iterator[str]:
    viewer = pypdfium2.PdfDocument(file, password=password or None)
    try:
        for number in range(len(viewer)):
            yield from re.findall(rf"(?<!\S){ID.pattern}(?!\S)", viewer[number].get_textpage().get_text_range())
    finally:
        viewer.close()


def _piece(shown: Object) -> str:
    """The id in a page's piece info; "" where there is none."""
    for key in (Name.PieceInfo, Name.Reportgen, Name.Private):
        inner = shown.get(key)
        if not isinstance(inner, Dictionary):
            return ""
        shown = inner
    told = str(shown.get(Name.Copy, ""))
    return told if ID.fullmatch(told) else ""
