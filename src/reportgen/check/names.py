"""Names of the taxonomy written in another way: 建筑/地产 for 建筑地产, 能源/矿业 for 能源/矿产."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from reportgen.check.texts import row_texts
from reportgen.model.book import Book
from reportgen.model.tables import Tables
from reportgen.problems import Place, Problems

_NAMED = ("sector", "landscape", "industry")  # kinds of names.csv
_HAN = "\u4e00-\u9fff"
_STROKE = re.compile("[/／]")


def check_names(book: Book, tables: Tables, problems: Problems) -> None:
    """A sector, industry, segment or scenario has one Chinese name, with its stroke or without.

    Warns:  check-name-differs.
    Source: data/names.csv, data/taxonomy.csv
    """
    names = _names(tables)
    for text, place in _texts(book):
        for found, expected in _differing(text, names):
            problems.warn(place, "check-name-differs", found=found, expected=expected)


def _names(tables: Tables) -> Sequence[str]:
    names, taxonomy = tables["names"], tables["taxonomy"]
    house = names["zh"][names["kind"].isin(_NAMED)]
    return sorted({*house, *taxonomy["segment_zh"], *taxonomy["scenario_zh"]})


def _texts(book: Book) -> Iterator[tuple[str, Place]]:
    for chapter in book.chapters:
        for section in chapter.sections:
            if section.only != "en":
                yield section.title.zh, section.place.zh
            for row in section.rows:
                yield from ((text, place) for language, text, place in row_texts(row) if language == "zh")


@cache
def _spelling(name: str) -> re.Pattern[str]:
    """The name with or without strokes, wherever."""
    return re.compile(f"{_STROKE.pattern}?".join(map(re.escape, name.replace("/", ""))))


def _differing(text: str, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What looks like a name and is none, with the name."""
    plain = _STROKE.sub("", text)
    for name in names:
        if _STROKE.sub("", name) in plain:
            for found in _spelling(name).findall(text):
                if found and found not in names:
                    yield found, name
        first, stroke, last = name.partition("/")
        if first and stroke and "/" not in last and f"{first}/" in text:
            for found in re.findall(f"{re.escape(first)}/[{_HAN}]{{2}}", text):
                if not any(other.startswith(found) for other in names):
                    yield found, name
