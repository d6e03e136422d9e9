"""One chapter's pages as a PDF by itself, to be looked at before there is a book."""

from hashlib import sha256
from io import BytesIO

import pikepdf

from reportgen.assemble.fonts import embed_fonts
from reportgen.assemble.navigation import add_destinations, resolve_links
from reportgen.model.fonts import Fonts
from reportgen.model.sheets import PressedChapter


def assemble_chapter(chapter: PressedChapter, fonts: Fonts) -> tuple[bytes, tuple[str, ...]]:
    """The pages with their fonts, and a hash of what is drawn on each; folios are the book's.

    Links within the chapter lead there; the address of one to another chapter stays "xref:ANCHOR".
    """
    targets = {anchor: chapter.anchors[anchor] for anchor in chapter.links if anchor in chapter.anchors}
    with pikepdf.open(BytesIO(chapter.pdf)) as pages:
        drawn = tuple(sha256(page.Contents.read_bytes()).hexdigest() for page in pages.pages)
        resolve_links(pages, targets)
        add_destinations(pages, targets)
        embed_fonts(pages, fonts)
        pdf = BytesIO()
        pages.save(pdf, deterministic_id=True)
    return pdf.getvalue(), drawn
