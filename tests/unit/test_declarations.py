"""content/exhibits.toml as declarations."""

from dataclasses import replace
from pathlib import Path

from reportgen.content import load_script
from reportgen.content.declarations import FILE, load_declarations
from reportgen.edition import FILE as EDITION
from reportgen.model.edition import ChapterEntry, Edition, Part
from reportgen.problems import Place, Problems


def test_each_entry_keeps_its_keys_and_their_places(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / FILE).write_text(
        '[chart.cases]\nkind = "bar"\nlit = ["a"]\nnote = { zh = "注" }\n\n[landscape.finance]\n', encoding="utf-8"
    )

    problems = Problems()
    chart, landscape = load_declarations(tmp_path, problems)

    assert problems.found == ()
    assert (chart.kind, chart.id) == ("chart", "cases")
    assert chart.keys == {"kind": "bar", "lit": ["a"], "note": {"zh": "注"}}
    assert {key: (place.line, place.col) for key, place in chart.places.items()} == {
        "kind": (2, 1),
        "lit": (3, 1),
        "lit.0": (3, 8),
        "note": (4, 1),
        "note.zh": (4, 10),
    }
    assert (landscape.kind, landscape.place) == ("landscape", Place(FILE, 6, 2))


def test_unknown_kinds_and_loose_keys_are_told(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / FILE).write_text("table = 1\n[chart]\ncases = 1\n[chrt.cases]\n", encoding="utf-8")

    problems = Problems()
    assert load_declarations(tmp_path, problems) == ()

    assert [(p.code, p.place.line, p.place.col) for p in problems.found] == [
        ("toml-key-value", 1, 1),
        ("toml-key-value", 3, 1),
        ("toml-key-unknown", 4, 2),
    ]


def test_a_name_that_no_file_can_have_is_told(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / FILE).write_text('[chart."../cases"]\nkind = "bar"\n', encoding="utf-8")

    problems = Problems()
    load_declarations(tmp_path, problems)

    assert [(p.code, p.place, p.values["found"]) for p in problems.found] == [
        ("content-exhibit-id", Place(FILE, 1, 2), "../cases")
    ]


def test_a_chapter_whose_file_is_missing_is_told_where_the_edition_names_it(tmp_path: Path, edition: Edition) -> None:
    entry = ChapterEntry(id="a", part=Part.FRONT, stem="00-a", depth=1, forms=(), place=Place(EDITION, 12, 10))
    (tmp_path / "content" / "zh").mkdir(parents=True)
    (tmp_path / "content" / "zh" / "00-a.md").write_text("# 题", encoding="utf-8")

    problems = Problems()
    script = load_script(replace(edition, root=tmp_path, chapters=(entry,)), problems)

    assert script.chapters == ()
    assert [(p.code, p.place, p.values["file"]) for p in problems.found] == [
        ("content-file-missing", Place(EDITION, 12, 10), "content/en/00-a.md")
    ]
