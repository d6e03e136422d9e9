"""content/edition.toml, read and checked."""

from pathlib import Path

import pytest

from reportgen.edition import ADDRESS_LIMIT, FILE, load_edition
from reportgen.model.edition import Edition, Part
from reportgen.problems import Problems, ReportError

GOOD = """\
year = 2023
published_on = 2023-09-01
period = [2020, 2022]
title = { zh = "题", en = "Title" }
title_lines = { zh = ["题"], en = ["Title"] }
publisher = { zh = "社", en = "Press" }
copyright_holder = { zh = "司", en = "Co." }
motto = { zh = ["甲"], en = ["A"] }
subject = { zh = "研究", en = "Research" }
keywords = ["a"]
contents_depth = 3
front = ["00-notices", "contents"]

[[divisions]]
chapters = ["10-trends"]
levels = [{ zh = "一、", en = "I." }, { zh = "1.", en = "1." }]

[[divisions]]
chapters = ["30-sectors", "33-finance"]
levels = [{ zh = "一、", en = "I." }]
"""
BACK = 'back = ["90-method", "glossary", "index", "91-citation"]\n'


def load(root: Path, text: str) -> Edition:
    (root / "content").mkdir(exist_ok=True)
    (root / FILE).write_text(text, encoding="utf-8")
    return read(root)


def read(root: Path) -> Edition:
    problems = Problems()
    edition = load_edition(root, problems)
    problems.stop()
    assert edition
    return edition


def test_chapters_stand_in_order_with_their_parts_and_depths(tmp_path: Path) -> None:
    edition = load(tmp_path, GOOD)

    assert [(c.id, c.part, c.depth) for c in edition.chapters] == [
        ("cover", Part.COVER, 1),
        ("notices", Part.FRONT, 1),
        ("contents", Part.CONTENTS, 1),
        ("trends", Part.DIVISION, 1),
        ("sectors", Part.DIVISION, 1),
        ("finance", Part.SECTOR, 2),
        ("back-cover", Part.BACK, 1),
    ]
    assert edition.roman == {"cover", "notices", "contents"}


def test_what_stands_behind_the_divisions_is_text_or_made_by_the_program(tmp_path: Path) -> None:
    edition = load(tmp_path, BACK + GOOD)

    assert [(c.id, c.part, c.stem) for c in edition.chapters[-5:]] == [
        ("method", Part.APPENDIX, "90-method"),
        ("glossary", Part.GLOSSARY, None),
        ("index", Part.INDEX, None),
        ("citation", Part.APPENDIX, "91-citation"),
        ("back-cover", Part.BACK, None),
    ]
    assert edition.roman == {"cover", "notices", "contents"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("year = 2023", "yeer = 2023", [("toml-key-missing", 1, 1), ("toml-key-unknown", 1, 1)]),
        ("year = 2023", "year = '2023'", [("toml-key-value", 1, 1)]),
        ("[2020, 2022]", "[2022, 2020]", [("toml-key-value", 3, 1)]),
        ('keywords = ["a"]', "keywords = [1]", [("toml-key-value", 10, 13)]),
        ("[2020, 2022]", '[2020, "x"]', [("toml-key-value", 3, 17)]),
        ("[2020, 2022]", "5", [("toml-key-value", 3, 1)]),
        ('{ zh = ["甲"], en = ["A"] }', '"甲"', [("toml-key-value", 8, 1)]),
        ('{ zh = "1.", en = "1." }', '"1."', [("toml-key-value", 16, 37)]),
        (GOOD[GOOD.index("[[") :], "divisions = [5]", [("toml-key-value", 14, 14)]),
        (GOOD[GOOD.index("[[") :], "divisions = []", [("toml-key-value", 14, 1)]),
        ('chapters = ["10-trends"]', "chapters = []", [("toml-key-value", 15, 1)]),
        ("contents_depth = 3", "contents_depth = 5", [("toml-key-value", 11, 1)]),
        ("year = 2023", "year = -5", [("toml-key-value", 1, 1)]),
        ('"33-finance"', '"10-trends"', [("edition-chapter-doubled", 19, 27)]),
        ('"33-finance"', '"Finance!"', [("toml-key-value", 19, 27)]),
        ("year = 2023", "back = 5\nyear = 2023", [("toml-key-value", 1, 1)]),
        (
            "year = 2023",
            "back = ['contents']\nyear = 2023",
            [("edition-chapter-doubled", 1, 9), ("edition-part-misplaced", 1, 9)],
        ),
        ("year = 2023", "back = ['glossary', '9-glossary']\nyear = 2023", [("edition-chapter-doubled", 1, 21)]),
        ('"contents"]', '"contents", "index"]', [("edition-part-misplaced", 12, 36)]),
        ("contents_depth = 3", "contents_depth = ", [("toml-syntax", 11, 18)]),
    ],
)
def test_each_fault_is_told_at_its_line_and_column(
    tmp_path: Path, old: str, new: str, expected: list[tuple[str, int, int]]
) -> None:
    with pytest.raises(ReportError) as caught:
        load(tmp_path, GOOD.replace(old, new, 1))

    assert {str(p.place.file) for p in caught.value.problems} == {"content/edition.toml"}
    assert [(p.code, p.place.line, p.place.col) for p in caught.value.problems] == expected


@pytest.mark.parametrize(
    ("contact", "code", "col"),
    [
        ("{ address = 'http://a.org', label = LABEL }", "toml-key-value", 13),
        ("{ address = 'https://a b', label = LABEL }", "toml-key-value", 13),
        (f"{{ address = 'https://{'a' * 143}', label = LABEL }}", "edition-address-long", 13),
        ("{ label = LABEL }", "toml-key-missing", 1),
        ("{ address = 'https://a.org' }", "toml-key-missing", 1),
        ("{ image = 'images/a.png', label = LABEL, adress = '' }", "toml-key-unknown", 76),
        ("'https://a.org'", "toml-key-value", 1),
    ],
)
def test_a_contact_that_cannot_be_printed_is_told(tmp_path: Path, contact: str, code: str, col: int) -> None:
    written = contact.replace("LABEL", "{ zh = '网站', en = 'Website' }")
    with pytest.raises(ReportError) as caught:
        load(tmp_path, f"contact = {written}\n{GOOD}")

    assert {str(p.place.file) for p in caught.value.problems} == {"content/edition.toml"}
    assert [(p.code, p.place.line, p.place.col) for p in caught.value.problems] == [(code, 1, col)]


def test_a_contact_is_an_address_or_the_publishers_own_image(tmp_path: Path) -> None:
    label = "label = { zh = '网站', en = 'Website' }"
    address = load(tmp_path, f"contact = {{ address = 'https://{'a' * 142}', {label} }}\n{GOOD}").contact
    image = load(tmp_path, f"contact = {{ image = 'images/a.png', {label} }}\n{GOOD}").contact

    assert address and len(address.address) == ADDRESS_LIMIT and address.image == ""
    assert image and (image.image, image.address, image.label.zh) == ("images/a.png", "", "网站")


def test_a_project_without_its_edition_says_so(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as caught:
        read(tmp_path)

    assert [p.code for p in caught.value.problems] == ["file-missing"]


def test_an_edition_in_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / FILE).write_bytes(b"year = 2023\n# Cr\xe9dit")

    with pytest.raises(ReportError) as caught:
        read(tmp_path)

    assert [(p.code, p.place.line) for p in caught.value.problems] == [("text-encoding", 2)]
