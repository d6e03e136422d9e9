"""How a Chinese chapter is set by us, by plain WeasyPrint and by Typst, on one measure: `setting.py PROJECT RECORDED`.

Gives:  a table of measures, then what the composer costs on pages of text alone.
"""

import os
import pickle
import statistics
import sys
import time
from collections.abc import Iterator
from html import escape
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import typst
from twin import string

from reportgen.assemble.fonts import embed_fonts
from reportgen.audit import measure_setting
from reportgen.fonts import find_fonts
from reportgen.model.book import Book, Exhibit
from reportgen.model.fonts import Fonts
from reportgen.model.sheets import Sheet
from reportgen.model.text import plain_text
from reportgen.model.trees import texts, walk
from reportgen.press import press_chapter
from reportgen.problems import Place, Problems

CHAPTER = "finance"
TIMES = 5
LONGER = 10  # the text that is timed
WIDTH, SIZE, LEADING = 400, 10, 18  # pt, the measure of the Chinese book
STYLE = Path("layouts/setting.css")
_CSS = f"""\
@page {{ size: A4; margin: 70pt 97.5pt }}
body {{ margin: 0; font: {SIZE}pt/{LEADING}pt "Noto Sans CJK SC" }}
p {{ width: {WIDTH}pt; margin: 0 0 4pt; text-indent: 2em; text-align: justify }}
"""
_TYPST = f"""\
#set page(paper: "a4", margin: (x: 97.5pt, y: 70pt))
#set text(font: "Noto Sans CJK SC", size: {SIZE}pt, lang: "zh", region: "cn", top-edge: 0.8em, bottom-edge: -0.2em)
#set par(justify: true, leading: {LEADING - SIZE}pt, spacing: 12pt, first-line-indent: (amount: 2em, all: true))
"""


def main(root: Path, recorded: Path) -> None:
    """Print both tables."""
    _, book, _, _ = pickle.loads(recorded.read_bytes())
    problems = Problems()
    fonts = find_fonts(root, problems)
    problems.stop()
    os.environ["FONTCONFIG_FILE"] = str(fonts.config)
    paragraphs = list(_paragraphs(book))
    with TemporaryDirectory() as folder:
        work = Path(folder)
        (work / STYLE).parent.mkdir()
        (work / STYLE).write_text(_CSS, "utf-8")
        made = {
            "reportgen": _embedded(ours(paragraphs, work, fonts), fonts),
            "WeasyPrint": plain(paragraphs),
            "Typst": twin(paragraphs, fonts),
        }
        print("| set by | full lines | within 2 pt of the margin % | widest blank p99 em | forbidden ends |")
        print("| --- | --- | --- | --- | --- |")
        for name, pdf in made.items():
            found = measure_setting(pdf, Path(f"{name}.pdf"), problems)[0]
            values = found.lines, f"{found.at_margin_pct:.1f}", f"{found.widest_p99_em:.3f}", found.forbidden
            print("|", name, "|", " | ".join(map(str, values)), "|")
        long = paragraphs * LONGER
        rounds = [(_seconds(ours, long, work, fonts), _seconds(plain, long)) for _ in range(TIMES)]
    composed, engine = (statistics.median(seconds) for seconds in zip(*rounds, strict=True))
    print(f"\ntext alone, composed / plain: {composed:.2f} s / {engine:.2f} s = {composed / engine:.2f}, goal 1.7")


def _paragraphs(book: Book) -> Iterator[str]:
    (chapter,) = (chapter for chapter in book.chapters if chapter.entry.id == CHAPTER)
    for section in chapter.sections:
        for row in section.rows:
            if not isinstance(row, Exhibit):
                yield from (plain_text(inlines) for block in walk(row.blocks.zh) for inlines in texts(block))


def _html(paragraphs: list[str]) -> str:
    body = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    return f'<!doctype html><html lang="zh-Hans"><title>{CHAPTER}</title><body>{body}'


def ours(paragraphs: list[str], work: Path, fonts: Fonts) -> bytes:
    """Without the fonts, which a book holds once."""
    problems = Problems()
    place = Place(STYLE)
    sheet = Sheet(chapter=CHAPTER, html=_html(paragraphs), styles=(STYLE,), places={}, place=place)
    pdf = press_chapter(sheet, work, fonts, problems).pdf
    problems.stop()
    return pdf


def _embedded(data: bytes, fonts: Fonts) -> bytes:
    pdf, out = pikepdf.open(BytesIO(data)), BytesIO()
    embed_fonts(pdf, fonts)
    pdf.save(out)
    return out.getvalue()


def plain(paragraphs: list[str]) -> bytes:
    """By the engine as it comes."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    html = HTML(string=_html(paragraphs))
    made: bytes = html.write_pdf(
        stylesheets=[CSS(string=_CSS)], font_config=FontConfiguration(), pdf_variant="pdf/ua-1"
    )
    return made


def twin(paragraphs: list[str], fonts: Fonts) -> bytes:
    """By Typst, which spaces Han and Latin and justifies by itself."""
    source = _TYPST + "\n".join(f"#par({string(text)})" for text in paragraphs)
    made: bytes = typst.compile(source.encode(), font_paths=[fonts.config.parent], ignore_system_fonts=True)
    return made


def _seconds(way: object, *takes: object) -> float:
    began = time.perf_counter()
    way(*takes)  # type: ignore[operator]
    return time.perf_counter() - began


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
