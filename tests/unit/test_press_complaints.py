"""Log lines to problems."""

import logging
from pathlib import Path
from xml.etree.ElementTree import fromstring

from weasyprint import CSS

from reportgen.press.complaints import Finder, Listener, report_complaints
from reportgen.press.fetch import Refusal
from reportgen.press.styles import check_styles
from reportgen.problems import Place, Problems

TEXT, STYLE = Path("content/zh/10-a.md"), Path("layouts/a.css")
HTML = fromstring('<body><h1 id="a">A</h1><p><b>x</b></p><p id="b"><img src="x/y.svg"/></p><p>z</p></body>')
FINDER = Finder(
    HTML, {"a": Place(TEXT, 1), "b": Place(TEXT, 5)}, Place(TEXT, 9), {STYLE: "p {}\np { color: url(q.svg) }"}
)
LOGGER = logging.getLogger("weasyprint")


def problems_of(listener: Listener, *refusals: Refusal) -> list[tuple[Place, str, bool]]:
    problems = Problems()
    report_complaints(listener.complaints, refusals, FINDER, problems)
    return [(p.place, p.code, p.fatal) for p in problems.found]


def test_nearest_place_is_that_of_the_last_known_id_before():
    assert [FINDER.near(element).line for element in HTML] == [1, 1, 5, 5]
    assert FINDER.near(None).line == 9


def test_address_is_found_in_the_text_and_then_in_the_style_sheets():
    assert FINDER.asking("report:///x/y.svg") == Place(TEXT, 5)
    assert FINDER.asking("report:///layouts/q.svg") == Place(STYLE, 2, 16)
    assert FINDER.asking("report:///nothing.svg") == Place(TEXT, 9)


def test_lines_are_heard_only_while_listening_and_by_nobody_else(caplog):
    listener = Listener()

    LOGGER.warning("before")
    with listener.listening():
        LOGGER.warning("heard %d", 1)
        LOGGER.info("too quiet")
    LOGGER.warning("after")

    assert [complaint.text for complaint in listener.complaints] == ["heard 1"]
    assert [record.message for record in caplog.records] == ["before", "after"]


def test_missing_glyph_is_told_where_it_was_drawn():
    listener = Listener()
    with listener.listening():
        listener.element = HTML[2]
        LOGGER.warning('.notdef glyph rendered for Unicode string unsupported by fonts: "%s" (U+%04X)', "鿿", 0x9FFF)

    assert problems_of(listener) == [(Place(TEXT, 5), "press-glyph-missing", True)]


def test_style_sheet_that_is_being_read_is_told_by_line_and_column():
    listener = Listener()
    with listener.listening():
        listener.style = STYLE
        LOGGER.warning("Ignored `%s:%s` at %d:%d, %s.", "colour", "red", 3, 7, "unknown property")
        LOGGER.warning("Invalid or unsupported selector, %s", "p:is")

    assert problems_of(listener) == [(Place(STYLE), "press-style", True), (Place(STYLE, 3, 7), "press-style", True)]


def test_a_selector_is_told_where_its_rule_stands():
    listener = Listener()
    with listener.listening():
        listener.style = STYLE
        CSS(string="p {}\n\n  p:nope(3) { color: red }\np { h1 ! { color: red } }")

    assert problems_of(listener) == [
        (Place(STYLE, 3, 3), "press-style", True),
        (Place(STYLE, 4, 1), "press-style", True),
    ]


def test_an_address_that_a_template_names_is_told_there():
    template = Path("layouts/pages/a.html.jinja")
    finder = Finder(HTML, {"b": Place(TEXT, 5)}, Place(TEXT, 9), {template: '<p>\n<img src="https://a.org/y.svg">'})

    assert finder.asking("https://a.org/y.svg") == Place(template, 2, 11)
    assert finder.asking("report:///x/y.svg") == Place(TEXT, 5)


def faults_of(*sheets: str, elsewhere: str = "") -> list[tuple[str, str, str]]:
    problems = Problems()
    check_styles({Path(f"layouts/{n}.css"): sheet for n, sheet in enumerate(sheets)}, elsewhere, problems)
    return [(str(p.place), p.code, str(p.values["found"])) for p in problems.found]


def test_an_import_is_told_where_it_stands():
    assert faults_of("/* @import */\n  @import url(//a.org/b.css);\n@IMPORT 'own.css' print;") == [
        ("layouts/0.css:2:3", "press-import", "url(//a.org/b.css)"),
        ("layouts/0.css:3:1", "press-import", "'own.css' print"),
    ]


def test_a_variable_that_is_defined_nowhere_is_told_where_it_is_used():
    sheets = ":root {\n  --ink: #000\n}", "p {}\n/* var(--no) */ p { color: var(--inc); top: var(--x, 0) }"

    assert faults_of(*sheets) == [("layouts/1.css:2:32", "press-variable-unknown", "--inc")]
    assert faults_of("p { top: var(--top) }", elsewhere='<p style="--top:3mm">') == []


def test_a_variable_without_an_end_is_told_where_it_is_defined():
    doubled = ":root { --v0: x;\n" + "\n".join(f"--v{n}: var(--v{n - 1}) var(--v{n - 1});" for n in range(1, 30)) + "}"

    assert faults_of(doubled)[0] == ("layouts/0.css:10:1", "press-variable-endless", "--v9")
    assert faults_of("p { --a: var(--b); --b: var(--a) }")[0] == (
        "layouts/0.css:1:5",
        "press-variable-endless",
        "--a",
    )
    assert faults_of(":root { --v0: x;" + "".join(f"--v{n}: var(--v{n - 1});" for n in range(1, 5000)) + "}")


def test_refused_address_is_told_once():
    listener = Listener()
    with listener.listening():
        LOGGER.error("Failed to load image at %r: %s", "report:///x/y.svg", "RefusedError")

    refusal = Refusal("report:///x/y.svg", "press-file-missing", {"found": "x/y.svg"})
    assert problems_of(listener, refusal) == [(Place(TEXT, 5), "press-file-missing", True)]


def test_unknown_line_is_a_warning():
    listener = Listener()
    with listener.listening():
        LOGGER.warning("Something new")

    assert problems_of(listener) == [(Place(TEXT, 9), "press-engine", False)]
