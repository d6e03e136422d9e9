"""The images of the text, looked at before anything is pressed, so that their problems come with all others."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, urljoin

from reportgen.model.book import Book, Pair
from reportgen.model.text import Block, Callout, Image, ListBlock, Quotation
from reportgen.press.fetch import BASE, RefusedError, Shelf
from reportgen.problems import Problems


def check_images(book: Book, root: Path, problems: Problems) -> None:
    """Nothing; each image of the text is a file that pages may show.

    Fails:  problem press-fetch-refused, press-file-missing, press-file-large, press-image-unreadable.
    """
    shelf = Shelf(root)
    rows = (row for chapter in book.chapters for section in chapter.sections for row in section.rows)
    for image in _images(block for row in rows if isinstance(row, Pair) for block in (*row.blocks.zh, *row.blocks.en)):
        try:
            shelf.read(urljoin(BASE, quote(f"content/{image.src}", safe="/%:?#")))
        except RefusedError:
            refusal = shelf.refusals[-1]
            problems.error(image.place, refusal.code, **{**refusal.values, "found": image.src})


def _images(blocks: Iterable[Block]) -> Iterator[Image]:
    for block in blocks:
        match block:
            case Image():
                yield block
            case ListBlock(items, _, _):
                yield from _images(inner for item in items for inner in item)
            case Quotation(inside, _) | Callout(_, _, inside, _):
                yield from _images(inside)
