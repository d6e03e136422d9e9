"""Page numbers, drawn over pages that were pressed without them.

Why here: a chapter that grows by a page shifts all later numbers, but no later chapter has to be pressed again.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from pikepdf import Array, Name, Page, Pdf

from reportgen.model.sheets import PageLabel
from reportgen.problems import Place, Problems

_TEMPLATE = Place(Path("layouts/pages/folios.html.jinja"))
_MM = 25.4 / 72  # of a point


def draw_folios(
    book: Pdf, folios: Pdf, labels: Sequence[PageLabel], places: Mapping[str, Place], problems: Problems
) -> None:
    """Draw each page of `folios` over the book's page, where that has a folio, as an artifact.

    Takes:  `places`, each chapter's.
    Fails:  assemble-folio-pages, where the folios are not one a page; assemble-page-size, for a page of another size.
    """
    if len(folios.pages) != len(labels):
        problems.error(_TEMPLATE, "assemble-folio-pages", found=len(folios.pages), expected=len(labels))
        return
    save = book.make_stream(b"q\n")  # the engine leaves its own coordinates behind
    for number, (page, folio, label) in enumerate(zip(book.pages, folios.pages, labels, strict=True)):
        if not label.folio:
            continue
        if list(page.mediabox) != list(folio.mediabox):
            sizes = {"found": _size(page), "expected": _size(folio)}
            problems.error(places[label.chapter], "assemble-page-size", chapter=label.chapter, **sizes)
            continue
        name = page.add_resource(book.copy_foreign(folio.as_form_xobject()), Name.XObject, Name(f"/Folio{number}"))
        draw = f"Q /Artifact <</Type /Pagination /Subtype /Footer>> BDC q {name} Do Q EMC\n"
        page.obj.Contents = Array([save, page.obj.Contents, book.make_stream(draw.encode())])


def _size(page: Page) -> str:
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    return f"{(right - left) * _MM:.0f} × {(top - bottom) * _MM:.0f} mm"
