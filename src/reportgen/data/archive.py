"""What an .xlsx file says of its cells and its reader leaves out: errors, and formulas that were never computed.

Why: the reader gives an empty cell for both, so that #N/A in a cell that may be empty would be lost without a word.
"""

import re
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile, is_zipfile

FAULTS = (OSError, BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, KeyError, ElementTree.ParseError)
_CELL = re.compile(rb"<c ([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_AT = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_FORMULA = re.compile(rb"<f\b[^>]*>([^<]*)</f>")
_VALUE = re.compile(rb"<v>([^<]+)</v>")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def unpacked_size(file: Path) -> int:
    """How many bytes are packed in a file; its own size where it is no archive.

    Fails:  FAULTS.
    """
    if not is_zipfile(file):
        return file.stat().st_size
    with ZipFile(file) as archive:
        return sum(info.file_size for info in archive.infolist())


def lost_cells(file: Path, sheet: str) -> Mapping[tuple[int, int], str]:
    """Row and column, from 0 on, of each cell with an error or an uncomputed formula, and its text: "#N/A", "=A1+1".

    Fails:  FAULTS.
    """
    if file.suffix.lower() not in (".xlsx", ".xlsm"):
        return {}
    with ZipFile(file) as archive:
        return dict(_lost(archive.read(_path_of(archive, sheet))))


def _path_of(archive: ZipFile, sheet: str) -> str:
    """The name of a sheet's file."""
    relations = {
        relation.get("Id"): relation.get("Target", "")
        for relation in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    (key,) = [one.get(_RELATION) for one in book.iter() if one.tag.endswith("}sheet") and one.get("name") == sheet][:1]
    target = relations[key]
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _lost(sheet: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for attributes, content in _CELL.findall(sheet):
        at = _AT.search(attributes)
        value, formula = _VALUE.search(content), _FORMULA.search(content)
        if at is None:
            continue
        column = 0
        for letter in at[1]:
            column = column * 26 + letter - ord("A") + 1
        spot = (int(at[2]) - 1, column - 1)
        if b't="e"' in attributes and value:
            yield spot, value[1].decode()
        elif formula and not value and b't="str"' not in attributes:
            yield spot, "=" + formula[1].decode()
