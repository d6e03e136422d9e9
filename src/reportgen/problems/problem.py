"""Where something is wrong and what was found there; the words stand in the catalogue."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in an input file, which is named relative to the project's root, or by its address in a store."""

    file: Path
    line: int = 1
    col: int = 1  # character in text, field number in CSV

    def __str__(self) -> str:
        file = re.sub(r"^([a-z][a-z0-9+]+):/\b", r"\1://", str(self.file))  # a path keeps one stroke of an address
        return f"{file}:{self.line}:{self.col}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that an editor has to mend (`fatal`) or may want to know."""

    place: Place
    code: str  # stable, kebab-case, prefixed by its room; worded in catalogue.toml
    values: Mapping[str, object] = field(default_factory=dict)
    fatal: bool = True
