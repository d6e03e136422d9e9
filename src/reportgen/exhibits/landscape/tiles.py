"""A plan's bands on their pages and every tile's place in its band."""

from collections.abc import Sequence
from math import sqrt

from reportgen.exhibits.landscape.labels import Label
from reportgen.exhibits.landscape.packing import Cell, Segment, cells_of
from reportgen.exhibits.landscape.pages import BAND_GAP_MM, GUTTER_MM, Piece, cut_pages, page_height_mm
from reportgen.exhibits.landscape.placements import Logo, Placement
from reportgen.exhibits.landscape.plan import (
    LABEL_MM,
    MM_PER_PT,
    TILE_AIR_MM,
    TILE_MAX_MM,
    Names,
    Plan,
    height_mm,
    settings_of,
    tile_width_mm,
)
from reportgen.model.exhibits import BandPart, LandscapePage, Role, Tile, TileList, TileLogo, TileName

_TALLER_MAX = 1.2  # how much taller one page's tiles may be than another's
_GAP_MAX_MM = 7.0
_BORDER_MM = 0.5 * MM_PER_PT
_LOGO_WIDTH_MM, _LOGO_AIR_MM = 7.6, 2.2  # a logo's greatest width; over and under it, together
_LOGO_WIDEST = 3.0  # up to this width by height, logos of a page are of one area
_HALVINGS = 12


def place_pages(
    plan: Plan,
    placements: Sequence[Placement],
    names: Sequence[Names],
    segments: Sequence[Segment],
    labels: Sequence[Label],
    body_mm: float,
) -> tuple[LandscapePage, ...]:
    """The landscape's pages; tiles and gaps grow until a page is full or they look too large."""
    pages = cut_pages(plan.stacks, plan.tile_mm, body_mm)
    tallest = [_tallest_mm(plan, pieces, body_mm) for pieces in pages]
    placed = []
    for pieces, tile_mm in zip(pages, tallest, strict=True):
        tile_mm = min(tile_mm, _TALLER_MAX * min(tallest))
        spare_mm = body_mm - page_height_mm(plan.stacks, pieces, tile_mm)
        gap_mm = min(_GAP_MAX_MM, BAND_GAP_MM + spare_mm / max(len(pieces) - 1, 1))
        top_mm, bands = 0.0, []
        for piece in pieces:
            segment, stack = segments[piece.band], plan.stacks[piece.band]
            high_mm = stack.height_mm(piece.rows, tile_mm)
            bands.append(
                BandPart(
                    segment_id=segment.id,
                    title=labels[piece.band].title,
                    continued=piece.first_row > 0,
                    count=len(segment.adopters) + len(segment.providers),
                    top_mm=round(top_mm, 3),
                    height_mm=round(high_mm, 3),
                    lists=_lists(plan, piece, segment, placements, names, tile_mm),
                )
            )
            top_mm += high_mm + gap_mm
        placed.append(LandscapePage(bands=tuple(bands)))
    return tuple(placed)


def _tallest_mm(plan: Plan, pieces: Sequence[Piece], body_mm: float) -> float:
    """The height of tiles that fills a page, at most what looks well."""
    low, high = plan.tile_mm, max(plan.tile_mm, TILE_MAX_MM)
    if page_height_mm(plan.stacks, pieces, high) <= body_mm:
        return high
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if page_height_mm(plan.stacks, pieces, middle) <= body_mm else (low, middle)
    return low


def _lists(
    plan: Plan,
    piece: Piece,
    segment: Segment,
    placements: Sequence[Placement],
    names: Sequence[Names],
    tile_mm: float,
) -> tuple[TileList, ...]:
    """The tiles of a band's rows on one page, by role."""
    rows = range(piece.first_row, piece.first_row + piece.rows)
    roles: tuple[Role | None, Role] = ("adopter" if segment.split else None, "provider")
    lists = []
    for role, cells in zip(roles, cells_of(segment, plan.bands[piece.band], plan.spans, plan.columns), strict=True):
        here = [cell for cell in cells if cell.row in rows]
        if not here:
            continue
        tiles = []
        for cell in here:
            place_mm = (
                LABEL_MM + cell.column * (tile_width_mm(plan.columns, 1) + GUTTER_MM),
                (cell.row - piece.first_row) * (tile_mm + GUTTER_MM),
            )
            tiles.append(_tile(plan, cell, placements[cell.placement], names[cell.placement], place_mm, tile_mm))
        continued = cells[0].row < piece.first_row
        lists.append(TileList(role=role, count=len(cells), continued=continued, tiles=tuple(tiles)))
    return tuple(lists)


def _tile(
    plan: Plan, cell: Cell, placement: Placement, names: Names, place_mm: tuple[float, float], tile_mm: float
) -> Tile:
    """One tile, with the second name where there is room for it."""
    organisation = placement.organisation
    place = (organisation.slot_mm, plan.columns, cell.span, plan.size_pt)
    settings = settings_of(names, *place)
    if settings is None or height_mm(settings, plan.size_pt) + TILE_AIR_MM > tile_mm:
        settings = settings_of(names[:1], *place) or ()
    return Tile(
        anchor=f"tile-{organisation.id}-{placement.segment_id}",
        organisation=organisation.id,
        names=tuple(
            TileName(lines=setting.lines, language=name.language, lesser=name is not names[0])
            for name, setting in zip(names, settings, strict=False)
        ),
        country=organisation.country,
        role=placement.role,
        closed=organisation.closed,
        href=organisation.href,
        logo=_logo(organisation.logo, tile_mm) if organisation.logo else None,
        left_mm=round(place_mm[0], 3),
        top_mm=round(place_mm[1], 3),
        width_mm=round(tile_width_mm(plan.columns, cell.span), 3),
        height_mm=round(tile_mm, 3),
        text_top_mm=round((tile_mm - height_mm(settings, plan.size_pt)) / 2 - _BORDER_MM, 3),
    )


def _logo(logo: Logo, tile_mm: float) -> TileLogo:
    """The logo as large as the others of its page: a wide one and a square one have the same area."""
    highest_mm = tile_mm - _LOGO_AIR_MM
    area = min(_LOGO_WIDTH_MM**2 / _LOGO_WIDEST, highest_mm**2)
    width_mm = min(sqrt(area * logo.ratio), _LOGO_WIDTH_MM, highest_mm * logo.ratio)
    return TileLogo(src=logo.src, width_mm=round(width_mm, 3), height_mm=round(width_mm / logo.ratio, 3))
