"""Covers drawn from a table."""

from pathlib import Path

import pandas as pd
import pytest

from reportgen.exhibits.gallery import make_gallery
from reportgen.model.both import Both
from reportgen.model.exhibits import Declaration
from reportgen.model.facts import Provenance
from reportgen.model.gallery import Cover, Gallery
from reportgen.model.tables import Table, Tables
from reportgen.problems import Place, Problem, Problems
from reportgen.toml_source import parse_toml

ROW = {
    "number": "T/X 1—2022",
    "title_zh": "总体架构",
    "title_en": "Architecture",
    "kind_zh": "",
    "kind_en": "",
    "issuer_zh": "学会",
    "issuer_en": "Institute",
    "issued": "2022-08-28",
    "effective": "",
}


def make(text: str, *rows: dict[str, str]) -> tuple[Gallery | None, list[Problem]]:
    source = parse_toml(f"[gallery.standards]\n{text}", Place(Path("content/exhibits.toml")), Problems())
    assert source
    keys = source.below("gallery", "standards")
    frame = pd.DataFrame(list(rows), dtype="str")
    table = Table(name="standards", file=Path("s"), frame=frame, provenance=Provenance.PUBLISHED, hashes={})
    declaration = Declaration(kind="gallery", id="standards", keys=keys.values, place=keys.start, places=keys.places)
    problems = Problems()
    return make_gallery(declaration, Tables(named={"standards": table}), problems), list(problems.found)


def test_each_row_is_a_cover_with_what_is_known_of_it() -> None:
    unknown = {**dict.fromkeys(ROW, ""), "issuer_zh": "学会", "issuer_en": "Institute"}
    made, problems = make("table = 'standards'\nnote = { zh = '注', en = 'Note' }", ROW, unknown)

    assert problems == []
    assert made and [cover.number for cover in made.covers] == ["T/X 1—2022", ""]
    assert made.covers[0] == Cover(
        number="T/X 1—2022",
        title=Both(zh="总体架构", en="Architecture"),
        kind=Both(zh="", en=""),
        issuer=Both(zh="学会", en="Institute"),
        issued="2022-08-28",
        effective="",
    )
    assert (made.note.en, made.provenance) == ("Note", Provenance.PUBLISHED)


@pytest.mark.parametrize(
    ("text", "row", "code"),
    [
        ("table = 'standard'", ROW, "exhibit-table-unknown"),
        ("table = 'standards'\nsort = 'number'", ROW, "toml-key-unknown"),
        ("table = 'standards'\nwhere = { number = 'x' }", ROW, "exhibit-value-unknown"),
        ("table = 'standards'", {k: v for k, v in ROW.items() if k != "issued"}, "exhibit-column-unknown"),
    ],
)
def test_what_cannot_be_drawn_is_told(text: str, row: dict[str, str], code: str) -> None:
    _, problems = make(text, row)

    assert [p.code for p in problems] == [code]
