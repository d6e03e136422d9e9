"""The import rule: rooms know the floor, themselves and libraries; never another room, never the roof."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.kept import _PROGRAM

SOURCE = Path(__file__).parents[2] / "src" / "reportgen"
FLOOR = {"model", "problems", "numerals", "nearest", "characters", "collation", "joints", "toml_source", "decoding"}
ROOF = {
    "build",
    "drawing",
    "composing",
    "judging",
    "why",
    "pressing",
    "kept",
    "workers",
    "deliver",
    "manifest",
    "freshness",
    "inside",
    "live",
    "sources",
    "cli",
    "machine",
    "__main__",
}
ENGINES = {
    "pandas": {"model", "data", "facts", "exhibits"},
    "altair": {"exhibits"},
    "vl_convert": {"exhibits"},
    "jinja2": {"layout"},
    "markdown_it": {"content"},
    "weasyprint": {"press"},
    "pydyf": {"press"},
    "page": {"audit", "copies"},
    "pikepdf": {"assemble", "audit", "copies"},
    "python_calamine": {"data"},
    "pypdfium2": {"audit", "exports", "copies"},
    "uharfbuzz": {"fonts", "press", "assemble", "copies"},
    "pyhanko": {"copies"},
    "fsspec": {"copies"},
    "dask": {"copies"},
    "distributed": {"copies"},
    "click": {"cli"},
}
FILES = sorted(SOURCE.rglob("*.py"))


def room_of(file: Path) -> str:
    return file.relative_to(SOURCE).with_suffix("").parts[0]


def imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are absolute"
            yield node.module or ""


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(SOURCE)))
def test_a_room_imports_the_floor_itself_and_libraries_only(file: Path) -> None:
    room = room_of(file)
    if room in ROOF:
        return
    for name in imports(file):
        parts = name.split(".")
        if parts[0] != "reportgen" or len(parts) == 1:
            continue
        allowed = FLOOR if room in FLOOR else FLOOR | {room, "cache"} if room == "exhibits" else FLOOR | {room}
        assert parts[1] in allowed, f"{room} imports {name}"


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(SOURCE)))
def test_an_engine_is_touched_by_its_room_only(file: Path) -> None:
    for name in imports(file):
        library = name.split(".")[0]
        if library in ENGINES:
            assert room_of(file) in ENGINES[library], f"{file.relative_to(SOURCE)} imports {library}"


def test_pandas_enters_the_floor_by_one_file() -> None:
    touching = [str(f.relative_to(SOURCE)) for f in FILES if room_of(f) == "model" and "pandas" in set(imports(f))]

    assert touching == ["model/tables.py"]


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(SOURCE)))
def test_a_file_stays_under_three_hundred_lines(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 300


def test_no_room_hides_its_purpose_behind_a_vague_name() -> None:
    vague = {"utils", "helpers", "common", "manager", "misc"}

    assert [str(f) for f in FILES if f.stem in vague or f.parent.name in vague] == []


def test_whatever_the_press_is_made_of_is_part_of_what_its_pages_are_kept_under() -> None:
    pressing = [file for file in FILES if room_of(file) in {"press", "pressing", "kept"}]
    rooms = {name.split(".")[1] for file in pressing for name in imports(file) if name.startswith("reportgen.")}

    assert rooms - {Path(name).stem for name in _PROGRAM} == {"cache", "problems", "workers"}  # which change no page
