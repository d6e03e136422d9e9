"""The same text, charts and cells in Typst: `twin.py RECORDED OUT.pdf`."""

import pickle
import sys
from collections.abc import Iterator
from pathlib import Path

import typst

from reportgen.model.book import Book, Exhibit
from reportgen.model.both import Both
from reportgen.model.exhibits import Exhibits
from reportgen.model.text import plain_text
from reportgen.model.trees import texts, walk

_HEAD = """\
#set page(width: 210mm, height: 297mm, margin: 20mm, numbering: "1")
#set text(font: ("Source Sans 3", "Noto Sans CJK SC"), size: 9pt, lang: "zh", cjk-latin-spacing: auto)
#set par(justify: true, leading: 0.8em)
#let chinese(it) = text(font: "Noto Sans CJK SC", it)
#let half(zh, en) = grid(columns: (86mm, 84mm), column-gutter: 8mm, chinese(zh), text(lang: "en", en))
#outline(depth: 3)
"""


def write(book: Book, exhibits: Exhibits, folder: Path) -> str:
    """The document; charts are written to `folder`."""
    return _HEAD + "\n".join(
        line for chapter in book.chapters for s in chapter.sections for line in _section(s, exhibits, folder)
    )


def _section(section: object, exhibits: Exhibits, folder: Path) -> Iterator[str]:
    yield f"#heading(level: {section.level}, {string(section.title.zh + ' ' + section.title.en)})"
    for row in section.rows:
        if isinstance(row, Exhibit):
            yield f"#figure(block[], caption: {string(plain_text(row.caption.zh) + ' ' + plain_text(row.caption.en))})"
            yield from _exhibit(row, exhibits, folder)
        else:
            halves = [
                "\n".join(f"#par({string(plain_text(inlines))})" for block in walk(half) for inlines in texts(block))
                for half in (row.blocks.zh, row.blocks.en)
            ]
            yield f"#half([{halves[0]}], [{halves[1]}])"


def _exhibit(row: Exhibit, exhibits: Exhibits, folder: Path) -> Iterator[str]:
    if row.kind in ("chart", "timeline"):
        (folder / f"{row.id}.svg").write_text(exhibits.charts[row.id].svg, "utf-8")
        yield f'#image("{row.id}.svg", width: 170mm)'
    elif row.kind == "table":
        table = exhibits.tables[row.id]
        cells = [column.head for column in table.columns]
        cells += [cell.text for group in table.groups for r in group.rows for cell in r]
        yield f"#table(columns: {len(table.columns)}, {', '.join(_cell(text) for text in cells)})"
    elif row.kind == "landscape":
        landscape = exhibits.landscapes[row.id]
        names = (" ".join(line for name in tile.names for line in name.lines) for tile in landscape.tiles)
        tiles = ", ".join(f"box(stroke: 0.5pt, inset: 2pt, width: 100%, {string(name)})" for name in names)
        yield f"#page(flipped: true, text(size: {landscape.size_pt}pt, grid(columns: 10, gutter: 1mm, {tiles})))"


def _cell(text: Both[str]) -> str:
    return string(f"{text.zh} {text.en}" if text.zh != text.en else text.zh)


def string(text: str) -> str:
    """In quotes of Typst."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def main(recorded: Path, out: Path) -> None:
    """Write the document beside `out`, and `out`."""
    _, book, exhibits, config = pickle.loads(recorded.read_bytes())
    source = out.with_suffix(".typ")
    source.write_text(write(book, exhibits, out.parent), "utf-8")
    typst.compile(source, output=out, root=out.parent, font_paths=[config.parent], ignore_system_fonts=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
