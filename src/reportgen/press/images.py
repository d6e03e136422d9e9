"""Images of text and edition, and logos, looked at before anything is pressed, so that their problems come in time."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

from PIL import Image as PillowImage

from reportgen.model.book import Book, Pair
from reportgen.model.edition import Edition
from reportgen.model.exhibits import PictureRatio
from reportgen.model.text import Image
from reportgen.model.trees import walk
from reportgen.press.fetch import BASE, RefusedError, Shelf
from reportgen.problems import Place, Problems

_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def check_images(book: Book, edition: Edition, problems: Problems) -> None:
    """Nothing; each image of the text and of the edition is a file that pages may show.

    Fails:  problem press-fetch-refused, press-file-missing, press-file-name, press-file-large,
            press-image-unreadable, press-drawing-refused.
    """
    read = _reader(edition.root, problems)
    rows = (row for chapter in book.chapters for section in chapter.sections for row in section.rows)
    halves = (half for row in rows if isinstance(row, Pair) for half in (row.blocks.zh, row.blocks.en))
    for image in (block for half in halves for block in walk(half) if isinstance(block, Image)):
        read(image.src, "/%:?#", image.place)
    if edition.contact and edition.contact.image:
        read(edition.contact.image, "/%:?#", edition.contact.place)


def picture_ratio_of(root: Path, problems: Problems) -> PictureRatio:
    """The function that gives the width by height of a picture below `root`/content, as its bytes say.

    Fails:  those of `check_images`; problem press-image-shapeless.
    """
    read = _reader(root, problems)

    def picture_ratio(src: str, place: Place) -> float | None:
        found = read(src, "/", place)
        if found is None:
            return None
        data, media_type = found
        ratio = _svg_ratio(data) if media_type == "image/svg+xml" else _raster_ratio(data)
        if not ratio:
            problems.error(place, "press-image-shapeless", found=src)
        return ratio

    return picture_ratio


def _reader(root: Path, problems: Problems) -> Callable[[str, str, Place], tuple[bytes, str] | None]:
    """The function that gives the bytes of a picture below content/, or a problem at `place`."""
    shelf = Shelf(root)

    def read(src: str, safe: str, place: Place) -> tuple[bytes, str] | None:
        try:
            return shelf.read(BASE + quote(f"content/{src}", safe=safe))
        except RefusedError:
            refusal = shelf.refusals[-1]
            near = str(refusal.values.get("nearest", "")).removeprefix("content/")
            problems.error(place, refusal.code, **{**refusal.values, "found": src, "nearest": near})
            return None

    return read


def _raster_ratio(data: bytes) -> float:
    image = PillowImage.open(BytesIO(data))
    return image.width / image.height


def _svg_ratio(data: bytes) -> float | None:
    """The ratio of the drawing's view box, or else of its width and height; None where it tells neither."""
    drawing = ElementTree.fromstring(data)
    sides = _NUMBER.findall(drawing.get("viewBox", ""))[2:4]
    if len(sides) < 2:
        sides = [number for side in ("width", "height") for number in _NUMBER.findall(drawing.get(side, ""))[:1]]
    width, height = map(float, sides) if len(sides) == 2 else (0.0, 0.0)
    return width / height if width > 0 < height else None
