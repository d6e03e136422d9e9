"""Every rule of the audit fires at the page that is wrong and is silent about the others."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from pdf import Pdf
from pikepdf import Array, Dictionary, Name, String
from tiny import make_edition

from reportgen.audit import Told, audit_pdf
from reportgen.cli.main import cli
from reportgen.model.sheets import PressedChapter
from reportgen.problems import Problems
from reportgen.problems.wording import message

HEADS = """
@page { size: A4; margin: 27mm 20mm 24mm; @top-left { content: "页眉" } @top-right { content: "右" }
        @bottom-left { content: "页脚" } }
.next { break-before: page }
.full { height: 210mm; background: #CDD5DF }
"""
LONG = ".bad { position: absolute; top: 0; height: 300mm }"
PressHtml = Callable[..., PressedChapter]


def audit(pdf: bytes, told: Told | None = None) -> list[tuple[str, int]]:
    """Code and page of each finding; every one can be worded."""
    problems = Problems()
    audit_pdf(pdf, Path("x.pdf"), told, problems)
    assert all(message(p, "zh") and message(p, "en") for p in problems.found)
    return [(problem.code, problem.place.line) for problem in problems.found]


def pages_of(code: str, pdf: bytes, told: Told | None = None) -> list[int]:
    return [page for found, page in audit(pdf, told) if found == code]


def changed(pdf: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    book, out = pikepdf.open(BytesIO(pdf)), BytesIO()
    change(book)
    book.save(out)
    return out.getvalue()


@pytest.fixture
def pages(press_html: PressHtml) -> Callable[..., bytes]:
    """Pages with running heads: a good one, one of `body`, a good one."""

    def make(body: str, css: str = "") -> bytes:
        good = '<div class="full"></div><p>好页，“引文”（注）。</p>'
        return press_html(f'{good}<div class="next">{body}</div><div class="next">{good}</div>', HEADS + css).pdf

    return make


@pytest.mark.parametrize("kind", ["parallel", "zh", "en"])
def test_a_good_book_is_silent(press: Callable[..., Pdf], kind: str) -> None:
    pdf = press("# 概览\n\n甲。\n\n## 分节\n\n乙“引文”。", "# Overview\n\na\n\n## Part\n\nb", kind=kind)
    parts = ["cover", "contents", *["one"] * (pdf.pages - 2)]
    told = Told(parts=tuple(parts), families=frozenset({"Noto Sans CJK SC", "Noto Serif CJK SC", "Source Sans 3"}))

    assert audit(pdf.data, told) == []


@pytest.mark.parametrize(
    ("code", "body", "css"),
    [
        ("audit-text-unseen", '<div class="full"></div><p class="bad">白字</p>', ".bad { color: white }"),
        ("audit-letter-unseen", '<div class="full"></div><p>甲<b class="bad">乙</b>丙</p>', ".bad { color: white }"),
        ("audit-link-off-page", '<div class="full"></div><a class="bad" href="https://x.org">甲</a>', LONG),
        ("audit-text-outside", '<div class="full"></div><p class="bad">出界</p>', ".bad { margin-left: -12mm }"),
        ("audit-text-over-head", '<p class="bad">压住</p><div class="full"></div>', ".bad { margin: -15mm 0 11mm }"),
        ("audit-line-start", '<div class="full"></div><p>行首<br>，错。</p>', ""),
        ("audit-line-end", '<div class="full"></div><p>行尾（<br>错）。</p>', ""),
        ("audit-page-runt", "<p>两行</p><p>而已</p>", ""),
        ("audit-page-hole", '<div class="full" style="height: 60mm"></div><p style="margin-top: 90mm">下</p>', ""),
        ("audit-heading-last", '<div style="height: 225mm; background: #CDD5DF"></div><h2>标题</h2>', ""),
        ("audit-type-small", '<div class="full"></div><p style="font-size: 6pt">小字</p>', ""),
    ],
)  # fmt: skip
def test_what_is_set_badly_is_found_on_its_page(pages: Callable[..., bytes], code: str, body: str, css: str) -> None:
    assert pages_of(code, pages(body, css)) == [2]


def test_a_letter_without_a_shape_and_the_box_of_a_missing_one_are_found(pages: Callable[..., bytes]) -> None:
    def redraw(glyph: str) -> Callable[[pikepdf.Pdf], None]:
        def change(book: pikepdf.Pdf) -> None:
            page = book.pages[1]
            content = page.Contents.read_bytes()
            at = content.index(b"<", content.index(b"BT")) + 1
            page.Contents = book.make_stream(content[:at] + glyph.encode() + content[at + 4 :])

        return change

    pdf = pages('<div class="full"></div><p>甲乙</p>')

    assert pages_of("audit-glyph-missing", changed(pdf, redraw("0000"))) == [2]
    assert pages_of("audit-glyph-missing", pdf) == []
    spaced = pages('<div class="full"></div><p>甲 乙</p>')
    assert pages_of("audit-text-blank", spaced) == []
    assert pages_of("audit-text-blank", changed(spaced, read_spaces_as_letters)) == [2]


def read_spaces_as_letters(book: pikepdf.Pdf) -> None:
    for font in book.pages[1].Resources.Font.values():
        table = font.ToUnicode.read_bytes()
        font.ToUnicode = book.make_stream(table.replace(b"<0020>", b"<7532>"))


def test_folios_of_the_contents_are_compared_with_page_labels(press: Callable[..., Pdf]) -> None:
    pdf = press("# 概览\n\n甲", "# Overview\n\na")

    def shift(book: pikepdf.Pdf) -> None:
        book.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=7)]))

    told = Told(parts=("cover", "contents", *["one"] * (pdf.pages - 2)), families=frozenset())

    assert pages_of("audit-folio-wrong", pdf.data, told) == []
    assert set(pages_of("audit-folio-wrong", changed(pdf.data, shift), told)) == {2}
    assert pages_of("audit-not-run", pdf.data) == [1]


def test_dead_and_wordless_links_are_found(press: Callable[..., Pdf]) -> None:
    pdf = press("# 概览\n\n甲", "# Overview\n\na")

    def spoil(book: pikepdf.Pdf) -> None:
        first = book.pages[1].Annots[0]
        first.A = Dictionary(S=Name.GoTo, D=String("nowhere"))
        first.Contents = String("")

    spoilt = audit(changed(pdf.data, spoil))

    assert {("audit-link-dead", 2), ("audit-link-empty", 2), ("audit-ua", 2)} <= set(spoilt)


def test_foreign_fonts_and_fonts_left_out_are_found(press: Callable[..., Pdf]) -> None:
    pdf = press("# 概览\n\n甲", "# Overview\n\na")

    def leave_out(book: pikepdf.Pdf) -> None:
        for thing in book.objects:
            if isinstance(thing, Dictionary) and thing.get(Name.Type) == Name.FontDescriptor:
                for key in (Name.FontFile2, Name.FontFile3):
                    if key in thing:
                        del thing[key]

    told = Told(parts=("",) * pdf.pages, families=frozenset({"Noto Sans CJK SC"}))

    assert "audit-font-foreign" in dict(audit(pdf.data, told))
    assert "audit-font-missing" not in dict(audit(pdf.data, told))
    assert "audit-font-missing" in dict(audit(changed(pdf.data, leave_out)))


def test_a_book_without_title_language_labels_or_bookmarks_is_told(press: Callable[..., Pdf]) -> None:
    pdf = press("# 概览\n\n甲", "# Overview\n\na")

    def strip(book: pikepdf.Pdf) -> None:
        del book.Root.Lang, book.Root.PageLabels, book.Root.Outlines
        del book.docinfo[Name.Title]

    missing = {"audit-title-missing", "audit-language-missing", "audit-labels-missing", "audit-bookmarks-missing"}

    assert missing <= set(dict(audit(changed(pdf.data, strip))))


def test_a_bookmark_on_another_page_is_found_there(press: Callable[..., Pdf]) -> None:
    pdf = press("# 概览\n\n甲\n# 市场\n\n乙", "# Overview\n\na\n# Market\n\nb")

    def mislead(book: pikepdf.Pdf) -> None:
        with book.open_outline() as outline:
            outline.root[0].title = "三、别处 / III. Elsewhere"

    (wrong,) = pages_of("audit-bookmark-wrong", changed(pdf.data, mislead))

    assert wrong == pdf.bookmarks()[0][1]


def test_what_is_no_pdf_is_said_in_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(b"hello")

    for more in ([], ["--measures"]):
        result = CliRunner().invoke(cli, ["audit", str(file), "--language", "en", *more], catch_exceptions=False)

        assert (result.exit_code, "audit-unreadable" in result.stderr) == (1, True)


def test_a_build_lists_its_findings_and_strict_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    make_edition(tmp_path, "# 概览\n\n甲", "# Overview\n\na")
    tokens = tmp_path / "layouts" / "parts" / "tokens.css"
    tokens.write_text(tokens.read_text("utf-8") + "\n.half p { font-size: 5pt !important }\n", "utf-8")

    result = CliRunner().invoke(cli, ["build", "--language", "en"], catch_exceptions=False)
    stopped = CliRunner().invoke(cli, ["build", "--strict", "--out", "other"], catch_exceptions=False)
    again = CliRunner().invoke(cli, ["audit", "build/report.pdf", "--strict"], catch_exceptions=False)

    assert "audit-type-small" in result.stderr
    (told,) = json.loads((tmp_path / "build" / "report.json").read_bytes())["books"]["parallel"]["audit"]
    assert (told["code"], told["source"]) == ("audit-type-small", "content/zh/10-part-a.md:3")
    assert (stopped.exit_code, (tmp_path / "other" / "report.pdf").exists()) == (1, False)
    assert (again.exit_code, "audit-not-run" in again.stderr) == (1, False)
