"""The exhibits of a small edition, exported."""

import csv
import io
import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image
from tiny import EXHIBITS, make_edition

from reportgen.cli.main import cli

ZH = """# 概览

![每年案例](chart:years "三年")

![机构](table:who)

## 图谱

![图谱](landscape:finance)

![场景](map:scenarios)
"""
EN = """# Overview

![Cases a year](chart:years "Three years")

![Who](table:who)

## Landscape

![Landscape](landscape:finance)

![Scenarios](map:scenarios)
"""
MAP = """
[map.scenarios]
facts = "{sector}_cases"
total = "vendors_tracked"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the exhibits were exported to."""
    monkeypatch.chdir(tmp_path)
    make_edition(tmp_path, ZH, EN, EXHIBITS + MAP)
    export()
    return tmp_path / "build" / "exhibits"


def export() -> str:
    result = CliRunner().invoke(cli, ["exhibits"], catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    return result.stderr


def test_each_exhibit_is_a_picture_and_its_values(folder: Path) -> None:
    assert sorted(os.listdir(folder)) == [
        *("landscape-finance.csv", "landscape-finance.json", "landscape-finance.png"),
        *("map-scenarios.csv", "map-scenarios.json", "map-scenarios.png"),
        *("who.csv", "who.json", "who.png"),
        *("years.csv", "years.json", "years.png", "years.svg"),
    ]


def test_pictures_are_cut_to_the_exhibit_at_one_width(folder: Path) -> None:
    for name in ("years", "who", "landscape-finance"):
        picture = Image.open(folder / f"{name}.png")
        ink = Image.eval(picture.convert("L"), lambda grey: 255 - grey).getbbox()

        assert picture.width == 2400
        assert ink is not None
        left, top, right, bottom = ink
        assert left >= 60 and picture.width - right >= 60, "white stands around what was cut out"
        assert top >= 60 and picture.height - bottom >= 60
        assert right - left > 2000, "it fills the width"


def test_rows_carry_their_provenance(folder: Path) -> None:
    rows = list(csv.reader(io.StringIO((folder / "years.csv").read_text("utf-8-sig"))))

    assert rows[0] == ["id", "zh", "en", "x", "value", "hedge", "provenance"]
    assert [(row[0], row[-1]) for row in rows[1:]] == [("2020", "sample"), ("2021", "sample"), ("2022", "sample")]


def test_values_are_told_with_number_title_unit_and_source(folder: Path) -> None:
    told = json.loads((folder / "years.json").read_text("utf-8"))

    assert told["number"] == {"zh": "图 1", "en": "Figure 1"}
    assert told["title"] == {"zh": "每年案例", "en": "Cases a year"}
    assert told["unit"] == {"zh": "案例数", "en": "cases"}
    assert told["provenance"] == "sample" and "样例" in told["source"]["zh"]
    assert told["rows"][0] == ["2020", "2020", "2020", "", 2.0, "exact"]


def test_a_landscape_tells_where_each_placement_was_found(folder: Path) -> None:
    told = json.loads((folder / "landscape-finance.json").read_text("utf-8"))
    rows = [dict(zip(told["columns"], row, strict=True)) for row in told["rows"]]

    assert [(row["organisation"], row["segment_id"], row["role"]) for row in rows] == [
        ("A1", "finance-1", "adopter"),
        ("A3", "finance-2", "both"),
        ("A2", "finance-2", "provider"),
    ]
    assert {row["source"] for row in rows} == {"list"}


def test_a_table_is_told_cell_by_cell_in_both_languages(folder: Path) -> None:
    told = json.loads((folder / "who.json").read_text("utf-8"))

    assert told["columns"] == ["机构", "Organisation", "国家/地区", "Country or region"]
    assert ["甲银行", "Bank A", "中国", "China"] in told["rows"]


def test_what_is_no_longer_in_the_book_is_removed(folder: Path, tmp_path: Path) -> None:
    (folder / "old.png").write_bytes(b"old")
    (folder / "notes.txt").write_text("mine")
    (tmp_path / "content" / "exhibits.toml").write_text(EXHIBITS + MAP, "utf-8")

    said = export()

    assert "nothing changed" in said, "the book is pressed once"
    assert "old.png" not in os.listdir(folder) and "notes.txt" in os.listdir(folder)
