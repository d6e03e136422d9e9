"""Chinese paragraphs on the finished page, by the characters' boxes."""

from collections.abc import Callable, Iterator
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf import Pdf

from reportgen.model.sheets import PressedChapter
from reportgen.press import typeset
from reportgen.press.typeset import _DOORS, fits_engine

PressHtml = Callable[..., PressedChapter]
Char = tuple[str, float, float, float]  # with its left, right and baseline in pt

EM = 10
MEASURE = 226
CSS = "@page { size: 400pt 1500pt; margin: 20pt } body { margin: 0 } "
CSS += f"p {{ font-size: {EM}pt; line-height: 18pt; width: {MEASURE}pt; "
CSS += "margin: 0; text-align: justify; text-indent: 2em }"
MIXED = [
    "2022年收录的案例比此前两年中的任何一年都少（见<a href='#x'>图1</a>）。首先回落的是热度："
    "最初几年的“狂热”、<b>“炒作”</b>，过去之后，市场很快平静下来，媒体的兴趣减退，相关报道随之变少。",
    "案例取自公开资料，报道少了，能够收录的案例自然也少。因此，案例数的回落不等于应用的退潮；2020—2022 年，KYC/AML 与 "
    "blockchain-as-a-service 的项目仍有 56%，金额达 3.5 亿美元——这<b>（《年报》）</b>值得留意……",
    "许多案例自称处于“概念验证”“测试”“试点”阶段<sup>12</sup>，试点总有期限，到期之后要么转入日常业务，要么悄悄停下，"
    "「前者」「后者」各占几成，公开资料没有说明，<a href='#x'>附录A</a>列出了 PoC 的名单。",
]


@pytest.fixture
def body(press_html: PressHtml) -> list[list[Char]]:
    """The lines of MIXED."""
    return lines_of(press_html("<div id=x>" + "".join(f"<p>{text}</p>" for text in MIXED) + "</div>", CSS).pdf)


def chars_of(data: bytes) -> Iterator[Char]:
    text = pypdfium2.PdfDocument(data)[0].get_textpage()
    for n in range(text.count_chars()):
        char = chr(pdfium.FPDFText_GetUnicode(text.raw, n))
        if char.strip() and not pdfium.FPDFText_IsGenerated(text.raw, n):
            left, bottom, right, _ = text.get_charbox(n)
            yield char, left, right, bottom


def lines_of(data: bytes) -> list[list[Char]]:
    lines: list[list[Char]] = []
    for char in chars_of(data):
        if lines and char[1] > lines[-1][-1][1] - EM / 2:
            lines[-1].append(char)
        else:
            lines.append([char])
    return lines


def is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def full(lines: list[list[Char]]) -> list[list[Char]]:
    """Those that a paragraph goes on after: the next one is not indented."""
    return [line for line, after in pairwise(lines) if after[0][1] < 20 + EM]


def test_full_lines_end_at_the_measure(body: list[list[Char]]) -> None:
    assert len(full(body)) >= 10
    assert [line for line in full(body) if not 20 + MEASURE - 2 <= line[-1][2] <= 20 + MEASURE + 0.1] == []


def test_no_hole_is_torn_into_a_line(body: list[list[Char]]) -> None:
    marks = "，。、；：！？（）《》「」“”—…"
    gaps = [b[1] - a[2] for line in body for a, b in pairwise(line) if a[0] not in marks and b[0] not in marks]

    assert max(gaps) < 0.5 * EM


def test_no_line_begins_or_ends_with_a_forbidden_mark(body: list[list[Char]]) -> None:
    assert [line[0][0] for line in body if line[0][0] in "，。、；：？！）】》」』〕〉”’%"] == []
    assert [line[-1][0] for line in body if line[-1][0] in "（【《「『〔〈“‘"] == []


def test_marks_of_a_pair_stand_close_across_bold_and_links(body: list[list[Char]]) -> None:
    met = 0
    for line in full(body):
        for a, b, c in zip(line, line[1:], line[2:], strict=False):
            if a[0] + b[0] in {"）。", "”、", "、“", "”，", "”“", "」「", "（《", "》）"} and c[0] >= "\u4e00":
                met += 1
                assert b[2] - a[1] < 1.6 * EM, a[0] + b[0]
    assert met >= 5


def test_latin_stands_off_from_ideographs(body: list[list[Char]]) -> None:
    gaps = [
        b[1] - a[2]
        for line in body
        for a, b in pairwise(line)
        if ((is_han(a[0]) and is_latin(b[0])) or (is_latin(a[0]) and is_han(b[0]))) and abs(a[3] - b[3]) < 4
    ]
    assert len(gaps) >= 8
    assert min(gaps) >= 0.12 * EM


def test_link_covers_its_words(press_html: PressHtml) -> None:
    words = "一二三四五六七八九十" * 3
    made = press_html(f"<p id=x>一二三，（四五六七八九<a href='#x'>{words}</a>一二三四五六七八九十一二三四</p>", CSS)
    pdf = Pdf(made.pdf)
    lines = lines_of(made.pdf)
    boxes = pdf.link_boxes(1)
    linked = "".join(
        char
        for line in lines
        for char, left, right, low in line
        if any(b[0] - 0.6 <= left and right <= b[2] + 0.6 and b[1] <= low <= b[3] for b in boxes)
    )

    assert linked == words
    assert pdf.faults() == []


