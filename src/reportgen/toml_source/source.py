"""TOML whose every key knows its place.

Why two parsers: tomllib gives the values and exact syntax errors but forgets positions;
tree-sitter keeps positions but no values.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import tree_sitter_toml
from tree_sitter import Language, Node, Parser

from reportgen.decoding import check_characters, load_text
from reportgen.model.both import Said
from reportgen.problems import Place, Problems

Key: TypeAlias = tuple[str | int, ...]

_PARSER = Parser(Language(tree_sitter_toml.language()))
DEEPEST = 12  # keys and lists within each other
_OPENING = re.compile(rf"(?:[\[{{.]\s*[\w-]*\s*=?\s*){{{DEEPEST}}}")
_TWICE = re.compile(r"Cannot (?:overwrite|declare|mutate)|Duplicate")
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True)
class TomlSource:
    """The values of a TOML text and where each key was written."""

    values: Mapping[str, Any]
    places: Mapping[str, Place]  # of each key by its path: "chapters.0.file"
    start: Place

    def place(self, *key: str | int) -> Place:
        """The place of a key such as ("chapters", 0, "file"), or of the nearest table around it."""
        while key and _path(key) not in self.places:
            key = key[:-1]
        return self.places[_path(key)] if key else self.start

    def texts(self, *key: str | int) -> Iterator[Said]:
        """Each text at or under a key; its language is the half that it stands in, or else English."""
        value: Any = self.values
        for part in key:
            value = value[part]
        if isinstance(value, str):
            yield "zh" if "zh" in key else "en", value, self.place(*key)
        for part in value if isinstance(value, Mapping) else range(len(value)) if isinstance(value, list) else ():
            yield from self.texts(*key, part)

    def below(self, *key: str | int) -> "TomlSource":
        """The table at a key as a source of its own."""
        values: Any = self.values
        for part in key:
            values = values[part]
        head = f"{_path(key)}."
        places = {path.removeprefix(head): place for path, place in self.places.items() if path.startswith(head)}
        return TomlSource(values, places, self.place(*key))


def load_toml(root: Path, name: Path, problems: Problems) -> TomlSource | None:
    """The file `root / name` parsed; None where it cannot be read.

    Fails:  those of `load_text` and `check_characters`; problem toml-syntax.
    """
    text = load_text(root, name, problems)
    if text is None:
        return None
    text = _with_line_feeds(text)
    check_characters(text, name, problems)
    return parse_toml(text, Place(name), problems)


def parse_toml(text: str, start: Place, problems: Problems) -> TomlSource | None:
    """`text` parsed, its first line standing at `start`; None where the syntax is wrong.

    Fails:  problem toml-syntax, toml-key-doubled, toml-nested.
    """
    text = _with_line_feeds(text)
    try:
        values = tomllib.loads(text)
        keys = list(_keys(_PARSER.parse(text.encode()).root_node))
    except tomllib.TOMLDecodeError as fault:
        _tell(str(fault), text, start, problems)
        return None
    except RecursionError:
        deep = _OPENING.search(text)
        line = text.count("\n", 0, deep.start()) if deep else 0
        problems.error(Place(start.file, start.line + line), "toml-nested", limit=DEEPEST)
        return None
    lines = text.encode().split(b"\n")
    places: dict[str, Place] = {}
    around: dict[str, Place] = {}  # of tables that only the names of others name: a in [a.b]
    for key, (row, byte) in keys:
        place = Place(start.file, start.line + row, len(lines[row][:byte].decode()) + 1)
        if len(key) > DEEPEST:
            problems.error(place, "toml-nested", limit=DEEPEST)
            return None
        places.setdefault(_path(key), place)
        for n in range(1, len(key)):
            around.setdefault(_path(key[:n]), place)
    return TomlSource(values, around | places, start)


def _path(key: Key) -> str:
    return ".".join(map(str, key))


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _tell(message: str, text: str, start: Place, problems: Problems) -> None:
    """Nothing; what the parser said is told at its place, what is doubled at its name.

    Fails:  problem toml-syntax, toml-key-doubled.
    """
    place = _fault_place(message, text, start)
    if not _TWICE.match(message):
        problems.error(place, "toml-syntax", found=_AT.sub("", message))
        return
    name = text.split("\n")[place.line - start.line].partition("=")[0]
    col = len(name) - len(name.lstrip()) + 1
    problems.error(Place(place.file, place.line, col), "toml-key-doubled", found=name.strip())


def _fault_place(message: str, text: str, start: Place) -> Place:
    found = _AT.search(message)
    if found and found[1]:
        return Place(start.file, start.line + int(found[1]) - 1, int(found[2]))
    return Place(start.file, start.line + text.rstrip("\n").count("\n"), 1)


def _keys(document: Node) -> Iterator[tuple[Key, tuple[int, int]]]:
    counts: dict[Key, int] = {}
    for node in document.named_children:
        if node.type == "pair":
            yield from _pair((), node)
        elif node.type in ("table", "table_array_element"):
            base = _resolved(_name(node.named_children[0]), counts)
            if node.type == "table_array_element":
                counts[base] = counts.get(base, -1) + 1
                base = (*base, counts[base])
            yield base, _point(node.named_children[0])
            for child in node.named_children[1:]:
                if child.type == "pair":
                    yield from _pair(base, child)


def _resolved(name: Key, counts: Mapping[Key, int]) -> Key:
    """`name` with the number of the current element after each array of tables on its way."""
    key: Key = ()
    for i, part in enumerate(name):
        key = (*key, part)
        if key in counts and i < len(name) - 1:
            key = (*key, counts[key])
    return key


def _pair(base: Key, node: Node) -> Iterator[tuple[Key, tuple[int, int]]]:
    name, value = node.named_children[0], node.named_children[1]
    key = (*base, *_name(name))
    yield key, _point(name)
    yield from _inside(key, value)


def _inside(key: Key, value: Node) -> Iterator[tuple[Key, tuple[int, int]]]:
    if value.type == "inline_table":
        for child in value.named_children:
            if child.type == "pair":
                yield from _pair(key, child)
    elif value.type == "array":
        items = [child for child in value.named_children if child.type != "comment"]
        for i, item in enumerate(items):
            yield (*key, i), _point(item)
            yield from _inside((*key, i), item)


def _name(node: Node) -> Key:
    text = (node.text or b"").decode()
    if node.type == "dotted_key":
        return tuple(part for child in node.named_children for part in _name(child))
    return (next(iter(tomllib.loads(f"{text} = 0"))),)


def _point(node: Node) -> tuple[int, int]:
    return node.start_point[0], node.start_point[1]
