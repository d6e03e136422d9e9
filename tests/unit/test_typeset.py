"""Lines of Chinese: what marks give, where lines end (CLREQ 3.1). A character is 10 wide, a Latin one 5, a space 3."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.joints import AIR, BLANK, LATIN_SHARE, line_change_em
from reportgen.press.typeset.lines import Line, Paragraph
from reportgen.press.typeset.stops import NEVER_FIRST, NEVER_LAST, stops

EM = 10.0


def width_of(char: str) -> float:
    if char == " ":
        return 3.0
    return 0.0 if char == "\u2060" else 10.0 if unicodedata.east_asian_width(char) in "WFA" else 5.0


def paragraph(text: str, raised: str = "") -> Paragraph:
    nothing = [0.0] * len(text)
    return Paragraph(text, [width_of(c) for c in text], [EM] * len(text), [c in raised for c in text], nothing, nothing)


def set_lines(text: str, room: float, indent: float = 0.0, can_tear: bool = False) -> list[Line]:
    made = paragraph(text)
    breaks = [at > 0 and text[at - 1] in " -/" for at in range(len(text))]
    return made.break_lines(0, stops(text, made.kinds, can_tear, lambda: breaks), room, indent)


def length_of(made: Paragraph) -> float:
    """On one line."""
    (line,) = made.break_lines(0, {len(made.text): 0.0}, 1000, 0)
    return sum(line.widths)


def broken(text: str, ems: float) -> list[str]:
    return [text[line.start : line.end] for line in set_lines(text, ems * EM)]


def test_a_box_that_was_made_for_its_text_holds_it_with_the_air_that_is_added() -> None:
    assert [line.end for line in set_lines("案例IBM", 35)] == [5]
    assert [line.end for line in set_lines("案例IBM ", 35)] == [5]
    assert len(set_lines("案例IBM", 34)) == 2


@pytest.mark.parametrize("pair", ["」「", "”、", "》，", "（《", "！”", "）。", "；“", "。 “"])
def test_neighbouring_marks_stand_in_one_and_a_half_characters(pair: str) -> None:
    made = paragraph(f"甲{pair}乙")

    assert sum(made.widths) / EM == pytest.approx(2 + 1.5)


@pytest.mark.parametrize(
    ("text", "change_em"),
    [
        ("甲乙", 0.0),
        ("IBM中国", AIR),
        ("IBM 中国", AIR - 0.3),
        ("中国（北京）", -BLANK),
        ("“U链”科技", AIR - BLANK),
        ("甲。 “乙", -0.3 - BLANK),
        ("中、（北京）2号", -BLANK + AIR),
        ("Bank (China)", 0.0),
    ],
)
def test_a_line_is_measured_as_it_is_composed(text: str, change_em: float) -> None:
    assert line_change_em(text, lambda char: width_of(char) / EM) == pytest.approx(change_em)
    assert length_of(paragraph(text)) / EM == pytest.approx(sum(map(width_of, text)) / EM + change_em)


def test_mark_beside_ideographs_keeps_its_blank() -> None:
    assert length_of(paragraph("甲」的「乙")) == pytest.approx(50)


def test_marks_lose_their_blank_at_both_ends_of_a_line() -> None:
    first, *_ = set_lines("「一二三四，五六七八九十", 50)

    assert first.shift == 5
    assert first.end == 6
    assert sum(first.widths) == pytest.approx(50)


@pytest.mark.parametrize("text", ["在2022年", "在 2022 年"])
def test_air_around_latin_is_the_same_with_or_without_a_space(text: str) -> None:
    assert length_of(paragraph(text)) == pytest.approx(10 + 1.8 + 20 + 1.8 + 10)


def test_space_beside_a_full_width_mark_goes() -> None:
    assert length_of(paragraph("甲， AI")) == pytest.approx(30)


def test_note_mark_stands_tight() -> None:
    assert length_of(paragraph("甲1乙", raised="1")) == pytest.approx(25)


@pytest.mark.parametrize("text", ["一二三AI四五六七", "一二三 AI 四五六七"])
def test_air_around_latin_takes_less_of_a_stretch_than_ideographs(text: str) -> None:
    line, _ = paragraph(text).break_lines(0, {len(text) - 1: 0.0, len(text): 0.0}, 79.8, 0)
    at = text.index("A") - 1
    wider = {place: line.widths[place] - paragraph(text).widths[place] for place in (0, at)}

    assert wider[0] > 0
    assert wider[at] == pytest.approx(LATIN_SHARE * wider[0])


def test_line_of_hardly_more_than_latin_is_full_too() -> None:
    first, *_ = set_lines("one two six blockchain", 60)

    assert first.end == len("one two six")
    assert sum(first.widths) == pytest.approx(60)


def test_line_of_spaces_is_empty() -> None:
    (line,) = paragraph("  ").break_lines(0, {2: 0.0}, 90, 0)

    assert line.widths == ()


def test_every_line_but_the_last_is_full() -> None:
    *full, _ = set_lines(
        "区块链应用在2022年覆盖了41个国家，其中“双碳”主题（见图4）的案例超过400起，成为最大的主题。", 120, 20
    )

    assert sum(full[0].widths) == pytest.approx(100)
    assert [sum(line.widths) for line in full[1:]] == pytest.approx([120] * len(full[1:]))


def test_mark_is_pushed_in_before_it_is_pushed_out() -> None:
    assert broken("一二，三四，五六七八九十，一二三四五六七", 9)[0] == "一二，三四，五六七"


@pytest.mark.parametrize("whole", ["——", "……", "3.5亿美元", "56%", "400起", "2020—2022", "KYC/AML"])
@pytest.mark.parametrize("ems", [17, 22])
def test_what_belongs_together_is_not_torn(whole: str, ems: int) -> None:
    for before in range(3, 24):
        text = "一" * before + whole + "二三四五六七八九十一二三四"
        assert any(whole in line for line in broken(text, ems)), broken(text, ems)


@pytest.mark.parametrize("length", range(8, 40))
def test_last_character_never_stands_alone(length: int) -> None:
    for end in "。.":
        lines = broken("一" * length + end, 7)

        assert len(lines) == 1 or len(lines[-1].rstrip(end)) > 1


def test_long_word_is_torn_only_where_no_line_can_take_it() -> None:
    text = "网址https://example.org/very-long-address"
    made = set_lines(text, 60, can_tear=True)

    assert all(sum(line.widths) <= 60.001 for line in made)


def test_word_that_does_not_fit_is_made_up_for_by_the_lines_before_it() -> None:
    text = "一二三四，五六七八，九十一二，三四五六，七八九十一二，三四五六七八九blockchain，一二三四五六七八九十。"
    *full, _ = set_lines(text, 160)

    assert all(sum(line.widths) == pytest.approx(160) for line in full)
    assert max(max(line.widths) for line in full) < 10 * 1.2


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.text(alphabet="一二三，。、「」（）“”——……A1b2%/- \u2060！", min_size=1, max_size=80), st.integers(3, 20))
def test_lines_hold_every_character_in_order_and_keep_the_rules(text: str, ems: int) -> None:
    text = " ".join(text.split(" ")).strip() or "一"
    made = set_lines(text, ems * EM, can_tear=True)

    assert "".join(text[line.start : line.end] for line in made).replace(" ", "") == text.replace(" ", "")
    assert all(len(line.widths) == line.end - line.start for line in made)
    for line, after in pairwise(made):
        assert text[after.start] not in NEVER_FIRST
        assert text[line.end - 1] not in NEVER_LAST
