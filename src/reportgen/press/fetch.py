"""The files that pages may show, by their address, checked before anything decodes them.

Why refusals are kept as well as raised: the engine swallows what a fetcher raises (inside SVG even what it calls fatal)
and prints the page without the picture. Kept ones become problems, all of them in one run.
"""

import base64
import binascii
import os
import re
import unicodedata
import urllib.parse
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image

from reportgen.press.drawings import fault_of

BASE = "report:///"  # a virtual address, so that the same files press the same bytes in any folder
OPEN = ("layouts", "content/images", "content/logos")
LIMIT_BYTES = 20 * 1024 * 1024
LIMIT_PIXELS = 40_000_000

# Only the schemes of these lists take relative addresses.
for _schemes in (urllib.parse.uses_relative, urllib.parse.uses_netloc):
    if "report" not in _schemes:
        _schemes.append("report")


@dataclass(frozen=True, slots=True)
class Refusal:
    """An address that was not given out, and why."""

    url: str
    code: str
    values: Mapping[str, object]


class RefusedError(Exception):
    """An address is not given out."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class Shelf:
    """Files of the `OPEN` folders of `root` by address; `refusals` holds what was asked for in vain."""

    def __init__(self, root: Path) -> None:
        self.refusals: list[Refusal] = []
        self._root = root.resolve()
        self._open = tuple(self._root / folder for folder in OPEN)

    def read(self, url: str) -> tuple[bytes, str]:
        """The bytes at `url` and their media type, which is judged by the bytes.

        Fails:  RefusedError; the refusal is kept.
        """
        try:
            data = _inline(url) if url.startswith("data:") else self._file(url)
            return data, _media_type(url, data)
        except RefusedError as refused:
            self.refusals.append(Refusal(url, refused.code, {"found": _short(url), **refused.values}))
            raise

    def _file(self, url: str) -> bytes:
        parts = urllib.parse.urlsplit(url)
        path = urllib.parse.unquote(parts.path)
        if parts.scheme != "report" or parts.netloc or "\0" in path:
            raise RefusedError("press-fetch-refused")
        if spelled := self._spelled(path.removeprefix("/")):
            raise RefusedError("press-file-name", nearest=spelled)
        file = (self._root / path.lstrip("/")).resolve()
        if not any(file.is_relative_to(folder) for folder in self._open):
            raise RefusedError("press-fetch-refused")
        if not file.is_file():
            raise RefusedError("press-file-missing")
        if file.stat().st_size > LIMIT_BYTES:
            raise RefusedError("press-file-large", limit=f"{LIMIT_BYTES // 1024**2} MB")
        return file.read_bytes()

    def _spelled(self, path: str) -> str:
        """The file's own name, where `path` has other capitals or backslashes; "" where it has not, or there is none.

        Why by listing: some machines give a file under another name, others, where the book is made too, do not.
        """
        found, wanted = "", path.replace("\\", "/").split("/")
        wanted = [part for part in wanted if part]
        for part in wanted:
            names = sorted(os.listdir(self._root / found)) if (self._root / found).is_dir() else []
            alike = [name for name in names if _folded(name) == _folded(part)]
            if not alike:
                return ""
            found = f"{found}/{part if part in alike else alike[0]}".lstrip("/")
        return "" if found == path else found


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _inline(url: str) -> bytes:
    head, _, body = url.partition(",")
    try:
        data = urllib.parse.unquote_to_bytes(body)
        data = base64.b64decode(data, validate=True) if head.endswith(";base64") else data
    except binascii.Error:
        raise RefusedError("press-image-unreadable") from None
    if len(data) > LIMIT_BYTES:
        raise RefusedError("press-file-large", limit=f"{LIMIT_BYTES // 1024**2} MB")
    return data


def _media_type(url: str, data: bytes) -> str:
    if url.startswith(BASE + "layouts/") and url.endswith(".css"):
        return "text/css"
    if data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        return _checked_raster(data)
    if re.match(rb"(\xef\xbb\xbf)?\s*<", data) and b"<svg" in data[:4096]:
        return _checked_svg(data)
    raise RefusedError("press-image-unreadable")


def _checked_raster(data: bytes) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit here is the lower one
            image = Image.open(BytesIO(data), formats=("PNG", "JPEG"))
        if image.width * image.height > LIMIT_PIXELS:
            raise RefusedError("press-file-large", limit=f"{LIMIT_PIXELS // 10**6} megapixels")
        image.load()
    except Image.DecompressionBombError:
        raise RefusedError("press-file-large", limit=f"{LIMIT_PIXELS // 10**6} megapixels") from None
    except (OSError, ValueError, SyntaxError):
        raise RefusedError("press-image-unreadable") from None
    return f"image/{str(image.format).lower()}"


def _checked_svg(data: bytes) -> str:
    if b"<!ENTITY" in data:
        raise RefusedError("press-drawing-refused", what="<!ENTITY>")
    try:
        drawing = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError):
        raise RefusedError("press-image-unreadable") from None
    if fault := fault_of(drawing):
        raise RefusedError("press-drawing-refused", what=fault)
    return "image/svg+xml"


def _short(url: str) -> str:
    return urllib.parse.unquote(url.removeprefix(BASE)) if len(url) <= 200 else url[:60] + "…"
