"""Bands cut into pages: whole segments in order, and one that no page holds goes on over the next."""

from collections.abc import Sequence
from dataclasses import dataclass

GUTTER_MM = 0.9
BAND_GAP_MM = 3.2


@dataclass(frozen=True, slots=True)
class Stack:
    """A band as far as height is concerned: its rows, and how high its label is."""

    rows: int
    label_mm: float

    def height_mm(self, rows: int, tile_mm: float) -> float:
        """Height of `rows` of its rows beside its label."""
        return max(rows * (tile_mm + GUTTER_MM) - GUTTER_MM, self.label_mm)


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows of a band that stand on one page."""

    band: int
    first_row: int
    rows: int


def count_pages(stacks: Sequence[Stack], tile_mm: float, body_mm: float) -> int:
    """How many pages hold all bands with tiles of a height."""
    return len(_fill(stacks, tile_mm, body_mm, [body_mm]))


def cut_pages(stacks: Sequence[Stack], tile_mm: float, body_mm: float) -> list[list[Piece]]:
    """As few pages as hold all bands with tiles of a height, each cut where the fullest one left is least full."""
    fewest = count_pages(stacks, tile_mm, body_mm)
    limits_mm: list[float] = []
    for _ in range(fewest):
        low_mm, high_mm = 0.0, body_mm
        while high_mm - low_mm > tile_mm / 4:
            middle_mm = (low_mm + high_mm) / 2
            if len(_fill(stacks, tile_mm, body_mm, [*limits_mm, middle_mm])) > fewest:
                low_mm = middle_mm
            else:
                high_mm = middle_mm
        limits_mm.append(high_mm)
    return _fill(stacks, tile_mm, body_mm, limits_mm)


def page_height_mm(stacks: Sequence[Stack], pieces: Sequence[Piece], tile_mm: float) -> float:
    """Height of a page's bands and the gaps between them."""
    bands_mm = sum(stacks[piece.band].height_mm(piece.rows, tile_mm) for piece in pieces)
    return bands_mm + (len(pieces) - 1) * BAND_GAP_MM


def _fill(stacks: Sequence[Stack], tile_mm: float, body_mm: float, limits_mm: Sequence[float]) -> list[list[Piece]]:
    """Pages filled one after the other, each up to its limit (the last one counts on), further only by a lone band.

    A band higher than a body is begun wherever two of its rows find room, and leaves no single row for later.
    """
    pages: list[list[Piece]] = []
    page: list[Piece] = []
    used_mm = 0.0
    for band, stack in enumerate(stacks):
        first, too_high = 0, stack.height_mm(stack.rows, tile_mm) > body_mm
        while first < stack.rows:
            left = stack.rows - first
            start_mm = used_mm + BAND_GAP_MM if page else 0.0
            room_mm = limits_mm[min(len(pages), len(limits_mm) - 1)] - start_mm
            if stack.height_mm(left, tile_mm) <= room_mm or (not page and not too_high):
                rows = left
            elif too_high and (not page or stack.label_mm <= room_mm):
                fitting = int((room_mm + GUTTER_MM) / (tile_mm + GUTTER_MM))
                rows = min(fitting, left - 2 if left > 2 else left)
                rows = 0 if page and rows < 2 else max(rows, 1)
            else:
                rows = 0
            if rows:
                page.append(Piece(band, first, rows))
                used_mm = start_mm + stack.height_mm(rows, tile_mm)
                first += rows
            if first < stack.rows:
                pages.append(page)
                page, used_mm = [], 0.0
    return [*pages, page]
