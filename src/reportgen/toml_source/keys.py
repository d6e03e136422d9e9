"""Typed values out of TOML: what is unknown, missing or none that a key may have is noted at its place."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from reportgen.model.both import Both
from reportgen.nearest import nearest
from reportgen.problems import Place, Problems
from reportgen.toml_source.source import TomlSource

_WRITTEN: Mapping[type, str] = {
    str: '"…"',
    bool: "true",
    int: "30",
    float: "30",
    date: "2023-09-01",
    list: "[ … ]",
    dict: "{ … = … }",
}
_LONGEST = 60  # characters of a value that a message shows
_BOTH = '{ zh = "…", en = "…" }'
C = TypeVar("C", bound=str)
T = TypeVar("T")


class KeyReader:
    """Takes typed values out of a TOML file, or a table of it, and notes what is wrong with them.

    A key is named by its path: "columns", 0, "head". `need…` notes a key that is absent, `take…` does not.
    """

    def __init__(self, source: TomlSource, problems: Problems) -> None:
        self._source, self._problems = source, problems
        self.sound = True  # nothing was wrong so far

    def place(self, *at: str | int) -> Place:
        """Where a key was written, or the nearest table around it."""
        return self._source.place(*at)

    def value(self, *at: str | int) -> Any:
        """The value of a key, unchecked; None where it is absent."""
        value: Any = self._source.values
        for part in at:
            if isinstance(value, list) and isinstance(part, int) and part < len(value):
                value = value[part]
            else:
                value = value.get(part) if isinstance(value, Mapping) else None
        return value

    def only(self, known: Iterable[str], *at: str | int) -> None:
        """Nothing; the table at a key has only known keys.

        Fails:  problem toml-key-unknown.
        """
        known, table = tuple(known), self.value(*at)
        for key in table if isinstance(table, Mapping) else ():
            if key not in known:
                self.note("toml-key-unknown", *at, key, found=key, nearest=nearest(key, known))

    def need(self, kind: type[T], *at: str | int, example: str = "") -> T | None:
        """The value of a key; None where it is absent, or of another kind.

        Fails:  problem toml-key-missing, toml-key-value.
        """
        example, value = example or _WRITTEN[kind], self.value(*at)
        if value is None:
            there = next(n for n in reversed(range(len(at))) if self.value(*at[:n]) is not None)
            self.note("toml-key-missing", *at, key=".".join(map(str, at[there:])), example=example)
            return None
        if kind is float and type(value) is int:
            value = float(value)
        if isinstance(value, kind) and (kind is bool or not isinstance(value, bool)):
            return value
        self.wrong(example, *at)
        return None

    def take(self, default: T, *at: str | int) -> T:
        """The value of a key; the default where it is absent, or not of the default's kind.

        Fails:  problem toml-key-value.
        """
        value = None if self.value(*at) is None else self.need(type(default), *at)
        return default if value is None else value

    def need_choice(self, known: Iterable[C], *at: str | int) -> C | None:
        """The value of a key that is one of the known words; None where it is not.

        Fails:  problem toml-key-missing, toml-key-value, toml-key-choice.
        """
        known, value = tuple(known), self.need(str, *at)
        if value is not None and value not in known:
            near, choices = nearest(value, known), ", ".join(known)
            self.note("toml-key-choice", *at, key=_name(*at), found=value, nearest=near, choices=choices)
        return next((word for word in known if word == value), None)

    def take_choice(self, default: C, known: Iterable[C], *at: str | int) -> C:
        """The value of a key that is one of the known words; the default where it is absent, or something else.

        Fails:  problem toml-key-value, toml-key-choice.
        """
        return default if self.value(*at) is None else self.need_choice(known, *at) or default

    def need_both(self, *at: str | int) -> Both[str]:
        """The words `{ zh = …, en = … }` of a key; empty ones where it has none.

        Fails:  problem toml-key-missing, toml-key-value, toml-key-unknown.
        """
        if self.need(dict, *at, example=_BOTH) is None:
            return Both(zh="", en="")
        self.only(("zh", "en"), *at)
        return Both(zh=self.need(str, *at, "zh") or "", en=self.need(str, *at, "en") or "")

    def take_both(self, default: Both[str], *at: str | int) -> Both[str]:
        """The words `{ zh = …, en = … }` of a key; the default where it is absent.

        Fails:  problem toml-key-missing of a half, toml-key-value, toml-key-unknown.
        """
        return default if self.value(*at) is None else self.need_both(*at)

    def numbers(self, *at: str | int) -> range:
        """The numbers of the items listed under a key; none where it has no list.

        Fails:  problem toml-key-missing, toml-key-value.
        """
        return range(len(self.need(list, *at) or ()))

    def need_items(self, kind: type[T], *at: str | int) -> tuple[T, ...]:
        """The items listed under a key that are of a kind.

        Fails:  problem toml-key-missing; toml-key-value at each item that is of another kind.
        """
        items = (self.need(kind, *at, i) for i in self.numbers(*at))
        return tuple(item for item in items if item is not None)

    def take_texts(self, *at: str | int) -> tuple[str, ...]:
        """The texts listed under a key; none where it is absent.

        Fails:  problem toml-key-value at what is no list of texts, or no text.
        """
        return () if self.value(*at) is None else self.need_items(str, *at)

    def tables(self, *at: str | int) -> list[str]:
        """The names of the tables that stand in the table at a key, which holds nothing else.

        Fails:  problem toml-key-missing, toml-key-value at each key that holds no table.
        """
        return [name for name in self.need(dict, *at) or {} if self.need(dict, *at, name) is not None]

    def wrong(self, example: str, *at: str | int) -> None:
        """Note that a key's value is none that it may have.

        Fails:  problem toml-key-value.
        """
        found = json.dumps(self.value(*at), ensure_ascii=False, default=str)  # nearly as TOML writes it
        shown = found if len(found) <= _LONGEST else f"{found[:_LONGEST]}…"
        self.note("toml-key-value", *at, key=_name(*at), found=shown, example=example)

    def note(self, code: str, *at: str | int, **values: object) -> None:
        """Note what is wrong with a key, at its place."""
        self.sound = False
        self._problems.error(self.place(*at), code, **values)


def _name(*at: str | int) -> str:
    """What a key is called; an item has the name of its list."""
    return next(part for part in reversed(at) if isinstance(part, str))
