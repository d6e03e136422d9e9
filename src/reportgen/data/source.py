"""Bytes to text: UTF-8, or GB18030 where nothing else fits; files that only bear the name .csv are named."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from reportgen.data.faults import Faults

_MOST_BYTES = 8 * 1024 * 1024
_KINDS = {
    b"PK\x03\x04": "Excel .xlsx",
    b"\xd0\xcf\x11\xe0": "Excel .xls",
    b"%PDF": "PDF",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
_COMMON_SHARE = 0.8
_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text and the hash of its bytes."""

    text: str
    sha256: str


def read_source(root: Path, faults: Faults) -> Source | None:
    """The text of the file below `root`; None where it cannot be read.

    Fails:  problem data-file-missing, data-file-large, data-not-csv, data-encoding-unknown; warning data-encoding.
    """
    path = root / faults.file
    try:
        if path.stat().st_size > _MOST_BYTES:
            faults.error(1, 1, "data-file-large", file=str(faults.file), expected=_MOST_BYTES // 1024 // 1024)
            return None
        data = path.read_bytes()
    except OSError:
        faults.error(1, 1, "data-file-missing", file=str(faults.file))
        return None
    text = decode(data, faults)
    return None if text is None else Source(text, hashlib.sha256(data).hexdigest())


def decode(data: bytes, faults: Faults) -> str | None:
    """The text of a file's bytes; None where they are no text.

    Fails:  problem data-not-csv, data-encoding-unknown; warning data-encoding.
    """
    start = data[:200]
    kind = next((kind for mark, kind in _KINDS.items() if data.startswith(mark)), "")
    if kind or start.count(0) * 4 > len(start):
        faults.error(1, 1, "data-not-csv", file=str(faults.file), found=kind or "UTF-16")
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
    text = _as_gb18030(data)
    if text is None:
        faults.error(line, 1, "data-encoding-unknown", file=str(faults.file))
    else:
        faults.warn(line, 1, "data-encoding", file=str(faults.file), found="GB18030")
    return text


def _as_gb18030(data: bytes) -> str | None:
    """The Chinese text that `data` is in GB18030, if it is any.

    Why the share: GB18030 also "reads" Latin-1 and broken UTF-8, as Han that hardly any text uses.
    """
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    han = "".join(_HAN.findall(text))
    common = len(han.encode("gb2312", "ignore")) // 2
    return text if common > len(han) * _COMMON_SHARE and text.encode("gb18030") == data else None
