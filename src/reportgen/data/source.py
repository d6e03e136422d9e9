"""A file of a table to its text; files that only bear the name .csv are named."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from reportgen import decoding
from reportgen.data.faults import Faults

_MOST_BYTES = 8 * 1024 * 1024


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
    found = decoding.decode(data)
    if found.text is None and found.kind:
        faults.error(1, 1, "data-not-csv", file=str(faults.file), found=found.kind)
    elif found.text is None:
        faults.error(found.line, 1, "data-encoding-unknown", file=str(faults.file))
    elif found.kind != "UTF-8":
        faults.warn(found.line, 1, "data-encoding", file=str(faults.file), found=found.kind)
    return found.text
