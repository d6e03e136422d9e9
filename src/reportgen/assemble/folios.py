"""Page numbers, drawn over pages that were pressed without them.

Why here: a chapter that grows by a page shifts all later numbers, but no later chapter has to be pressed again.
"""

from collections.abc import Sequence

from pikepdf import Array, Name, Pdf

from reportgen.model.sheets import PageLabel


def draw_folios(book: Pdf, folios: Pdf, labels: Sequence[PageLabel]) -> None:
    """Draw each page of `folios` over the book's page, where that has a folio, as an artifact."""
    save = book.make_stream(b"q\n")  # the engine leaves its own coordinates behind
    for number, (page, folio, label) in enumerate(zip(book.pages, folios.pages, labels, strict=True)):
        if not label.folio:
            continue
        if list(page.mediabox) != list(folio.mediabox):
            raise ValueError(f"page {number + 1}: the folio's page is not of the same size")
        name = page.add_resource(book.copy_foreign(folio.as_form_xobject()), Name.XObject, Name(f"/Folio{number}"))
        draw = f"Q /Artifact <</Type /Pagination /Subtype /Footer>> BDC q {name} Do Q EMC\n"
        page.obj.Contents = Array([save, page.obj.Contents, book.make_stream(draw.encode())])