@pytest.mark.parametrize(("align", "pitch"), [("left", EM), ("justify", 226 / 22)])
def test_ragged_lines_are_not_stretched(press_html: PressHtml, align: str, pitch: float) -> None:
    css = CSS.replace("justify", align).replace("2em", "0")
    line, *_ = lines_of(press_html(f"<p>{'国' * 40}</p>", css).pdf)

    assert [b[1] - a[1] for a, b in pairwise(line)] == pytest.approx([pitch] * 21, abs=0.1)


def test_ragged_lines_begin_and_end_as_full_ones_do(press_html: PressHtml) -> None:
    html = "<div id=x>" + "".join(f"<p>{text}</p>" for text in MIXED) + "</div>"
    lines = lines_of(press_html(html, CSS.replace("justify", "left")).pdf)

    assert [line[0][0] for line in lines if line[0][0] in "，。、；：？！）》”%"] == []
    assert [line[-1][0] for line in lines if line[-1][0] in "（【《「『〔〈“‘"] == []


def test_marks_between_brackets_stand_close_in_a_ragged_line(press_html: PressHtml) -> None:
    css = CSS.replace("justify", "left").replace("2em", "0")
    (line,) = lines_of(press_html("<p>一（二）（三）四</p>", css).pdf)
    by_char = {char: left for char, left, *_ in line}

    assert by_char["四"] - by_char["一"] == pytest.approx(6.5 * EM, abs=0.1 * EM)


@pytest.mark.parametrize(("size", "first"), [(16, "监管合规以服务商为主，"), (11, "监管合规以服务商为主，支付结算")])
def test_display_type_breaks_by_phrase(press_html: PressHtml, size: int, first: str) -> None:
    css = CSS + f"h2 {{ font-size: {size}pt; width: {size * 15.2}pt; text-align: left; margin: 0 }}"
    line, *_ = lines_of(press_html("<h2>监管合规以服务商为主，支付结算保险服务由应用方主导</h2>", css).pdf)

    assert "".join(char for char, *_ in line) == first


def test_cells_of_spaces_only_are_set(press_html: PressHtml) -> None:
    made = press_html("<table><tr><td style='text-align: left'><b> </b></td><td>字</td></tr></table>", CSS)

    assert [char for char, *_ in chars_of(made.pdf)] == ["字"]


def test_other_alignments_and_languages_are_the_engines(press_html: PressHtml, monkeypatch: pytest.MonkeyPatch) -> None:
    html = f"<p style='text-align: start'>{MIXED[1]}</p>"
    html += "<p lang=en>Some words of English, long enough for two lines.</p>"
    composed = press_html(html, CSS).pdf
    monkeypatch.setattr(typeset, "is_composed", lambda box: False)

    assert list(chars_of(press_html(html, CSS).pdf)) == list(chars_of(composed))


PIECES = st.sampled_from(
    [
        "一二三四",
        "区块链",
        "，",
        "。",
        "、",
        "“",
        "”",
        "（",
        "）",
        "「",
        "」",
        "——",
        "……",
        "2022",
        " AI ",
        "3.5亿",
        "%",
        "B2B",
        "-",
        " ",
        "e.g.",
    ]
)
WRAPS = st.sampled_from(
    ["{}", "{}", "{}", "<b>{}</b>", "<a href='#x'>{}</a>", "<i>{}</i>", "<sup>1</sup>{}", "<b>{}<i>中</i></b>"]
)


@settings(max_examples=5, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(st.tuples(PIECES, WRAPS), min_size=1, max_size=60), min_size=6, max_size=6))
def test_text_stays_the_sources(press_html: PressHtml, paragraphs: list[list[tuple[str, str]]]) -> None:
    rows = ["".join(wrap.format(piece) for piece, wrap in row) for row in paragraphs]
    html = "<div id=x>甲" + "".join(f"<p>乙{row}丙</p>" for row in rows) + "</div>"
    pressed = press_html(html, CSS).pdf
    ragged = press_html(html, CSS.replace("justify", "start")).pdf

    assert "".join(char for char, *_ in chars_of(pressed)) == "".join(char for char, *_ in chars_of(ragged))
    assert Pdf(pressed).faults() == []


def test_moved_door_of_the_engine_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert fits_engine()
    room, name = next(iter(_DOORS))

    monkeypatch.setattr(room, name, lambda box: None)

    assert not fits_engine()


@pytest.mark.parametrize("shrunk", ["display: inline-block", "position: absolute", "float: left"])
def test_words_in_a_box_that_is_as_wide_as_they_stand_on_one_line(press_html, shrunk: str) -> None:
    css = f"p {{ text-align: left }} .box {{ {shrunk} }}"

    pdf = Pdf(press_html('<p>前</p><div class="box"><p>链上IBM数据2023</p></div><p>后</p>', css).pdf)

    bottoms = [bottom for char, _, bottom in pdf.characters(1) if char in "链上数据"]
    assert max(bottoms) - min(bottoms) < 3
