"""What the press makes of a chapter, and how it tells what the engine complains about."""

import gc
import hashlib
import os
import pickle
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pdf import Pdf
from PIL import Image

import reportgen
from reportgen.press import engine, press_chapter, press_overlay
from reportgen.problems import Problems

DOT = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='20' height='20'/%3E"


def told(problems: Problems) -> list[tuple[str, int, str, object]]:
    return [(p.place.file.name, p.place.line, p.code, p.values.get("found")) for p in problems.found]


# ---- tags


def test_language_is_marked_where_it_changes(press_html):
    english = '<p lang="en">one <i>two</i> <span lang="zh-Hans">三</span></p>'

    pdf = Pdf(press_html(f'<p>中文 <span lang="en">word <b>bold</b></span></p>{english}').pdf)

    assert [tag for tag in pdf.tags() if ":" in tag] == ["Span:en", "P:en", "Span:zh-Hans"]
    assert pdf.languages() == {"zh-Hans", "en"}
    assert pdf.faults() == []


def test_full_lines_are_marked_where_they_begin_and_end(press_html):
    half = '<div style="text-align: justify"><p>甲</p><p style="text-align: left">乙</p></div>'

    pdf = Pdf(press_html(f"<p>前</p>{half}").pdf)

    assert [(str(e.S), str(e.A.TextAlign)) for e in pdf.elements if "/A" in e] == [
        ("/Div", "/Justify"),
        ("/P", "/Start"),
    ]


def test_a_heading_with_a_box_in_it_is_one_heading(press_html):
    pdf = Pdf(press_html('<h1 style="display: grid"><b>1</b>标题</h1>').pdf)

    assert [tag for tag in pdf.tags() if tag == "H1"] == ["H1"]


def test_running_heads_and_hidden_elements_are_artifacts(press_html):
    css = '@page { @top-left { content: "head" } @bottom-left { content: element(foot) } }'
    css += ".foot { position: running(foot) }"

    pdf = Pdf(press_html('<p class="foot">脚</p><p>字<b aria-hidden="true">点</b></p>', css).pdf)

    assert pdf.tags() == ["Document", "P", "Span"]
    assert pdf.faults() == []
    assert [pdf.content(1).count(kind) for kind in (b"/Subtype /Header", b"/Subtype /Footer")] == [1, 1]


def test_link_is_one_whatever_stands_in_it_and_says_its_words(press_html):
    pdf = Pdf(press_html('<p><a href="https://a.b"><b>the</b> <i>second part</i></a></p>').pdf)

    assert pdf.links(1) == [("the second part", "https://a.b")]
    assert pdf.faults() == []


def test_link_that_ends_with_a_block_has_no_box_of_no_width(press_html):
    pdf = Pdf(press_html("<p><a href='https://a.b'>一<span style='display: block'>二</span></a></p>").pdf)

    assert [right > left for left, _, right, _ in pdf.link_boxes(1)] == [True]


def test_link_in_a_running_head_is_left_out(press_html):
    css = "@page { @top-left { content: element(head) } } .head { position: running(head) }"

    pdf = Pdf(press_html('<p class="head"><a href="https://a.b">头</a></p><p>字</p>', css).pdf)

    assert pdf.links(1) == []
    assert pdf.faults() == []


def test_ids_of_table_heads_begin_with_the_chapter(press_html):
    pdf = Pdf(press_html("<table><tr><th>Head<tr><td>Cell</table>", chapter="finance").pdf)

    heads = [str(element.ID) for element in pdf.elements if element.S == "/TH"]
    assert [head.partition("-")[0] for head in heads] == ["finance"]
    assert pdf.faults() == []


def test_box_of_a_figure_is_measured_in_points_from_the_bottom(press_html):
    css = (
        "@page { size: 100pt 200pt; margin: 10pt } body { margin: 0 } img { display: block; width: 30pt; height: 20pt }"
    )

    pdf = Pdf(press_html(f'<img alt="dot" src="{DOT}">', css).pdf)

    figure = next(element for element in pdf.elements if element.S == "/Figure")
    assert [float(edge) for edge in figure.A.BBox] == pytest.approx([10, 170, 40, 190])


# ---- what else comes out


def test_anchors_are_measured_in_points_from_the_bottom(press_html):
    css = "@page { size: 100pt 200pt; margin: 10pt } body, p { margin: 0 } #b { break-before: page; padding-left: 6pt }"

    chapter = press_html('<p id="a">甲</p><p id="b">乙 <span id="c">丙</span></p>', css)

    spots = {name: (spot.page, round(spot.x_pt), round(spot.y_pt)) for name, spot in chapter.anchors.items()}
    assert spots["a"] == (0, 10, 190)
    assert spots["b"] == (1, 10, 190)
    assert spots["c"][0] == 1 and spots["c"][1] > 16
    assert chapter.pages == 2


