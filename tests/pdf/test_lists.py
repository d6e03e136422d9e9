"""The parts that the program makes, asked of small books: lists, glossary, index, and what they say of pages."""

import re
from collections.abc import Callable
from pathlib import Path

import page as validator
import pytest
from pdf import Pdf
from tiny import make_edition

from reportgen.build import build, prepare
from reportgen.cache import FOLDER, Cache
from reportgen.model.both import BookKind
from reportgen.problems import Problems
from reportgen.workers import Workers

Press = Callable[..., Pdf]

YEARS = '[chart.years]\nkind = "bar"\ntable = "cases"\nby = "year"\nsort = "given"\n'
FINANCE = "[landscape.finance]\n"
ZH = "# 概览\n\n![逐年](chart:years)\n\n## 小节\n\n甲\n# 金融\n\n乙\n\n## 金融图谱\n\n![金融图谱](landscape:finance)"
EN = "# Overview\n\n![By year](chart:years)\n\n## Part\n\na\n# Finance\n\nb\n\n## Map\n\n![Map](landscape:finance)"
BACK = '"90-method", "glossary", "index", "91-citation"'


@pytest.fixture
def whole(press: Press, tmp_path: Path) -> Callable[[str], Pdf]:
    """A book with every part: a summary behind the contents, text and lists behind the divisions."""

    def make(kind: str = "parallel") -> Pdf:
        for language, titles in (("zh", ("摘要", "方法", "引用")), ("en", ("Summary", "Method", "Citation"))):
            (tmp_path / "content" / language).mkdir(parents=True, exist_ok=True)
            for stem, title in zip(("04-summary", "90-method", "91-citation"), titles, strict=True):
                text = f"# {title}\n\n[](#index)\n\n## {title}\n\n[](#glossary)"
                (tmp_path / "content" / language / f"{stem}.md").write_text(text, "utf-8")
        return press(ZH, EN, YEARS + FINANCE, kind, front='"04-summary"', back=BACK)

    return make


def words(text: str) -> str:
    return re.sub(r"[\s\u2060]+", " ", text)


def page_of(pdf: Pdf, title: str) -> int:
    return next(number for label, number in pdf.bookmarks() if label.startswith(title))


@pytest.mark.parametrize("kind", ["parallel", "zh", "en"])
def test_contents_list_what_stands_behind_them_with_true_folios(whole: Callable[[str], Pdf], kind: str) -> None:
    pdf = whole(kind)

    contents = words(pdf.text(2))
    titles = (
        ("Summary", "Overview", "Finance", "Method", "Glossary", "Index of organisations", "Citation")
        if kind == "en"
        else ("摘要", "概览", "金融", "方法", "术语表", "机构索引", "引用")
    )
    bookmarks = {re.sub(r"^(\w+\. |\w、)", "", label.partition(" / ")[0]): page for label, page in pdf.bookmarks()}
    at = 0
    for title in titles:
        folio = pdf.labels()[bookmarks[title] - 1]
        line = re.compile(rf"{title}( [A-Z][\w ]+)? {folio}\b").search(contents, at)
        assert line, (title, folio, contents)
        at = line.end()
    assert "ii" not in pdf.labels()[2:]
    assert pdf.labels()[bookmarks[titles[0]] - 1] == "iii"


def test_lists_of_exhibits_follow_the_contents_with_true_folios(whole: Callable[[str], Pdf]) -> None:
    pdf = whole("parallel")

    _, _, lists = words(pdf.text(2)).partition("图目录")
    assert re.search(r"Figures 图 1 逐年 By year 1\b", lists)
    assert re.search(r"图谱目录 Landscapes 图谱 1 金融图谱 Map 3\b", lists)
    assert "表目录" not in lists
    assert "金融图谱 Map" in words(pdf.text(pdf.labels().index("3") + 1))
    assert ("图 1 逐年 By year 1", pdf.labels().index("1") + 1) in pdf.links(2)


def test_a_book_without_exhibits_has_no_lists(press: Press) -> None:
    pdf = press("# 概览\n\n甲", "# Overview\n\na")

    assert pdf.labels() == ["cover", "ii", "1", "back-cover"]
    assert "图目录" not in pdf.text(2)


def test_a_sector_tells_where_its_landscape_begins_beside_its_text(tmp_path: Path, workers: Workers) -> None:
    make_edition(tmp_path, ZH, EN, YEARS + FINANCE)
    file = tmp_path / "content" / "edition.toml"
    one, two = file.read_text("utf-8").split("\n[[divisions]]")[1:]
    joined = one.replace('"10-part-a"', '"10-part-a", "20-part-b"')
    file.write_text(file.read_text("utf-8").replace(one, joined).replace(f"\n[[divisions]]{two}", ""), "utf-8")
    problems = Problems()

    prepared = prepare(tmp_path, problems, lambda *_: None)
    made = build(prepared, BookKind.PARALLEL, workers, Cache(tmp_path / FOLDER), problems, lambda *_: None)
    contents = words(Pdf(made.pressed.pdf).text(2))

    assert problems.found == ()
    assert (
        "一、 概览 Overview 1 正文 Text 图谱 Landscape 1. 小节 Part 1 2. 金融 Finance 2 3 2.1 金融图谱 Map 3"
        in contents
    )


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("parallel", ["甲银行", "Bank A", "丙科技", "Windhoek Ledger"]),
        ("zh", ["甲银行", "丙科技", "Windhoek Ledger"]),
        ("en", ["Bank A", "丙科技", "Windhoek Ledger"]),
    ],
)
def test_each_folio_of_the_index_is_that_of_the_page_that_shows_the_name(
    whole: Callable[[str], Pdf], kind: str, names: list[str]
) -> None:
    pdf = whole(kind)
    number = page_of(pdf, "Index" if kind == "en" else "机构索引")
    shown = words(pdf.text(number))

    for name in names:
        entry = re.search(rf"{name}( †)?( [A-Z]{{2}})? (\d+)", shown)
        assert entry, (name, shown)
        page = pdf.labels().index(entry[3]) + 1
        assert pdf.size_mm(page) == (297.0, 210.0)
        if name in ("Windhoek Ledger", "丙科技") or kind != "parallel":
            assert name in words(pdf.text(page))
        assert (entry[3], page) in pdf.links(number)
    assert "Windhoek Ledger † NA" in shown
    assert shown.count("丙科技") == 1
    assert ("甲银行 CN", "https://example.org/a") in pdf.links(number) or kind == "en"


@pytest.mark.parametrize(
    ("kind", "title", "shown"),
    [
        ("zh", "术语表", "C 存证 evidence preservation Y 央行数字货币 central bank digital currency CBDC Z 智能合约"),
        ("en", "Glossary", "C central bank digital currency 央行数字货币 CBDC E evidence preservation 存证 S smart"),
    ],
)
def test_the_glossary_shows_each_term_in_both_languages_in_every_book(
    whole: Callable[[str], Pdf], kind: str, title: str, shown: str
) -> None:
    pdf = whole(kind)

    assert shown in words(pdf.text(page_of(pdf, title)))


def test_a_book_with_every_part_conforms_to_pdf_ua(whole: Callable[[str], Pdf]) -> None:
    pdf = whole("parallel")

    assert [failure.message for failure in validator.validate_pdf_bytes(pdf.data, profile="ua1").failures] == []
    assert pdf.faults() == []
    assert [level for level, (label, _) in zip(pdf.levels(), pdf.bookmarks(), strict=True) if "术语" in label] == [1]
