"""Numbers with an owner: computed from a table, or published."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reportgen.problems import Place


class Hedge(StrEnum):
    """How exactly a number is stated."""

    EXACT = "exact"
    OVER = "over"  # the true value is somewhat larger: 超过, over, +
    NEARLY = "nearly"  # somewhat smaller: 近, nearly
    ABOUT = "about"  # 约, about


class Provenance(StrEnum):
    """Where data comes from; ordered from the weakest claim to the strongest."""

    SAMPLE = "sample"
    PUBLIC = "public"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One number. A published one prints as published; a computed one is exact and may be hedged in text."""

    id: str
    alias: str  # its Chinese name in `{…}`
    value: Decimal
    unit: str  # "" or a unit such as 起, 个, %
    hedge: Hedge
    provenance: Provenance
    source: str
    rows: tuple[int, ...]  # CSV lines that a computed one was counted from
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class FactDeclaration:
    """One entry of facts.toml: a number that is counted from a table. `places` gives the spot of each key."""

    id: str
    alias: str
    table: str
    where: Mapping[str, object]  # column -> value, or list of values
    measure: str  # "count", "distinct:COLUMN" or "sum:COLUMN"
    unit: str
    place: Place
    places: Mapping[str, Place]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All facts; `named` finds one by its id or its alias."""

    named: Mapping[str, Fact]
