"""content/exhibits.toml as declarations."""

from pathlib import Path

from reportgen.content.declarations import FILE, load_declarations
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
