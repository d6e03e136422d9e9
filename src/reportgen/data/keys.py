"""Checked access to the keys of schema.toml and facts.toml."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from reportgen.model.both import Both
from reportgen.nearest import nearest
from reportgen.problems import Place, Problems
from reportgen.toml_source import TomlSource

_WRITTEN: Mapping[type, str] = {str: '"…"', bool: "true", list: '["…", "…"]', dict: "{ … = … }"}
C = TypeVar("C", bound=str)
T = TypeVar("T")


class KeyReader:
    """Takes typed values out of a TOML file and notes what is unknown, missing or wrong."""

    def __init__(self, source: TomlSource, problems: Problems) -> None:
        self._source, self._problems = source, problems
        self.sound = True  # nothing was wrong so far

    def place(self, *at: str | int) -> Place:
        """Where a key was written."""
        return self._source.place(*at)

    def places(self, *at: str) -> Mapping[str, Place]:
        """The places of all keys below a table, by their path in it: "where.landscape"."""
        return {
            ".".join(map(str, key[len(at) :])): place
            for key, place in self._source.places.items()
            if key[: len(at)] == at and len(key) > len(at)
        }

    def tables(self, *at: str) -> Iterator[str]:
        """The names of the tables that stand in the table `at`, or in the file.

        Fails:  problem data-key-value for a key that holds no table.
        """
        for name, value in self.need({}, *at).items() if at else self.value().items():
            if isinstance(value, Mapping):
                yield str(name)
            else:
                self.wrong(_WRITTEN[dict], *at, str(name))

    def only(self, known: Iterable[str], *at: str) -> None:
        """Nothing; the table at `at` has only known keys.

        Fails:  problem data-key-unknown.
        """
        known = tuple(known)
        for key in self.value(*at):
            if key not in known:
                self.sound = False
                self._problems.error(self.place(*at, key), "data-key-unknown", found=key, nearest=nearest(key, known))

    def need(self, default: T, *at: str) -> T:
        """The value of a key that has to be there, of the default's type; the default where it is not so.

        Fails:  problem data-key-missing, data-key-value.
        """
        if self.value(*at) is None:
            self.lacks(at[-1], *at)
        return self.take(default, *at)

    def take(self, default: T, *at: str) -> T:
        """The value of a key, of the default's type; the default where the key is absent.

        Fails:  problem data-key-value.
        """
        value = self.value(*at)
        if value is not None and type(value) is not type(default):
            self.wrong(_WRITTEN[type(default)], *at)
        return value if type(value) is type(default) else default

    def choice(self, known: tuple[C, ...], *at: str) -> C:
        """The value of a key that has to be one of the known words; the first of them where it is not.

        Fails:  problem data-key-missing, data-key-value.
        """
        value = self.need(str(known[0]), *at)
        if value not in known:
            self.wrong(", ".join(known), *at)
        return next((word for word in known if word == value), known[0])

    def texts(self, *at: str) -> tuple[str, ...]:
        """The texts listed under a key.

        Fails:  problem data-key-value.
        """
        listed: list[object] = self.take([], *at)
        if not all(isinstance(item, str) for item in listed):
            self.wrong(_WRITTEN[list], *at)
        return tuple(item for item in listed if isinstance(item, str))

    def both(self, *at: str) -> Both[str]:
        """The words `{ zh = …, en = … }` of a key that has to be there.

        Fails:  problem data-key-missing, data-key-value, data-key-unknown.
        """
        if not self.need({}, *at):
            return Both(zh="", en="")
        self.only(("zh", "en"), *at)
        return Both(zh=self.need("", *at, "zh"), en=self.need("", *at, "en"))

    def lacks(self, key: str, *at: str) -> None:
        """Note that a key has to be added.

        Fails:  problem data-key-missing.
        """
        self.sound = False
        self._problems.error(self.place(*at), "data-key-missing", key=key)

    def wrong(self, expected: str, *at: str) -> None:
        """Note that a key's value is none that it may have.

        Fails:  problem data-key-value.
        """
        self.sound = False
        found = str(self.value(*at))
        self._problems.error(self.place(*at), "data-key-value", key=at[-1], found=found, expected=expected)

    def value(self, *at: str) -> Any:
        """The value of a key, unchecked; None where it is absent."""
        value: Any = self._source.values
        for part in at:
            value = value.get(part) if isinstance(value, Mapping) else None
        return value
