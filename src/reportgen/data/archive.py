"""What an .xlsx file says of its cells and its reader leaves out: errors, formulas never computed, leading zeros.

Why: the reader gives an empty cell for the first two, so that #N/A in a cell that may be empty would be lost without a
word; and of an id that a format shows as 00042 it gives the number.
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
_KIND = re.compile(rb'\bt="[^n]')  # of what is no number
_FORMULA = re.compile(rb"<f\b[^>]*>([^<]*)</f>")
_VALUE = re.compile(rb"<v>([^<]+)</v>")
_STYLE = re.compile(rb'\bs="([0-9]{1,6})"')
_UNSEEN = re.compile(r"\[[^\]]*\]|[_*].")  # colours, conditions, space: of a format, what shows no character
_PADDED = re.compile(r'((?:"[^"]*"|\\.)*)(0{2,})((?:"[^"]*"|\\.)*)')
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
    """Row and column, from 0 on, of each cell that is more than its value, and its text: "#N/A", "=A1+1", "00042".

    Fails:  FAULTS.
    """
    if not tells_formats(file):
        return {}
    with ZipFile(file) as archive:
        return dict(_lost(archive.read(_path_of(archive, sheet)), _padded_styles(archive)))


def tells_formats(file: Path) -> bool:
    """Whether the file is of a kind that can be asked."""
    return file.suffix.lower() in (".xlsx", ".xlsm")


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


def _padded_styles(archive: ZipFile) -> Mapping[int, tuple[str, int, str]]:
    """The cell styles that show a number with leading zeros: what stands before it, its digits, what behind it."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    styles = ElementTree.fromstring(archive.read("xl/styles.xml"))
    formats = {one.get("numFmtId"): one.get("formatCode", "") for one in styles.iterfind("{*}numFmts/{*}numFmt")}
    found = {}
    for number, one in enumerate(styles.iterfind("{*}cellXfs/{*}xf")):
        shown = _PADDED.fullmatch(_UNSEEN.sub("", formats.get(one.get("numFmtId"), "").split(";")[0]))
        if shown:
            found[number] = _literal(shown[1]), len(shown[2]), _literal(shown[3])
    return found


def _literal(code: str) -> str:
    return re.sub(r'"([^"]*)"|\\(.)', r"\1\2", code)


def _lost(sheet: bytes, padded: Mapping[int, tuple[str, int, str]]) -> Iterator[tuple[tuple[int, int], str]]:
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
        elif value and value[1].isdigit() and not _KIND.search(attributes) and (style := _STYLE.search(attributes)):
            before, digits, behind = padded.get(int(style[1]), ("", 0, ""))
            if digits:
                yield spot, f"{before}{value[1].decode():0>{digits}}{behind}"
