"""What exhibits.toml declares, and the exhibits made from it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeAlias

from reportgen.model.both import Both, Language
from reportgen.model.dataset import Dataset, Value
from reportgen.model.facts import Provenance
from reportgen.model.gallery import Gallery
from reportgen.model.scenario_map import ScenarioMap
from reportgen.model.sectors import SectorNumbers
from reportgen.model.text import ExhibitKind
from reportgen.problems import Place

_BARE = re.compile(r"-?\d+(\.\d+)?")

Role: TypeAlias = Literal["adopter", "provider", "both"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """One entry of exhibits.toml, still as its keys; the room that makes the exhibit reads them.

    `places` gives the line and column of each key by its path: "columns.0.head".
    """

    kind: ExhibitKind
    id: str
    keys: Mapping[str, Any]
    place: Place
    places: Mapping[str, Place]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartSource:
    """Where one row of a chart comes from."""

    name: Both[str]
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawn chart: SVG with selectable text, at its final size."""

    id: str
    svg: str
    close_svg: str  # with rows that stand closer, where a page must hold a little more; "" has none
    width_mm: float
    height_mm: float
    close_height_mm: float
    alt: Both[str]  # written from the data
    data: Dataset
    note: Both[str]  # further words for the source line; "" has none
    provenance: Provenance
    sources: tuple[ChartSource, ...] = ()  # listed under the source line


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A table cell: words in both languages, or a number already worded, with an optional bar."""

    text: Both[str]
    bar_pct: float | None = None  # 0 to 100 of the column's largest, for an in-cell bar
    spark_pct: tuple[float, ...] = ()  # a tiny bar each, 0 to 100 of the cell's largest
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A table column and its head."""

    head: Both[str]
    numeric: bool
    share_pct: float  # of the table's width
    barred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RowGroup:
    """Rows under a heading row; a table without groups has one without a heading."""

    head: tuple[Cell, ...]  # the first names the group, and spans the columns that have no cell; () has no heading
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataTable:
    """A table drawn from data."""

    id: str
    columns: tuple[Column, ...]
    groups: tuple[RowGroup, ...]
    total: tuple[Cell, ...]  # empty has no total row
    note: Both[str]
    provenance: Provenance

    @property
    def data(self) -> Dataset:
        """Its rows without totals: numbers as numbers, words in both languages, behind the name of their group."""
        grouped = any(group.head for group in self.groups)
        heads = [Both(zh="组", en="group")] * grouped + [column.head for column in self.columns]
        numeric = [False] * grouped + [column.numeric for column in self.columns]
        names = [(f"{h.zh} {h.en}",) if n else (h.zh, h.en) for h, n in zip(heads, numeric, strict=True)]
        rows = [(*group.head[:1], *row) for group in self.groups for row in group.rows]
        return Dataset(
            columns=tuple(name for pair in names for name in pair),
            rows=tuple(
                tuple(value for cell, n in zip(row, numeric, strict=True) for value in _values(cell.text, n))
                for row in rows
            ),
            unit=Both(zh="", en=""),
        )


def _values(text: Both[str], numeric: bool) -> tuple[Value, ...]:
    """What a cell says; a number that prints with a hedge or a unit stays as it prints."""
    if not numeric:
        return (text.zh, text.en)
    bare = text.en.replace(",", "")
    return (float(bare) if "." in bare else int(bare),) if _BARE.fullmatch(bare) else (text.en,)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """One big number with its words."""

    value: str  # "3,600"
    sign: str  # "+" or ""
    label: Both[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigures:
    """Rows of big numbers."""

    id: str
    figures: tuple[KeyFigure, ...]
    note: Both[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TileName:
    """An organisation's name in the lines that it is set in; `lesser` is the small one under the leading name."""

    lines: tuple[str, ...]
    language: Language
    lesser: bool


class PictureRatio(Protocol):
    """Width by height of a picture that pages may show."""

    def __call__(self, src: str, place: Place) -> float | None:
        """The ratio of content/`src`; None, and a problem at `place`, where pages may not show it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TileLogo:
    """A logo at the size that it is drawn in; decoration beside the name."""

    src: str  # below content/: "logos/x.svg"
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One placement on a landscape, placed. Lengths in mm from its band's top left corner."""

    anchor: str  # "tile-", organisation id and segment id: "tile-ORG0001-finance-3"
    organisation: str  # id
    names: tuple[TileName, ...]
    country: str  # ISO 3166-1 alpha-2 or ""
    role: Role
    closed: bool
    href: str  # homepage or source address, or ""
    logo: TileLogo | None
    left_mm: float
    top_mm: float
    width_mm: float
    height_mm: float
    text_top_mm: float  # from the inner edge of the tile's border


@dataclass(frozen=True, slots=True, kw_only=True)
class TileList:
    """The tiles of one role in a part of a band; who has both roles stands with the adopters."""

    role: Role | None  # "adopter" or "provider"; None where the landscape does not tell roles apart by position
    count: int  # of the whole segment
    continued: bool  # whether it began on an earlier page
    tiles: tuple[Tile, ...]  # reading order


@dataclass(frozen=True, slots=True, kw_only=True)
class BandPart:
    """A segment's band on one page; `continued` where it began on an earlier page."""

    segment_id: str
    title: Both[tuple[str, ...]]  # in the lines that it is set in
    continued: bool
    count: int  # of the whole segment
    top_mm: float  # from the page's first band
    height_mm: float
    lists: tuple[TileList, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LandscapePage:
    """One wide page of a landscape."""

    bands: tuple[BandPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many have something in common, for the strip over a landscape."""

    key: str  # a role or a country code
    count: int
    share_pct: float  # the length of its bar


@dataclass(frozen=True, slots=True, kw_only=True)
class Landscape:
    """A landscape arranged over its pages, each placement exactly once."""

    id: str
    anchor: str
    pages: tuple[LandscapePage, ...]
    size_pt: float
    small_pt: float
    organisations: int
    placements: int
    roles: tuple[Tally, ...]  # of the placements: adopter, both, provider, as far as there are any
    countries: tuple[Tally, ...]  # of the organisations, most first
    unknown_country: int
    country_names: Mapping[str, Both[str]]  # of each code on its tiles
    split: bool  # whether adopters and providers are told apart by position
    data: Dataset  # one row a placement, in the order of the tiles
    provenance: Provenance
    note: Both[str]  # added to the standing note; "" adds nothing

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """All tiles in reading order."""
        lists = (some for page in self.pages for band in page.bands for some in band.lists)
        return tuple(tile for some in lists for tile in some.tiles)

    @property
    def signs(self) -> tuple[str, ...]:
        """What its legend has to explain: the roles that it has, and "closed" where a tile is."""
        roles = tuple(tally.key for tally in self.roles)
        return (*roles, "closed") if any(tile.closed for tile in self.tiles) else roles


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One sector's cells in the ledger, from `first` up to but not including `stop`."""

    sector: str
    name: Both[str]
    count: Both[str]  # the published figure with its hedge; "" where none is published
    first: int
    stop: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The motif: every case one cell, sectors in the report's order."""

    short: int  # cells on the short side
    long: int  # cells on the long side
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibits:
    """All exhibits that the book calls, by id, and what openers and covers are drawn from."""

    charts: Mapping[str, Chart]  # and timelines
    tables: Mapping[str, DataTable]
    landscapes: Mapping[str, Landscape]
    maps: Mapping[str, ScenarioMap]
    figures: Mapping[str, KeyFigures]
    galleries: Mapping[str, Gallery]
    sectors: Mapping[str, SectorNumbers]  # in the report's order
    ledger: Ledger
