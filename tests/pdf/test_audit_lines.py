"""The rules for lines of Chinese fire at the very line that is wrong, and are silent about what the composer sets."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.audit import audit_pdf, measure_setting
from reportgen.model.sheets import PressedChapter
from reportgen.problems import Problem, Problems

PressHtml = Callable[..., PressedChapter]
TEXT = "文字应当排满每一行而且不留空隙，标点（如“引号”）应当挤压，中文与 Latin 2023 之间留一点空。" * 2
CSS = "@page { size: 120mm 200mm; margin: 10mm } body { margin: 0 } p { text-align: justify; margin: 0; width: 80mm } "


def lines_found(pdf: bytes) -> list[Problem]:
    problems = Problems()
    audit_pdf(pdf, Path("x.pdf"), None, problems)
    codes = ("audit-line-", "audit-pair-", "audit-latin-", "audit-last-")
    return [problem for problem in problems.found if problem.code.startswith(codes)]


def test_lines_that_the_composer_sets_are_not_complained_about(press_html: PressHtml) -> None:
    assert lines_found(press_html(f"<p>{TEXT}</p><p><b>1</b>{TEXT}</p><p>甲（乙）“丙”。</p>", CSS).pdf) == []


def test_ragged_text_may_end_anywhere(press_html: PressHtml) -> None:
    css = CSS.replace("justify", "left")

    assert lines_found(press_html(f"<p>{TEXT}</p>", css).pdf) == []


def test_marks_and_latin_are_spaced_in_ragged_text_too(press_html: PressHtml) -> None:
    ragged = CSS.replace("justify", "start")

    found = lines_found(press_html("<p>甲（乙）“丙”。</p><p>区块链IBM</p>", ragged).pdf)

    assert [(problem.code, problem.values["found"]) for problem in found] == [
        ("audit-latin-gap", "链I"),
        ("audit-pair-gap", "）“"),
        ("audit-pair-gap", "”。"),
    ]
    assert lines_found(press_html("<p><b>（六）</b>“丙”</p>", ragged + "b { padding-right: 4mm }").pdf) == []


@pytest.mark.parametrize(
    ("code", "bad", "css"),
    [
        ("audit-line-short", f'<p class="bad">{TEXT}</p>', ".bad { width: 60mm }"),
        ("audit-line-loose", '<p>甲乙丙<span class="bad">丁</span>戊己庚。</p>', ".bad { margin-left: 8mm }"),
        ("audit-pair-gap", '<p>甲（乙）<span class="bad">“丙”。</span></p>', ".bad { margin-left: .3mm }"),
        ("audit-latin-gap", '<p>甲乙<span class="bad">Latin</span> 丙。</p>', ".bad { margin-left: -.6mm }"),
    ],
)  # fmt: skip
def test_what_is_set_badly_is_found_at_its_line(press_html: PressHtml, code: str, bad: str, css: str) -> None:
    good = f"<p>{TEXT}</p>"
    pdf = press_html(f"{good}{good}{bad}{good}", CSS + css).pdf
    top_mm = 10 + 2 * lines_of(press_html, good)

    found = [problem for problem in lines_found(pdf) if problem.code == code]

    assert found
    assert all(top_mm <= float(str(problem.values["box"]).split()[1]) for problem in found)
    assert lines_found(press_html(good * 3, CSS).pdf) == []


def lines_of(press_html: PressHtml, html: str) -> float:
    """The height of a paragraph in mm."""
    spot = press_html(f'{html}<p id="next">尾</p>', CSS).anchors["next"]
    return 190 - spot.y_pt * 25.4 / 72


def test_a_paragraph_that_ends_with_a_single_character_is_found(press_html: PressHtml) -> None:
    narrow = '<p style="width: 3em; margin-left: 20mm">'

    found = lines_found(press_html(f"<p>{TEXT}</p>{narrow}甲乙丙丁。</p>", CSS).pdf)

    assert ("audit-last-lone", "丁。") in [(problem.code, problem.values["found"]) for problem in found]
    assert lines_found(press_html(f"<p>{TEXT}</p>{narrow}甲乙丙丁戊</p><p>丙。</p>", CSS).pdf) == []


def test_how_well_lines_are_set_is_measured_by_kind(press_html: PressHtml) -> None:
    problems = Problems()
    pdf = press_html(f"<h1>题</h1><p>{TEXT}</p><ul><li>甲</li></ul>", CSS).pdf

    whole, paragraphs = measure_setting(pdf, Path("x.pdf"), problems)

    assert (whole.kind, paragraphs.kind) == ("", "P 12.0 pt")
    assert (whole.at_margin_pct, whole.forbidden, whole.lines > 3) == (100.0, 0, True)
    assert 0.0 < whole.widest_p99_em < 0.5
    ragged = measure_setting(press_html(f"<p>{TEXT}</p>", CSS.replace("justify", "left")).pdf, Path("x.pdf"), problems)
    assert ragged[0].at_margin_pct < 100.0
