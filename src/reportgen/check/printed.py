"""What the book prints besides its chapters' text: settings, words of the layouts, cells of tables."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportgen.model.book import Book
from reportgen.model.both import Said
from reportgen.model.edition import Edition, Part
from reportgen.model.exhibits import Declaration
from reportgen.model.tables import Table, Tables
from reportgen.model.words import Words
from reportgen.problems import Place
from reportgen.toml_source import TomlSource

_NAMED = ("names", "taxonomy")  # their names are printed all over the book


def set_texts(edition: Edition, words: Words, book: Book, declarations: Sequence[Declaration]) -> Iterator[Said]:
    """The texts of content/edition.toml, layouts/words.toml, front matter and content/exhibits.toml."""
    yield from edition.said
    yield from words.said
    for chapter in book.chapters:
        yield from chapter.said
    for declaration in declarations:
        yield from TomlSource(declaration.keys, declaration.places, declaration.place).texts()


def cells(edition: Edition, tables: Tables, declarations: Sequence[Declaration]) -> Iterator[tuple[str, Place]]:
    """The texts of the tables' columns that are printed, each once."""
    asked: list[tuple[str, str]] = []
    always = (*_NAMED, *(["glossary"] if edition.find(Part.GLOSSARY) else []))
    for name in (name for name in always if name in tables.named):
        asked += [(name, column) for column in map(str, tables[name]) if column.endswith(("zh", "en", "note"))]
    for declaration in declarations:
        name, columns = str(declaration.keys.get("table")), declaration.keys.get("columns")
        shown = [c.get("from") for c in columns if isinstance(c, dict)] if isinstance(columns, list) else []
        if name in tables.named and declaration.kind in ("table", "gallery"):
            whole = declaration.kind == "gallery"
            asked += [(name, c) for c in map(str, tables[name]) if whole or c in shown or _stem(c) in shown]
    for name, column in dict.fromkeys(asked):
        yield from _column(tables.named[name], column)


def _stem(column: str) -> str:
    return column.removesuffix("_zh").removesuffix("_en")


def _column(table: Table, name: str) -> Iterator[tuple[str, Place]]:
    col = list(table.frame).index(name) + 1
    files = table.frame["file"] if "file" in table.frame else [table.file] * len(table.frame)
    paths = {file: Path(file) for file in files}
    for line, file, cell in zip(table.frame.index, files, table.frame[name], strict=True):
        if isinstance(cell, str):
            yield cell, Place(paths[file], int(line), col)
