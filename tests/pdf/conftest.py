"""Tiny chapters, pressed with the edition's fonts."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from pdf import Pdf
from tiny import SUBSCRIBERS, SUBSCRIBERS_HEAD, make_edition

from reportgen.assemble.fonts import embed_fonts
from reportgen.build import build, prepare
from reportgen.cache import FOLDER, Cache
from reportgen.cli.main import cli
from reportgen.fonts import find_fonts
from reportgen.model.both import BookKind
from reportgen.model.fonts import Fonts
from reportgen.model.sheets import PressedChapter, Sheet
from reportgen.press import press_chapter
from reportgen.problems import Place, Problems, ReportError
from reportgen.problems.wording import message
from reportgen.workers import Limits, Workers

PROJECT = Path(__file__).parents[2]
CHAPTER = Path("content/zh/10-test.md")

PressHtml = Callable[..., PressedChapter]


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    problems = Problems()
    found = find_fonts(PROJECT, problems)
    problems.stop()
    return found


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    """Two workers for all tests, because each has to import its engine."""
    with Workers(Limits(workers=2, seconds=120, memory_mb=2000)) as two:
        yield two


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small edition with subscribers, built."""
    folder = tmp_path_factory.mktemp("edition")
    zh = "# 概览\n\n甲，见[](#two)\n\n## 二 {#two}\n\n乙"
    make_edition(folder, zh, "# Overview\n\na, see [](#two)\n\n## Two {#two}\n\nb", front='"00-notices"')
    (folder / "content/zh/00-notices.md").write_text("# 重要提示\n\n版权所有。", "utf-8")
    (folder / "content/en/00-notices.md").write_text("# Important notice\n\nAll rights reserved.", "utf-8")
    (folder / "subscribers.csv").write_text(SUBSCRIBERS_HEAD + SUBSCRIBERS, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert CliRunner().invoke(cli, ["build"], catch_exceptions=False).exit_code == 0
    return folder


@pytest.fixture
def make_sheet(tmp_path: Path) -> Callable[..., Sheet]:
    """A sheet of `body`, set in the edition's fonts; `ids` stand on the lines 2, 3, … of its content file."""

    def make(body: str, css: str = "", chapter: str = "one", ids: str = "", lang: str = ' lang="zh-Hans"') -> Sheet:
        style = Path(f"layouts/{chapter}.css")
        (tmp_path / "layouts").mkdir(exist_ok=True)
        (tmp_path / style).write_text(
            'html { font-family: "Noto Sans CJK SC" } :lang(en) { font-family: "Source Sans 3", "Noto Sans CJK SC" }\n'
            + css,
            "utf-8",
        )
        places = {name: Place(CHAPTER, line) for line, name in enumerate(ids.split(), 2)}
        html = f"<!doctype html><html{lang}><title>Test</title><body>{body}"
        return Sheet(chapter=chapter, html=html, styles=(style,), places=places, place=Place(CHAPTER))

    return make


@pytest.fixture
def press_html(make_sheet: Callable[..., Sheet], tmp_path: Path, fonts: Fonts) -> PressHtml:
    """Presses a body; problems go to `problems`, or else fail the test. Its fonts are named only if `named`."""

    def press(
        body: str, css: str = "", *, problems: Problems | None = None, named: bool = False, **more: str
    ) -> PressedChapter:
        found = problems or Problems()
        chapter = press_chapter(make_sheet(body, css, **more), tmp_path, fonts, found)
        assert problems is not None or found.found == ()
        return chapter if named or not chapter.pdf else replace(chapter, pdf=with_fonts(chapter.pdf, fonts))

    return press


def with_fonts(chapter: bytes, fonts: Fonts) -> bytes:
    """The chapter as a book of its own."""
    pdf, out = pikepdf.open(BytesIO(chapter)), BytesIO()
    embed_fonts(pdf, fonts)
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


@pytest.fixture
def press(tmp_path: Path, workers: Workers) -> Callable[..., Pdf]:
    """Presses a small edition, after `change` to its folder; any warning fails the test. See tests/pdf/tiny.py."""

    def make(
        zh: str,
        en: str,
        exhibits: str = "",
        kind: str = "parallel",
        root: Path = tmp_path,
        front: str = "",
        back: str = "",
        change: Callable[[Path], None] | None = None,
        **data: str,
    ) -> Pdf:
        tables = {f"{name}.csv": text for name, text in data.items()}
        make_edition(root, zh, en, exhibits, tables, front=front, back=back)
        if change:
            change(root)
        problems = Problems()
        with suppress(ReportError):
            made = build(
                prepare(root, problems, silent), BookKind(kind), workers, Cache(root / FOLDER), problems, silent
            )
        assert [f"{p.place}: {p.code} {message(p, 'en')}" for p in problems.found] == []
        return Pdf(made.pressed.pdf)

    return make


def silent(stage: str, what: str) -> None:
    """No progress."""