def test_links_into_the_report_are_listed_with_their_place(press_html):
    chapter = press_html(
        '<p id="p"><a href="xref:b">二</a> <a href="xref:%E4%B8%89">三</a> <a href="https://a.b">x</a>', ids="p"
    )

    assert {anchor: place.line for anchor, place in chapter.links.items()} == {"b": 2, "三": 2}


def test_overlay_has_no_tags(make_sheet, tmp_path, fonts):
    problems = Problems()

    overlay = press_overlay(make_sheet("<p>7</p>"), tmp_path, fonts, problems)

    assert b"BDC" not in Pdf(overlay).content(1)
    assert Pdf(overlay).text(1).strip() == "7"
    assert problems.found == ()


def test_only_the_fonts_of_the_edition_are_used(press_html):
    pdf = Pdf(press_html('<p>中文 <span lang="en">English</span></p>').pdf)

    assert pdf.fonts() == {"Noto-Sans-CJK-SC", "Source-Sans-3"}


def test_garbage_collector_works_again_after_pressing(press_html):
    press_html("<p>x</p>")

    assert gc.isenabled()


ELSEWHERE = """
import hashlib, pickle, sys
from reportgen.fonts import find_fonts
from reportgen.press import press_chapter
from reportgen.problems import Problems
sheet, root, project = pickle.load(sys.stdin.buffer)
print(hashlib.sha256(press_chapter(sheet, root, find_fonts(project, Problems()), Problems()).pdf).hexdigest())
"""


def test_the_same_input_gives_the_same_bytes_in_another_folder_and_process(press_html, make_sheet, tmp_path):
    picture, other = Path("content/images/p.png"), tmp_path / "other"
    (tmp_path / picture).parent.mkdir(parents=True)
    Image.new("RGB", (4, 4), "navy").save(tmp_path / picture)
    body = f'<p id="a">中文 <img alt="p" src="{picture}"></p><table><tr><th>h<tr><td>1</table>'
    here = hashlib.sha256(press_html(body, named=True).pdf).hexdigest()
    shutil.copytree(tmp_path, other)
    sheet, project, source = make_sheet(body), Path(__file__).parents[2], Path(reportgen.__file__).parents[1]

    run = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        input=pickle.dumps((sheet, other, project)),
        env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "PYTHONPATH": str(source)},
        capture_output=True,
        check=True,
    )

    assert run.stdout.decode().strip() == here


# ---- complaints


@pytest.mark.parametrize(
    ("body", "code", "found"),
    [
        ("<p id=b>\U00012345</p>", "press-glyph-missing", "\U00012345 (U+12345)"),
        ('<p id=b><a href="#nowhere">x</a></p>', "press-link-dead", "nowhere"),
        ('<p id=b><a href="page.html">x</a></p>', "press-link-dead", "page.html"),
        ('<p id=b><img alt=x src="content/images/none.png"></p>', "press-file-missing", "content/images/none.png"),
        ('<p id=b><img alt=x src="file:///etc/hostname"></p>', "press-fetch-refused", "file:///etc/hostname"),
        ('<p id=b><img alt=x src="https://a.b/c.png"></p>', "press-fetch-refused", "https://a.b/c.png"),
        (
            '<p id=b><img alt=x src="data:image/png;base64,AAAA"></p>',
            "press-image-unreadable",
            "data:image/png;base64,AAAA",
        ),
        (f'<p id=b><img src="{DOT}"></p>', "press-alt-missing", DOT),
        ('<p id=b><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/></p>', "press-alt-missing", "svg"),
        ("<p id=b style='colour: red'>x</p>", "press-style", "Ignored `colour: red`, unknown property"),
        ("<p id=b style='font-family: Helvetica'>x</p>", "press-font-unknown", "Helvetica"),
        ("<p id=b style='opacity: .5'>pale</p>", "press-tag-lost", "pale"),
        ("<p id=b>x</p><p id=b>y</p>", "press-id-twice", "b"),
    ],
)
def test_complaint_is_told_at_the_nearest_place(press_html, body, code, found):
    problems = Problems()

    press_html(f"<p id=a>甲</p>{body}<p id=c>丙</p>", ids="a b c", problems=problems)

    assert told(problems) == [("10-test.md", 3, code, found)]
    assert all(problem.fatal for problem in problems.found)


def test_style_sheet_is_told_with_line_and_column(press_html):
    problems = Problems()

    press_html("<p>x</p>", "p {\n  margin: 0;\n  colour: red;\n}\nq { background: url(none.svg) }\n", problems=problems)

    assert told(problems) == [("one.css", 4, "press-style", "Ignored `colour: red`, unknown property")]
    assert problems.found[0].place.col == 3


