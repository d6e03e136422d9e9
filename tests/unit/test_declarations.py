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
    (tmp_path / FILE).write_text('[chart.cases]\nkind = "bar"\nlit = ["a"]\n\n[landscape.finance]\n', encoding="utf-8")

    problems = Problems()
    chart, landscape = load_declarations(tmp_path, problems)

    assert problems.found == ()
    assert (chart.kind, chart.id, chart.keys) == ("chart", "cases", {"kind": "bar", "lit": ["a"]})
    assert chart.places == {"kind": Place(FILE, 2, 1), "lit": Place(FILE, 3, 1)}
    assert (landscape.kind, landscape.place) == ("landscape", Place(FILE, 5, 2))


def test_unknown_kinds_and_loose_keys_are_told(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / FILE).write_text("[chrt.cases]\n[chart]\ncases = 1\n", encoding="utf-8")

    problems = Problems()
    load_declarations(tmp_path, problems)

    assert [(p.code, p.place.line) for p in problems.found] == [("declaration-kind", 1), ("declaration-entry", 3)]


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
