"""The search for columns, type size and names that give the most readable landscape on the fewest pages."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass

from reportgen.exhibits.answers import Answer, Recall
from reportgen.exhibits.landscape.lines import SetName, Setting
from reportgen.exhibits.landscape.packing import Packed, Segment, pack
from reportgen.exhibits.landscape.pages import GUTTER_MM, Stack, count_pages

MM_PER_PT = 25.4 / 72
WIDTH_MM, LABEL_MM = 269.0, 33.0  # the page's measure; a band's label with the space to its tiles
PAD_MM = 1.6  # left of a name
SLOT_MM = 9.0  # further left of it, for a logo: 10 mm with the space at the tile's edge
CODE_MM = 5.0  # the country code and its space, right of a name
TILE_AIR_MM = 1.2  # over and under a tile's text, together
_TILE_MIN_MM, TILE_MAX_MM = 4.8, 12.6
LEADING = 1.15
_SMALLEST_PT, _LARGEST_PT = 6.5, 8.4
_LESSER = 0.86  # of the leading name's size
_COLUMNS = range(4, 12)
_WIDE_SHARE_MAX = 0.14  # of names in two cells; the fewest columns take any
_FLAT = 4.5  # a tile so many times wider than high begins to look like a line of a list
_HALVINGS = 6

Names = tuple[SetName, ...]  # one or two of an organisation, the leading one first


@dataclass(frozen=True, slots=True)
class _Rule:
    """How many names every tile has to hold, in how many lines at most; `room` keeps a line free for the other name."""

    names: int
    most_lines: int
    room: bool


# The richest first: both names everywhere; both where they fit, with the room for it; the leading one.
_BOTH = (_Rule(2, 2, False), _Rule(2, 3, False))
_WHERE_IT_FITS = (_Rule(1, 2, True),)
_LEADING_NAME = (_Rule(1, 2, False),)


@dataclass(frozen=True, slots=True)
class Plan:
    """A number of columns at a type size: the bands and what they need."""

    columns: int
    size_pt: float
    spans: tuple[int, ...]  # cells of each placement, by number
    bands: tuple[Packed, ...]
    stacks: tuple[Stack, ...]
    tile_mm: float  # least height of a tile
    pages: int
    score: float


@dataclass(frozen=True, slots=True)
class Material:
    """What is to be arranged: placements' names and logos' slots by number, segments, labels' heights, a page's."""

    names: Sequence[Names]
    slots_mm: Sequence[float]
    segments: Sequence[Segment]
    labels_mm: Sequence[float]
    body_mm: float


def small_pt(size_pt: float) -> float:
    """The size of a second name under a leading one of `size_pt`."""
    return max(_SMALLEST_PT, round(size_pt * _LESSER, 2))


def tile_width_mm(columns: int, span: int) -> float:
    """Width of a tile of `span` cells and the gutter between them."""
    cell_mm = (WIDTH_MM - LABEL_MM - GUTTER_MM * (columns - 1)) / columns
    return cell_mm * span + GUTTER_MM * (span - 1)


def settings_of(names: Names, slot_mm: float, columns: int, span: int, size_pt: float) -> tuple[Setting, ...] | None:
    """All `names` in the fewest lines that a tile of `span` cells is wide enough for beside a logo's slot, or None."""
    room_pt = (tile_width_mm(columns, span) - slot_mm - PAD_MM - CODE_MM) / MM_PER_PT
    found = []
    for name, size in zip(names, (size_pt, small_pt(size_pt)), strict=False):
        setting = name.within(room_pt / size, anywhere=span == 2)
        if setting is None:
            return None
        found.append(setting)
    return tuple(found)


def height_mm(settings: Sequence[Setting], size_pt: float) -> float:
    """Height of names set one under the other, the first in `size_pt`."""
    sizes = (size_pt, small_pt(size_pt))
    return sum(len(s.lines) * size for s, size in zip(settings, sizes, strict=False)) * LEADING * MM_PER_PT