@pytest.mark.parametrize(
    ("style", "line", "code"),
    [
        ('@import url("https://a.b/c.css");', 2, "press-import"),
        ("p { background: url(https://a.b/c.png) }", 2, "press-fetch-refused"),
        ("p } q {}", 2, "press-style"),
        ("p:nope { margin: 0 }", 2, "press-style"),
    ],
)
def test_style_sheet_that_is_wrong_or_fetches_is_told(press_html, style, line, code):
    problems = Problems()

    press_html("<p>x</p>", style, problems=problems)

    assert [entry[:3] for entry in told(problems)] == [("one.css", line, code)]


def test_picture_missing_from_a_style_sheet_is_told_there(press_html):
    problems = Problems()

    press_html("<p>x</p>", "p { background: url(img/none.svg) }", problems=problems)

    assert told(problems) == [("one.css", 2, "press-file-missing", "layouts/img/none.svg")]


def test_style_sheet_that_is_not_there_or_not_utf_8_is_told(make_sheet, tmp_path, fonts):
    problems = Problems()
    sheet = make_sheet("<p>x</p>")
    (tmp_path / "layouts" / "latin.css").write_bytes(b"p {}\n/* caf\xe9 */")

    pressed = press_chapter(
        replace(sheet, styles=(Path("layouts/none.css"), Path("layouts/latin.css"))), tmp_path, fonts, problems
    )

    assert (pressed.pages, told(problems)) == (
        0,
        [("latin.css", 2, "text-encoding", None), ("none.css", 1, "file-missing", None)],
    )


def test_files_asked_for_inside_a_picture_are_refused(press_html):
    problems = Problems()
    inside = '<image href="file:///etc/hostname" width="9" height="9"/>'

    press_html(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>x</title>{inside}</svg>',
        problems=problems,
    )

    assert told(problems) == [("10-test.md", 1, "press-fetch-refused", "file:///etc/hostname")]


def test_page_number_of_what_is_not_there_is_told_once(press_html):
    problems = Problems()

    press_html(
        '<p id=a><a href="#nowhere">x</a>',
        "a::after { content: target-counter(attr(href), page) }",
        ids="a",
        problems=problems,
    )

    assert told(problems) == [("10-test.md", 2, "press-link-dead", "nowhere")]


def test_font_of_a_style_sheet_is_not_fetched(press_html):
    problems = Problems()

    press_html("<p>x</p>", '@font-face { font-family: X; src: url("https://a.b/x.woff2") }', problems=problems)

    assert ("press-fetch-refused", "https://a.b/x.woff2") in [entry[2:] for entry in told(problems)]


def test_page_without_a_language_is_refused(press_html):
    problems = Problems()

    press_html("<p>x</p>", lang="", problems=problems)

    assert [entry[2] for entry in told(problems)] == ["press-language-missing"]


def test_font_that_the_edition_does_not_list_is_refused(make_sheet, tmp_path, fonts):
    problems = Problems()
    bold = replace(fonts, faces=tuple(face for face in fonts.faces if face.weight != 400))

    press_chapter(make_sheet("<p>中</p>"), tmp_path, bold, problems)

    assert told(problems) == [("10-test.md", 1, "press-font-foreign", "Noto Sans CJK SC 400")]


def test_line_that_is_not_known_is_passed_on_as_a_warning(press_html):
    problems = Problems()

    press_html('<div style="display: grid; grid-template-columns: subgrid"><p>x</p></div>', problems=problems)

    assert [(p.code, p.fatal, p.values["found"]) for p in problems.found] == [
        ("press-engine", False, "Subgrids are unsupported")
    ]


def test_another_series_of_the_engine_is_refused(make_sheet, tmp_path, fonts, monkeypatch):
    problems = Problems()
    monkeypatch.setattr(engine, "version", lambda _: "71.0")

    chapter = press_chapter(make_sheet("<p>x</p>"), tmp_path, fonts, problems)

    assert told(problems) == [("10-test.md", 1, "press-engine-version", "71.0")]
    assert (chapter.pages, press_overlay(make_sheet(""), tmp_path, fonts, problems)) == (0, b"")


def test_an_engine_of_other_insides_is_refused(make_sheet, tmp_path, fonts, monkeypatch):
    problems = Problems()
    monkeypatch.setattr("weasyprint.layout.block.grid_layout", lambda context, box: None)

    press_chapter(make_sheet("<p>x</p>"), tmp_path, fonts, problems)

    assert [entry[2] for entry in told(problems)] == ["press-engine-version"]


def test_a_page_without_anything_on_it_is_told(press_html):
    problems = Problems()

    press_html("<p>一</p><div style='break-before: page; height: 1mm'></div>", problems=problems)
    press_html("<p>一</p>", "@page { @top-left { content: '头' } }", problems=problems)

    assert [(p.code, p.values["page"]) for p in problems.found] == [("press-page-blank", 2)]
