"""The scenario map: every scenario of the taxonomy in its place. Lengths in mm."""

from dataclasses import dataclass

from reportgen.model.both import Both
from reportgen.model.dataset import Dataset
from reportgen.model.facts import Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class MapName:
    """A name in the lines that it is set in; a half that the book does not print has none."""

    lines: Both[tuple[str, ...]]
    beside: bool  # whether English stands right of Chinese; else below


@dataclass(frozen=True, slots=True, kw_only=True)
class MapScenario:
    """One scenario, below the one before it."""

    id: str
    name: MapName
    height_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MapSegment:
    """A segment: its label at the left, its scenarios right of it."""

    id: str
    name: MapName
    anchor: str  # of the section about it; "" where none is written
    top_mm: float  # from its sector's top
    scenarios: tuple[MapScenario, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapSector:
    """A sector, its bar and its segments, from the top left corner of its page's area."""

    id: str
    name: MapName
    count: Both[str]  # of cases as published; "" where none is
    bar_pct: float  # of the most cases of a sector; 0 where no count is published
    anchor: str
    left_mm: float
    top_mm: float
    head_mm: float  # height of its name and bar
    height_mm: float
    segments: tuple[MapSegment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapType:
    """The type that all names are set in."""

    size_pt: float
    lesser_pt: float  # English beside or below Chinese
    pitch_mm: float  # from a scenario to the next
    label_mm: float  # width of the labels' column
    column_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioMap:
    """All scenarios on one wide page, or two."""

    id: str
    anchor: str
    pages: tuple[tuple[MapSector, ...], ...]
    type: MapType
    sectors: int
    segments: int
    total: Both[str]  # of scenarios, as published
    data: Dataset  # one row a scenario
    note: Both[str]
    provenance: Provenance
