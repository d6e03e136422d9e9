"""Bytes to text: UTF-8, or GB18030 where nothing else fits; what is no text is named."""

import re
from dataclasses import dataclass
from pathlib import Path

from reportgen.characters import INVISIBLE, unicode_name
from reportgen.problems import Place, Problems

LIMIT_BYTES = 1024 * 1024  # of a file of text or settings
_KINDS = {
    b"PK\x03\x04": "Excel .xlsx",
    b"\xd0\xcf\x11\xe0": "Word .doc / Excel .xls",
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
_TAIL = "[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"  # what Windows-1252 makes of UTF-8's later bytes
_GARBLED = re.compile(
    rf"锟斤拷|烫烫烫|屯屯屯|[锛銆鈥]|Ã{_TAIL}|Â[\u00a0-\u00bf]|â€|ï»¿|ï¿½|(?:[ä-é]{_TAIL}{{2}}){{2}}"
    r"|\?{4,}"
)  # UTF-8 read as GBK or Windows-1252, or twice; what another encoding had no room for
_MISREAD = (  # runs of characters, as what they were read, and what they may have been
    (re.compile("[\u4e00-\u9fff]{3,}"), "gb18030", "utf-8"),
    (re.compile("[\u00a1-\u00ff]{6,}"), "latin-1", "gb18030"),
)
_COMMON_SHARE = 0.8
_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """What bytes are: text, and in which encoding; or no text, and of which kind."""

    text: str | None
    kind: str  # "UTF-8" or "GB18030"; of no text "UTF-16", "PDF" …, or "" where nobody can tell
    line: int = 1  # the first that is not UTF-8; of what nobody can tell, the first that is neither


def decode(data: bytes) -> Decoded:
    """The text of a file's bytes."""
    start = data[:200]
    kind = next((kind for mark, kind in _KINDS.items() if data.startswith(mark)), "")
    if kind or start.count(0) * 4 > len(start):
        empty = "NUL" if not any(data) else "UTF-16"
        return Decoded(None, "Word .docx" if b"word/document.xml" in data else kind or empty)
    try:
        return Decoded(data.decode("utf-8-sig"), "UTF-8")
    except UnicodeDecodeError as fault:
        at = fault.start
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as fault:
        return Decoded(None, "", _line(data, max(at, fault.start)))
    if _is_chinese(text, data):
        return Decoded(text.removeprefix("\ufeff"), "GB18030", _line(data, at))
    return Decoded(None, "", _line(data, at))


def load_text(root: Path, name: Path, problems: Problems) -> str | None:
    """The text of the file `root / name`; None where it cannot be read.

    Fails:  problem file-missing, file-unreadable, text-large, text-kind, text-encoding; warning text-encoding-read.
    """
    place = Place(name)
    try:
        if (root / name).stat().st_size > LIMIT_BYTES:
            problems.error(place, "text-large", file=str(name), limit=LIMIT_BYTES // 1024**2)
            return None
        found = decode((root / name).read_bytes())
    except FileNotFoundError:
        problems.error(place, "file-missing", file=str(name))
        return None
    except OSError as fault:
        problems.error(place, "file-unreadable", file=str(name), found=fault.strerror)
        return None
    if found.text is None and found.kind:
        problems.error(place, "text-kind", file=str(name), found=found.kind)
    elif found.text is None:
        problems.error(Place(name, found.line), "text-encoding", file=str(name))
    elif found.kind != "UTF-8":
        problems.warn(Place(name, found.line), "text-encoding-read", file=str(name), found=found.kind)
    return found.text


def check_characters(text: str, name: Path, problems: Problems) -> None:
    """Nothing; no line holds what is invisible, or the garbage of a wrong encoding. One of each is told a line.

    Fails:  problem text-character, text-garbled.
    """
    for row, line in enumerate(text.split("\n"), 1):
        if hidden := INVISIBLE.search(line):
            problems.error(Place(name, row, hidden.start() + 1), "text-character", found=unicode_name(hidden[0]))
        if garbled := find_garbled(line):
            at = line.index(garbled)
            near = line[max(0, at - 6) : at + len(garbled) + 6]
            problems.error(Place(name, row, at + 1), "text-garbled", found=near)


def find_garbled(line: str) -> str:
    """What of `line` is the garbage of a wrong encoding; "" where nothing is."""
    if line.isascii() and "????" not in line:
        return ""
    found = _GARBLED.search(line)
    if found:
        return found[0]
    runs = ((run[0], read, meant) for pattern, read, meant in _MISREAD for run in pattern.finditer(line))
    return next((run for run, read, meant in runs if _is_han_in(run.encode(read), meant)), "")


def _is_han_in(data: bytes, encoding: str) -> bool:
    """Whether bytes are ordinary Han in an encoding. The last character may be cut."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as fault:
        if fault.end < len(data) or not fault.start:
            return False
        text = data[: fault.start].decode(encoding)
    return len(_HAN.findall(text)) == len(text) == len(text.encode("gb2312", "ignore")) // 2


def _line(data: bytes, at: int) -> int:
    before = data[:at].replace(b"\r\n", b"\n")
    return before.count(b"\n") + before.count(b"\r") + 1


def _is_chinese(text: str, data: bytes) -> bool:
    """Whether `text`, read from `data` as GB18030, is Chinese text.

    Why the share: GB18030 also "reads" Latin-1 and broken UTF-8, as Han that hardly any text uses.
    """
    han = "".join(_HAN.findall(text))
    common = len(han.encode("gb2312", "ignore")) // 2
    return common > len(han) * _COMMON_SHARE and text.encode("gb18030") == data
