"""Root to Edition: content/edition.toml read, checked key by key, each problem at its line and column."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from reportgen.model.both import Both
from reportgen.model.edition import ChapterEntry, Edition, Part
from reportgen.nearest import nearest
from reportgen.problems import Place, Problems
from reportgen.toml_source import Key, TomlSource, load_toml

FILE = Path("content/edition.toml")
_NAMES = ("title", "title_lines", "publisher", "copyright_holder", "motto", "subject", "keywords")
_KEYS = ("year", "published_on", "period", *_NAMES, "contents_depth", "front", "divisions")
_STEM = re.compile(r"(?:\d+-)?([a-z][a-z0-9-]*)")
T = TypeVar("T")


def load_edition(root: Path, problems: Problems) -> Edition:
    """The edition declared in `root`/content/edition.toml.

    Fails:  stops by itself, with problem file-missing, text-encoding, toml-syntax, edition-key-unknown,
            edition-key-missing, edition-key-type or edition-chapter-doubled.
    """
    source = load_toml(root, FILE, problems)
    problems.stop()
    assert source is not None  # stop() raised otherwise
    read = _Reader(source, problems)
    read.only_known(source.values, (), _KEYS)
    edition = Edition(
        root=root,
        year=read.of(int, "year", 0),
        published_on=read.of(date, "published_on", date(1970, 1, 1)),
        period=read.period(),
        title=read.both(str, "title", ""),
        title_lines=read.lines("title_lines"),
        publisher=read.both(str, "publisher", ""),
        copyright_holder=read.both(str, "copyright_holder", ""),
        motto=read.lines("motto"),
        subject=read.both(str, "subject", ""),
        keywords=read.texts(read.source.values, (), "keywords"),
        contents_depth=read.of(int, "contents_depth", 3),
        chapters=_chapters(read),
    )
    problems.stop()
    return edition


class _Reader:
    """Takes typed values out of the TOML and notes what is missing or of another type."""

    def __init__(self, source: TomlSource, problems: Problems) -> None:
        self.source, self.problems = source, problems

    def only_known(self, table: Mapping[str, Any], at: Key, known: Sequence[str]) -> None:
        for key in table:
            if key not in known:
                at_key = self.source.place(*at, key)
                self.problems.error(at_key, "edition-key-unknown", found=key, nearest=nearest(key, known))

    def of(self, kind: type[T], key: str, default: T) -> T:
        return self.typed(self.source.values, (), key, kind, default)

    def typed(self, table: Mapping[str, Any], at: Key, key: str, kind: type[T], default: T) -> T:
        if key not in table:
            self.problems.error(self.source.place(*at), "edition-key-missing", key=key)
            return default
        value = table[key]
        if not isinstance(value, kind) or isinstance(value, bool):
            expected = {"str": "text", "int": "number", "list": "list", "date": "date", "dict": "table"}[kind.__name__]
            self.problems.error(
                self.source.place(*at, key), "edition-key-type", key=key, found=str(value), expected=expected
            )
            return default
        return value

    def both(self, kind: type[T], key: str, default: T) -> Both[T]:
        table = self.of(dict, key, {"zh": default, "en": default})
        self.only_known(table, (key,), ["zh", "en"])
        halves = (self.typed(table, (key,), half, kind, default) for half in ("zh", "en"))
        return Both(zh=next(halves), en=next(halves))

    def texts(self, table: Mapping[str, Any], at: Key, key: str) -> tuple[str, ...]:
        found = self.typed(table, at, key, list, [])
        for i, item in enumerate(found):
            if not isinstance(item, str):
                place = self.source.place(*at, key, i)
                self.problems.error(place, "edition-key-type", key=key, found=str(item), expected="text")
        return tuple(str(item) for item in found)

    def lines(self, key: str) -> Both[tuple[str, ...]]:
        table = self.of(dict, key, {"zh": [], "en": []})
        self.only_known(table, (key,), ["zh", "en"])
        return Both(zh=self.texts(table, (key,), "zh"), en=self.texts(table, (key,), "en"))

    def period(self) -> tuple[int, int]:
        years = self.of(list, "period", [0, 0])
        if len(years) != 2 or not all(isinstance(y, int) for y in years) or years[0] > years[1]:
            self.problems.error(
                self.source.place("period"), "edition-key-type", key="period", found=str(years), expected="[2020, 2022]"
            )
            return (0, 0)
        return (years[0], years[1])


def _chapters(read: _Reader) -> tuple[ChapterEntry, ...]:
    found = [ChapterEntry(id="cover", part=Part.COVER, stem=None, depth=1, forms=(), place=Place(FILE))]
    for i, stem in enumerate(read.of(list, "front", [])):
        part = Part.CONTENTS if stem == "contents" else Part.FRONT
        found.append(_entry(read, stem, part, 1, (), ("front", i)))
    for i, division in enumerate(read.of(list, "divisions", [])):
        at: Key = ("divisions", i)
        read.only_known(division, at, ["chapters", "levels"])
        forms = _forms(read, division, at)
        for j, stem in enumerate(read.typed(division, at, "chapters", list, [])):
            part = Part.SECTOR if j else Part.DIVISION
            found.append(_entry(read, stem, part, 2 if j else 1, forms, (*at, "chapters", j)))
    found.append(ChapterEntry(id="back-cover", part=Part.BACK, stem=None, depth=1, forms=(), place=Place(FILE)))
    seen: set[str] = set()
    for entry in found:
        if entry.id in seen:
            read.problems.error(entry.place, "edition-chapter-doubled", found=entry.stem or entry.id)
        seen.add(entry.id)
    return tuple(found)


def _forms(read: _Reader, division: Mapping[str, Any], at: Key) -> tuple[Both[str], ...]:
    forms = []
    for k, form in enumerate(read.typed(division, at, "levels", list, [])):
        spot: Key = (*at, "levels", k)
        if not isinstance(form, dict):
            expected = '{ zh = "一、", en = "I." }'
            read.problems.error(
                read.source.place(*spot), "edition-key-type", key="levels", found=str(form), expected=expected
            )
            continue
        read.only_known(form, spot, ["zh", "en"])
        forms.append(Both(zh=read.typed(form, spot, "zh", str, "1."), en=read.typed(form, spot, "en", str, "1.")))
    return tuple(forms)


def _entry(read: _Reader, stem: object, part: Part, depth: int, forms: tuple[Both[str], ...], at: Key) -> ChapterEntry:
    place = read.source.place(*at)
    name = _STEM.fullmatch(stem) if isinstance(stem, str) else None
    if name is None:
        read.problems.error(place, "edition-key-type", key=str(at[-2]), found=str(stem), expected='"33-finance"')
    return ChapterEntry(
        id=name[1] if name else str(stem),
        part=part,
        stem=None if part is Part.CONTENTS else str(stem),
        depth=depth,
        forms=forms,
        place=place,
    )
