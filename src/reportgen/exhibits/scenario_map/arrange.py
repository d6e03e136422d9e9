"""The scenario map from its declaration: type, columns and pages, and where each name stands."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, replace

from reportgen.exhibits.answers import Answer, Recall
from reportgen.exhibits.charts.values import from_facts
from reportgen.exhibits.charts.wording import hedged
from reportgen.exhibits.scenario_map.columns import BETWEEN_MM, column_mm, cut, longest_mm
from reportgen.exhibits.scenario_map.names import PT_PER_MM
from reportgen.exhibits.scenario_map.sectors import Known, Scenario, set_sectors, settings_of, too_long
from reportgen.exhibits.select import NO_WORDS, names_of, read_keys
from reportgen.exhibits.widths import Widths, widths_of
from reportgen.model.both import BookKind, Both
from reportgen.model.dataset import Dataset
from reportgen.model.exhibits import Declaration
from reportgen.model.facts import Facts, Hedge
from reportgen.model.fonts import Measure
from reportgen.model.scenario_map import MapSector, MapType, ScenarioMap
from reportgen.model.tables import Tables
from reportgen.nearest import nearest
from reportgen.problems import Problems
from reportgen.toml_source import KeyReader

_COLUMNS = ("sector", "segment_id", "segment_zh", "segment_en", "scenario_id", "scenario_zh", "scenario_en")
WIDTH_MM, HEIGHT_MM = 269.0, 165.0  # of the area for sectors
GUTTER_MM = 6.0
_PAGES = ((1, (4,)), (2, (4, 3)))  # and into how many columns each may divide
_SIZES_PT = tuple(size / 10 for size in range(65, 89))
_LESSER, _LEAST_PT = 0.93, 6.5  # of the leading language's size, but no less than this
_LABELS_MM = (15.0, 16.5, 18.0, 19.5, 21.0, 23.0, 26.0)
_TIGHT, _LOOSE = 1.26, 1.9  # from a scenario to the next, in type sizes
_HALVINGS = 9  # of the search for the widest pitch
_SPREAD_MM = 16.0  # two sectors of a column stand apart at most


def arrange_map(
    declaration: Declaration,
    tables: Tables,
    facts: Facts,
    anchors: Collection[str],
    measure: Measure,
    kind: BookKind,
    recall: Recall,
    problems: Problems,
) -> ScenarioMap | None:
    """All scenarios of the taxonomy on one wide page; on two, where type would be smaller than 6.5 pt.

    Takes:  keys facts = "{sector}_cases", the published cases of a sector; total, the fact of all scenarios; note;
            anchors, the ids of the book's sections. A sector or a segment leads to the section of its id.
    Gives:  None where it cannot be arranged.
    Fails:  problem map-fact-unknown, map-glyph, map-name-long, map-crowded, chart-facts-* and toml-key-*.
    """
    read = read_keys(declaration, problems)
    read.only(("facts", "total", "note"))
    total = _total(read, facts)
    pattern = read.need(str, "facts")
    cases = from_facts(declaration, tables, facts, problems) if pattern is not None else None
    scenarios = _scenarios(tables)
    if total is None or cases is None or not _has_glyphs(scenarios, measure, kind, read):
        return None
    counted = {id_: (row.values[""], row.hedge) for id_, row in cases.rows.items()}
    most = max(value for value, _ in counted.values()) or 1.0
    known = Known(
        names=names_of(tables, "sector"),
        counts={id_: _worded(value, hedge) for id_, (value, hedge) in counted.items()},
        bars_pct={id_: round(100 * value / most, 2) for id_, (value, _) in counted.items()},
        anchors=anchors,
    )
    em = widths_of(measure)
    answer = recall(repr((kind.value, scenarios, known.names)), lambda: _search(scenarios, known, kind, em))
    if answer is None:
        _note_misfit(scenarios, known, kind, em, read)
        return None
    type, columns = MapType(**answer[0]), answer[1]
    sectors = set_sectors(scenarios, known, settings_of(type, kind.languages, em))
    return ScenarioMap(
        id=declaration.id,
        anchor=f"map-{declaration.id}",
        pages=tuple(_placed(sectors, type, columns)),
        type=type,
        sectors=len(sectors),
        segments=sum(len(sector.segments) for sector in sectors),
        total=total,
        data=_dataset(tables),
        note=read.take_both(NO_WORDS, "note"),
        provenance=cases.provenance,
    )


# ---- what is shown


def _dataset(tables: Tables) -> Dataset:
    rows = tables["taxonomy"][list(_COLUMNS)]
    return Dataset(columns=_COLUMNS, rows=tuple(rows.itertuples(index=False, name=None)), unit=NO_WORDS)


def _scenarios(tables: Tables) -> tuple[Scenario, ...]:
    columns = ["sector", "segment_id", "scenario_id", "segment_zh", "segment_en", "scenario_zh", "scenario_en"]
    return tuple(
        Scenario(
            sector=sector,
            segment=segment,
            id=id_,
            segment_name=Both(zh=segment_zh or segment_en, en=segment_en or segment_zh),
            name=Both(zh=zh or en, en=en or zh),
        )
        for sector, segment, id_, segment_zh, segment_en, zh, en in tables["taxonomy"][columns].itertuples(
            index=False, name=None
        )
    )


def _total(read: KeyReader, facts: Facts) -> Both[str] | None:
    """The number of scenarios as it was published.

    Fails:  problem map-fact-unknown, toml-key-missing, toml-key-value.
    """
    name = read.need(str, "total")
    if name is None:
        return None
    fact = facts.named.get(name)
    if fact is None:
        read.note("map-fact-unknown", "total", found=name, nearest=nearest(name, facts.named))
        return None
    return _worded(float(fact.value), fact.hedge)


def _worded(value: float, hedge: Hedge) -> Both[str]:
    zh, en = (" ".join(hedged(value, hedge, False, language)).strip() for language in BookKind.PARALLEL.languages)
    return Both(zh=zh, en=en)


def _has_glyphs(scenarios: Sequence[Scenario], measure: Measure, kind: BookKind, read: KeyReader) -> bool:
    """Whether the fonts have every character.

    Fails:  problem map-glyph.
    """
    names = [name for row in scenarios for name in (row.segment_name, row.name)]
    for char in sorted({char for name in names for language in kind.languages for char in name.of(language)}):
        try:
            measure(char, "en", 1)
        except KeyError:
            read.note("map-glyph", "facts", found=char, unicode=f"U+{ord(char):04X}")
            return False
    return True


# ---- the search


def _search(scenarios: tuple[Scenario, ...], known: Known, kind: BookKind, em: Widths) -> Answer:
    """The largest type on the fewest pages with the widest pitch for it, and the columns of each page.

    Gives:  None where two pages are too small.
    """

    def sectors_in(type: MapType) -> tuple[MapSector, ...] | None:
        settings = settings_of(type, kind.languages, em)
        sectors = set_sectors(scenarios, known, settings)
        return None if any(too_long(sectors, settings)) else sectors

    def fit(sectors: tuple[MapSector, ...] | None, columns: int) -> bool:
        return sectors is not None and longest_mm([sector.height_mm for sector in sectors], columns) <= HEIGHT_MM

    def largest(columns: int, pages: int) -> MapType | None:
        found, low, high = None, 0, len(_SIZES_PT)
        while low < high:
            middle = (low + high) // 2
            types = [_type(_SIZES_PT[middle], mm, columns) for mm in _LABELS_MM]
            fitting = [(type, sectors) for type in types if fit(sectors := sectors_in(type), columns * pages)]
            if fitting:
                found, low = min(fitting, key=lambda one: _label_lines(one[1] or ()))[0], middle + 1
            else:
                high = middle
        return found

    for pages, numbers in _PAGES:
        types = [(columns, type) for columns in numbers if (type := largest(columns, pages))]
        if not types:
            continue
        columns, type = max(types, key=lambda one: one[1].size_pt)
        tight, loose = _TIGHT, _LOOSE
        for _ in range(_HALVINGS):
            pitch = (tight + loose) / 2
            fits = fit(sectors_in(replace(type, pitch_mm=type.size_pt * pitch / PT_PER_MM)), columns * pages)
            tight, loose = (pitch, loose) if fits else (tight, pitch)
        type = replace(type, pitch_mm=round(type.size_pt * tight / PT_PER_MM - 0.0005, 3))
        return asdict(type), columns
    return None


def _label_lines(sectors: tuple[MapSector, ...]) -> int:
    names = [segment.name.lines for sector in sectors for segment in sector.segments]
    return sum(len(lines.zh) + len(lines.en) for lines in names)


def _note_misfit(scenarios: tuple[Scenario, ...], known: Known, kind: BookKind, em: Widths, read: KeyReader) -> None:
    """Nothing; it is noted why there is no room: words too wide even for the smallest type, or too many lines.

    Fails:  problem map-name-long, map-crowded.
    """
    settings = settings_of(_type(_SIZES_PT[0], _LABELS_MM[-1], 3), kind.languages, em)
    long = [name.lines.of(kind.languages[0]) for name in too_long(set_sectors(scenarios, known, settings), settings)]
    for lines in long:
        read.note("map-name-long", "facts", found="".join(lines))
    if not long:
        read.note("map-crowded", "facts", found=len(scenarios))


def _type(size_pt: float, label_mm: float, columns: int) -> MapType:
    return MapType(
        size_pt=size_pt,
        lesser_pt=max(_LEAST_PT, round(size_pt * _LESSER, 2)),
        pitch_mm=size_pt * _TIGHT / PT_PER_MM,
        label_mm=label_mm,
        column_mm=round((WIDTH_MM - GUTTER_MM * (columns - 1)) / columns, 3),
    )


def _placed(sectors: tuple[MapSector, ...], type: MapType, of_page: int) -> Iterator[tuple[MapSector, ...]]:
    """The sectors page by page, each in its column; what a column leaves free stands between its sectors."""
    heights = [sector.height_mm for sector in sectors]
    columns = cut(heights, of_page * (1 if longest_mm(heights, of_page) <= HEIGHT_MM else 2))
    for start in range(0, len(columns), of_page):
        page = []
        for n, (first, stop) in enumerate(columns[start : start + of_page]):
            free = (HEIGHT_MM - column_mm(heights[first:stop])) / max(1, stop - first - 1)
            top = 0.0
            for sector in sectors[first:stop]:
                left = n * (type.column_mm + GUTTER_MM)
                page.append(replace(sector, left_mm=round(left, 3), top_mm=round(top, 3)))
                top += sector.height_mm + min(_SPREAD_MM, BETWEEN_MM + free)
        yield tuple(page)
