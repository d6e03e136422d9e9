"""Words, templates and the sheets made of them."""

from pathlib import Path

import pytest

from reportgen.layout.inlines import html_of
from reportgen.layout.ledger import lying, span_mm, upright
from reportgen.layout.lists import merge_folios
from reportgen.layout.templates import open_templates
from reportgen.layout.words import FILE, load_words
from reportgen.model.both import Both
from reportgen.model.exhibits import Ledger, Stretch
from reportgen.model.text import Link, NoteMark, Strong, Text
from reportgen.problems import Place, Problems

NOWHERE = Place(Path("x"))
WORDS = """\
[copies]
licensed = { zh = "授权给 {holder}", en = "Licensed to {holder}" }
personal = { zh = "个人副本", en = "Personal copy" }
[page]
contents = { zh = "目录", en = "Contents" }
glossary = { zh = "术语表", en = "Glossary" }
index = { zh = "索引", en = "Index" }
[exhibit]
figure = { zh = "图", en = "Figure" }
table = { zh = "表", en = "Table" }
landscape = { zh = "图谱", en = "Landscape" }
[opener]
chart_alt = { zh = "案例：{counts}。", en = "Cases: {counts}." }
[source]
sample = { zh = "样例", en = "Sample" }
published = { zh = "{publisher}", en = "{publisher}" }
public = { zh = "{publisher}整理", en = "Compiled by {publisher}" }
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "layouts").mkdir()
    return tmp_path


def write(root: Path, name: str, text: str) -> None:
    (root / "layouts" / name).write_text(text, encoding="utf-8")


# ---- inlines


def test_text_is_escaped_and_marks_become_elements() -> None:
    inlines = (Text("a<b & “c”"), Strong((Text("粗"),)), NoteMark("n", 2, NOWHERE))

    assert html_of(inlines) == 'a&lt;b &amp; “c”<strong>粗</strong><sup class="mark">2</sup>'


def test_links_into_the_report_are_left_to_the_assembler() -> None:
    assert html_of((Link("#cases", (Text("图 3"),), NOWHERE),)) == '<a href="xref:cases">图 3</a>'
    assert html_of((Link("https://a.org/?b=1&c", (Text("d"),), NOWHERE),)) == '<a href="https://a.org/?b=1&amp;c">d</a>'


# ---- words


def test_words_have_both_languages(root: Path) -> None:
    write(root, "words.toml", WORDS)
    problems = Problems()

    assert load_words(root, problems)["page"]["contents"] == Both(zh="目录", en="Contents")
    assert problems.found == ()


def test_a_word_without_a_half_is_told(root: Path) -> None:
    write(root, "words.toml", WORDS.replace(', en = "Contents"', "") + "loose = 1\n")
    problems = Problems()
    load_words(root, problems)

    assert [(p.code, p.place) for p in problems.found] == [
        ("layout-word", Place(FILE, 5, 1)),
        ("layout-word", Place(FILE, 18, 1)),
    ]


def test_words_that_the_program_needs_are_missed(root: Path) -> None:
    write(root, "words.toml", WORDS.replace("table =", "tabel =").replace("[page]", "[pages]"))
    problems = Problems()
    load_words(root, problems)

    assert [(p.code, p.place, p.values["found"]) for p in problems.found] == [
        *(("layout-word-missing", Place(FILE, 1, 1), name) for name in ("contents", "glossary", "index")),
        ("layout-word-missing", Place(FILE, 8, 2), "table"),
    ]


@pytest.mark.parametrize(
    ("written", "spoilt", "told"),
    [
        ("案例：{counts}", "案例：{count}", [("layout-word-mark", 13, 15)]),
        ("Cases: {counts}", "Cases: {counts", [("layout-word-mark", 13, 36)]),
        ("Compiled by {publisher}", "Compiled by {0}", [("layout-word-mark", 17, 34)]),
        ("[source]", "[source]\nextra = 1\n[sauce]", [*[("layout-word-missing", 14, 2)] * 3, ("layout-word", 15, 1)]),
    ],
)
def test_words_that_the_program_fills_have_room_for_what_it_fills_in(
    root: Path, written: str, spoilt: str, told: list[tuple[str, int, int]]
) -> None:
    write(root, "words.toml", WORDS.replace(written, spoilt))
    problems = Problems()
    load_words(root, problems)

    assert {p.place.file for p in problems.found} == {FILE}
    assert [(p.code, p.place.line, p.place.col) for p in problems.found] == told


def test_a_group_that_is_no_table_is_told(root: Path) -> None:
    write(root, "words.toml", "page = 3\n[copies]\n")
    problems = Problems()
    load_words(root, problems)

    assert ("layout-word", Place(FILE, 1, 1)) in [(p.code, p.place) for p in problems.found]


# ---- folios in the index


@pytest.mark.parametrize(
    ("folios", "printed"),
    [
        (["45"], "45"),
        (["45", "45"], "45"),
        (["45", "46"], "45–46"),
        (["45", "47", "48", "48", "49", "60"], "45,47–49,60"),
        (["ix", "x", "1"], "ix,x,1"),
    ],
)
def test_a_folio_is_printed_once_and_a_run_by_its_ends(folios: list[str], printed: str) -> None:
    merged = merge_folios([f"t{n}" for n, _ in enumerate(folios)], {f"t{n}": text for n, text in enumerate(folios)})

    assert "".join(f"{'–' if folio.on else ','}{folio.text}" for folio in merged)[1:] == printed
    assert [folios[int(folio.anchor[1:])] for folio in merged] == [folio.text for folio in merged]


def test_a_tile_that_the_layouts_hide_has_no_folio() -> None:
    assert merge_folios(["t0"], {}) == ()


# ---- templates


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a\n{% if %}", "layout-template", 2),
        ("a\nb\n{{ missing }}", "layout-template", 3),
        ("{{ ''.__class__.__mro__ }}", "layout-template", 1),
        ("a\n{{ self.__init__.__globals__ }}", "layout-template", 2),
        ("{{ cycler.__init__.__globals__.os }}", "layout-template", 1),
        ("{{ ('{0.__class__}' ~ '').format(1) }}", "layout-template", 1),
        ("{% set x = [] %}{{ x.append(1) }}", "layout-template", 1),
        ("{% set x = {} %}{{ x.update(a=1) }}", "layout-template", 1),
        ("{% include '../secret' %}", "file-missing", 1),
        ("{% include '/etc/passwd' %}", "file-missing", 1),
        ("a\n{% include 'none' %}", "file-missing", 2),
        ("a\n{{ 1 / 0 }}", "layout-template", 2),
        ("a\n{{ '{n}'.format() }}", "layout-template", 2),
        ("{{ 'fr'|lang }}", "layout-template", 1),
        ("a\n{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "layout-template", 2),
        ("{% include 'page.jinja' %}", "layout-template", 1),
        ("{% for n in range(1000000) %}x{% endfor %}", "layout-template", 1),
        ("{% for n in [1] %}" * 30 + "{% endfor %}" * 30, "layout-template", 1),
        ("a\n{{ 9 ** 9 ** 9 }}", "layout-template", 2),
        ("a\n{% include '../page.jinja' %}", "file-missing", 2),
    ],
)
def test_a_wrong_template_is_told_at_its_line(root: Path, text: str, code: str, line: int) -> None:
    write(root, "page.jinja", text)
    problems = Problems()

    assert open_templates(root, problems).render("page.jinja") == ""
    assert [(p.code, str(p.place)) for p in problems.found] == [(code, f"layouts/page.jinja:{line}:1")]


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (b"a\nb caf\xe9", "text-encoding", (2, 1)),
        (b"PK\x03\x04", "text-kind", (1, 1)),
        ("a\nb\u200b".encode(), "text-character", (2, 2)),
        ("a\n“é¢˜ç›®”".encode(), "text-garbled", (2, 2)),
    ],
)
def test_a_template_is_read_as_all_text_is(root: Path, data: bytes, code: str, place: tuple[int, int]) -> None:
    (root / "layouts" / "page.jinja").write_text("{% include 'part.jinja' %}")
    (root / "layouts" / "part.jinja").write_bytes(data)
    problems = Problems()

    open_templates(root, problems).render("page.jinja")
    assert [(p.code, p.place) for p in problems.found] == [(code, Place(Path("layouts/part.jinja"), *place))]


def test_values_are_escaped_and_css_strings_cannot_end_their_style(root: Path) -> None:
    write(root, "page.jinja", "{{ a }} {{ a|css }}")
    problems = Problems()

    shown = open_templates(root, problems).render("page.jinja", a='</style>"甲')
    assert problems.found == ()
    assert "&lt;/style&gt;" in shown
    assert '"\\3c /style\\3e \\22 甲"' in shown


# ---- the motif

LEDGER = Ledger(
    short=2,
    long=3,
    stretches=(
        Stretch(sector="a", name=Both(zh="甲", en="A"), count=Both(zh="", en=""), first=0, stop=4),
        Stretch(sector="b", name=Both(zh="乙", en="B"), count=Both(zh="", en=""), first=4, stop=6),
    ),
)


def test_every_case_is_one_cell() -> None:
    from base64 import b64decode

    for picture in (upright(LEDGER, 10, 15), lying(LEDGER, None, 15, 10), lying(LEDGER, "b", 15, 10)):
        svg = b64decode(picture.partition(",")[2]).decode()
        assert svg.count("z") == 6


def test_a_sectors_stretch_is_where_its_columns_are() -> None:
    assert span_mm(LEDGER, "b", 15) == (10.0, 5.0)
    assert span_mm(LEDGER, "none", 15) is None
