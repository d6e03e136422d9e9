"""Whatever stands in a template, a style sheet or a drawing, it ends, and is used or refused at its place."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject
from test_inputs import EN, SPLIT, SPOILT, ZH, spoilt
from tiny import make_edition

from reportgen.build import Prepared, draw, prepare
from reportgen.cache import FOLDER, Cache
from reportgen.composing import composed
from reportgen.layout import compose_sheets
from reportgen.model.both import BookKind
from reportgen.model.exhibits import Exhibits
from reportgen.model.sheets import Sheet
from reportgen.pressing import Press
from reportgen.problems import Place, Problems, ReportError
from reportgen.problems.wording import hint, message
from reportgen.workers import Limits, Workers

WORKERS = Workers(Limits(workers=1, seconds=60, memory_mb=2000))  # started when needed, ended with the tests
TEMPLATES = ("pages/opener.html.jinja", "parts/page.html.jinja", "parts/flow.html.jinja", "parts/blocks.html.jinja")
STYLES = ("parts/tokens.css", "parts/text.css")
TEMPLATE = (
    "{{ ",
    " }}",
    "{% for a in range(9) %}",
    "{% endfor %}",
    "{% if ",
    "|join",
    "|lang",
    "('",
    ").zh",
    "{#",
    "#}",
)
STYLE = ("{", "}", ";", ":", "/*", "*/", "@media", "@page", "var(--ink)", "--a: var(--a)", "url(", "calc(", "::before")
SVG = ("<g>", "</g>", "<use href='#a'/>", "&a;", "<!--", "url(#b)", "<style>", "1e99", "<text>甲</text>", "viewBox='0'")
DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60" width="90" height="60">
<defs><linearGradient id="b"><stop offset="0" stop-color="#012"/><stop offset="1"/></linearGradient></defs>
<style>.c { fill: url(#b); stroke-dasharray: 2 1 }</style>
<g id="a" transform="translate(3 4) scale(.5)"><path class="c" d="M0 0h30v20a4 4 0 0 1-8 0z"/><circle r="4"/></g>
<use href="#a" x="30"/><text x="9" y="9" font-size="6">Text 文字</text><image href="data:image/png;base64,AAAA"/>
</svg>
"""


def more(fragments: Sequence[str]) -> st.SearchStrategy[list[tuple[str, int, bytes | int]]]:
    own = st.tuples(st.just("insert"), st.integers(0, 10**6), st.sampled_from(fragments).map(str.encode))
    return st.lists(st.one_of(own, SPOILT), min_size=1, max_size=4)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    make_edition(folder, "# 甲", "# A", SPLIT)
    for language, text in (("zh", ZH), ("en", EN)):
        (folder / "content" / language / "10-part-a.md").write_text(text, "utf-8")
    (folder / "content" / "images").mkdir()
    (folder / "content" / "images" / "a.svg").write_text(DRAWING, "utf-8")
    return folder


@pytest.fixture(scope="module")
def prepared(root: Path) -> tuple[Prepared, Exhibits]:
    problems = Problems()
    found = prepare(root, problems, lambda stage, what: None)
    return found, draw(found, BookKind.PARALLEL, WORKERS, Cache(root / FOLDER), problems, lambda stage, what: None)


@pytest.mark.parametrize("name", TEMPLATES)
@given(data=st.data())
def test_a_spoilt_template_is_used_or_refused_at_its_place(
    root: Path, prepared: tuple[Prepared, Exhibits], name: str, data: DataObject
) -> None:
    one, exhibits = prepared
    with Spoilt(root, Path("layouts") / name, data.draw(more(TEMPLATE))) as problems:
        book = (one.edition, one.book, one.outline, exhibits, one.words)
        composed(WORKERS, problems, compose_sheets, *book, BookKind.PARALLEL)


@pytest.mark.parametrize("name", STYLES)
@given(data=st.data())
def test_a_spoilt_style_sheet_is_used_or_refused_at_its_place(
    root: Path, prepared: tuple[Prepared, Exhibits], name: str, data: DataObject
) -> None:
    with Spoilt(root, Path("layouts") / name, data.draw(more(STYLE))) as problems:
        press(root, prepared[0], STYLES, "<h1>甲</h1><p class=kicker>x</p><table><td>1</table>", problems)


@given(data=st.data())
def test_a_spoilt_drawing_is_used_or_refused_at_its_place(
    root: Path, prepared: tuple[Prepared, Exhibits], data: DataObject
) -> None:
    with Spoilt(root, Path("content/images/a.svg"), data.draw(more(SVG))) as problems:
        press(root, prepared[0], STYLES[:1], '<img src="content/images/a.svg" alt="甲">', problems)


class Spoilt(AbstractContextManager[Problems]):
    """A file of the project as it must not be, until what is done with it has told its problems."""

    def __init__(self, root: Path, name: Path, changes: list[tuple[str, int, bytes | int]]) -> None:
        self.root, self.file, self.problems = root, root / name, Problems()
        self.sound = self.file.read_bytes()
        self.file.write_bytes(spoilt(self.sound, changes))

    def __enter__(self) -> Problems:
        return self.problems

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: object) -> bool:
        self.file.write_bytes(self.sound)
        for problem in self.problems.found:
            assert (self.root / problem.place.file).exists() or problem.code == "file-missing", problem
            assert problem.place.line >= 1 and problem.place.col >= 1, problem
            assert problem.code != "press-engine", problem
            assert all(message(problem, language) and hint(problem, language) for language in ("zh", "en")), problem
        return isinstance(fault, ReportError)


def press(root: Path, one: Prepared, styles: Sequence[str], body: str, problems: Problems) -> None:
    sheet = Sheet(
        chapter="one",
        html=f'<!doctype html><html lang="zh-Hans"><title>T</title><body>{body}',
        styles=tuple(Path("layouts") / style for style in styles),
        places={},
        place=Place(Path("content/zh/10-part-a.md")),
    )
    Press(root, one.fonts, WORKERS, Cache(root / FOLDER)).chapters((sheet,), problems)