def is_too_long(names: Names, slot_mm: float) -> bool:
    """Whether the leading name does not fit two of the widest cells in the smallest type."""
    return settings_of(names[:1], slot_mm, _COLUMNS[0], 2, _SMALLEST_PT) is None


def find_plan(material: Material, recall: Recall) -> Plan | None:
    """The plan of the best score among those with the richest names on the fewest pages.

    Gives:  None where a name is too long for any number of columns.
    """
    answer = recall(repr(material), lambda: _search(material))
    if answer is None:
        return None
    rule, columns, size_pt = answer
    return _try(material, _Rule(*rule), columns, size_pt)


def _search(material: Material) -> Answer:
    """The best plan's rule, columns and type size; None where there is no plan."""
    several = any(len(names) > 1 for names in material.names)
    tiers = (_BOTH, _WHERE_IT_FITS, _LEADING_NAME) if several else (_LEADING_NAME,)
    least = [
        [(rule, plan) for rule in tier for columns in _COLUMNS if (plan := _try(material, rule, columns, _SMALLEST_PT))]
        for tier in tiers
    ]
    fewest = min((plan.pages for tier in least for _, plan in tier), default=0)
    for tier in least:
        plans = [(rule, _largest(material, rule, plan)) for rule, plan in tier if plan.pages == fewest]
        if plans:
            rule, plan = max(plans, key=lambda found: found[1].score)
            return astuple(rule), plan.columns, plan.size_pt
    return None


def _largest(material: Material, rule: _Rule, least: Plan) -> Plan:
    """The plan of the largest type that keeps to the pages of `least`, found by halving."""
    low, high, best = _SMALLEST_PT, _LARGEST_PT, least
    size = high
    for _ in range(_HALVINGS):
        plan = _try(material, rule, least.columns, size)
        if plan and plan.pages <= least.pages:
            low, best = size, plan
        else:
            high = size
        size = round((low + high) / 2, 2)
    return best


def _try(material: Material, rule: _Rule, columns: int, size_pt: float) -> Plan | None:
    """The plan for one rule, number of columns and size, or None where too many names are too long for it."""
    spans, broken, paired = [], 0, 0
    text_mm = (size_pt + small_pt(size_pt) * rule.room) * LEADING * MM_PER_PT
    for names, slot_mm in zip(material.names, material.slots_mm, strict=True):
        for span in (1, 2):
            settings = settings_of(names[: rule.names], slot_mm, columns, span, size_pt)
            if settings and sum(len(s.lines) for s in settings) <= rule.most_lines:
                break
        else:
            return None
        spans.append(span)
        broken += any(len(s.lines) > 1 for s in settings)
        text_mm = max(text_mm, height_mm(settings, size_pt))
        if rule.room and len(names) > 1:
            both = settings_of(names, slot_mm, columns, span, size_pt)
            paired += both is not None and sum(len(s.lines) for s in both) == 2
    count, wide = len(spans), spans.count(2)
    if wide > _WIDE_SHARE_MAX * count and columns > _COLUMNS[0]:
        return None
    bands = tuple(pack(segment, spans, columns) for segment in material.segments)
    stacks = tuple(Stack(band.rows, label) for band, label in zip(bands, material.labels_mm, strict=True))
    tile_mm = max(text_mm + TILE_AIR_MM, _TILE_MIN_MM)
    pages = count_pages(stacks, tile_mm, material.body_mm)
    rows = sum(band.rows for band in bands)
    fill = sum(spans) / (columns * rows) * min(1.0, rows * (TILE_MAX_MM + GUTTER_MM) / (material.body_mm * pages))
    flat = tile_width_mm(columns, 1) * rows / (material.body_mm * pages)
    score = size_pt + 3 * fill - (4 * broken + 6 * wide - 2 * paired) / count - 0.4 * max(0.0, flat - _FLAT)
    return Plan(columns, size_pt, tuple(spans), bands, stacks, tile_mm, pages, score)
