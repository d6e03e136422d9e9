"""Sectors, segments and scenarios set in one type: their lines and their heights.

The style sheet layouts/pages/scenario_map.css sets them in the measures named here.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from reportgen.exhibits.scenario_map.names import PT_PER_MM, Setting, set_name
from reportgen.exhibits.widths import Widths
from reportgen.model.both import Both, Language
from reportgen.model.scenario_map import MapName, MapScenario, MapSector, MapSegment, MapType

HEAD_MM = 7.2  # a sector's name and bar, and the space below
HEAD_PT, HEAD_LESSER_PT = 9.6, 7.6
_HEAD_LINE_MM = 4.0  # each further line of a sector's name
_COUNT_MM = 14.0  # right of a sector's name, for its cases
_SEGMENT_AIR_MM = 1.3  # from one segment to the next, with a hairline in it
_LABEL_GAP_MM = 2.0  # right of a label
_HANG_MM = 1.8  # by which the further lines of a scenario stand in, so that none is taken for another scenario
LEADING = 1.18  # of the lines of labels, and of a scenario's further lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A row of the taxonomy."""

    sector: str
    segment: str
    id: str
    segment_name: Both[str]
    name: Both[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What stands at a sector, other than its scenarios."""

    names: Mapping[str, Both[str]]
    counts: Mapping[str, Both[str]]
    bars_pct: Mapping[str, float]
    anchors: Collection[str]  # the sections that there are

    def anchor(self, id_: str) -> str:
        """The section about a sector or a segment; "" where there is none. Ids in the text have no underscore."""
        anchor = id_.replace("_", "-")
        return anchor if anchor in self.anchors else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The ways in which the three kinds of names are set."""

    type: MapType
    sector: Setting
    segment: Setting
    scenario: Setting


def settings_of(type: MapType, languages: tuple[Language, ...], em: Widths) -> Settings:
    """The settings of one type."""
    sizes, heads = (type.size_pt, type.lesser_pt), (HEAD_PT, HEAD_LESSER_PT)
    rooms = (type.column_mm - _COUNT_MM, type.label_mm - _LABEL_GAP_MM, type.column_mm - type.label_mm)
    sector, segment, scenario = (
        Setting(languages=languages, sizes_pt=pts, bold=bold, room_mm=room, hang_mm=hang, em=em)
        for pts, bold, room, hang in zip(
            (heads, sizes, sizes), (True, True, False), rooms, (0.0, 0.0, _HANG_MM), strict=True
        )
    )
    return Settings(type=type, sector=sector, segment=segment, scenario=scenario)


def set_sectors(scenarios: tuple[Scenario, ...], known: Known, settings: Settings) -> tuple[MapSector, ...]:
    """The sectors in the order of the taxonomy, all at the upper left corner."""
    found = []
    for sector, rows in groupby(scenarios, key=lambda row: row.sector):
        name = set_name(known.names.get(sector, Both(zh=sector, en=sector)), settings.sector, beside=True)
        top = HEAD_MM + _HEAD_LINE_MM * (_count(name) - 1)
        head, segments = top, []
        for segment in _segments(tuple(rows), known, settings):
            segments.append(replace(segment, top_mm=top))
            top += _height_mm(segment, settings)
        found.append(
            MapSector(
                id=sector,
                name=name,
                count=known.counts.get(sector, Both(zh="", en="")),
                bar_pct=known.bars_pct.get(sector, 0.0),
                anchor=known.anchor(sector),
                left_mm=0.0,
                top_mm=0.0,
                head_mm=head,
                height_mm=top - _SEGMENT_AIR_MM,
                segments=tuple(segments),
            )
        )
    return tuple(found)


def _segments(rows: tuple[Scenario, ...], known: Known, settings: Settings) -> Iterator[MapSegment]:
    for segment, some in groupby(rows, key=lambda row: row.segment):
        scenarios = tuple(some)
        yield MapSegment(
            id=segment,
            name=set_name(scenarios[0].segment_name, settings.segment, beside=False),
            anchor=known.anchor(segment),
            top_mm=0.0,
            scenarios=tuple(_scenario(scenario, settings) for scenario in scenarios),
        )


def _scenario(scenario: Scenario, settings: Settings) -> MapScenario:
    name = set_name(scenario.name, settings.scenario, beside=True)
    further = (_count(name) - 1) * settings.type.size_pt * LEADING / PT_PER_MM
    return MapScenario(id=scenario.id, name=name, height_mm=settings.type.pitch_mm + further)


def _count(name: MapName) -> int:
    """The lines that a name takes."""
    return 1 if name.beside else len(name.lines.zh) + len(name.lines.en)


def _height_mm(segment: MapSegment, settings: Settings) -> float:
    """The height of a segment and the space below: its label's or its scenarios'."""
    label = _count(segment.name) * settings.type.size_pt * LEADING / PT_PER_MM
    return max(label, sum(scenario.height_mm for scenario in segment.scenarios)) + _SEGMENT_AIR_MM


def too_long(sectors: tuple[MapSector, ...], settings: Settings) -> Iterator[MapName]:
    """The names of which a word is wider than its room."""
    for sector in sectors:
        if not settings.sector.fits(sector.name):
            yield sector.name
        for segment in sector.segments:
            if not settings.segment.fits(segment.name):
                yield segment.name
            yield from (s.name for s in segment.scenarios if not settings.scenario.fits(s.name))
