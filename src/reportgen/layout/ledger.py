"""The motif as pictures: every case a cell, drawn upright for the cover and lying for openers and the back."""

from base64 import b64encode

from reportgen.model.exhibits import Ledger

NAVY_TONES = ("#2B63B3", "#1C4A8F")  # neighbours differ
LIT, DIM, GOLD, SKY = "#6FA5EA", "#17386B", "#C8963E", "#5E97E0"


def upright(ledger: Ledger, width_mm: float, height_mm: float) -> str:
    """A data URI: filled row by row, the first sector on top; the largest sector sky, dual carbon gold."""
    largest = max(ledger.stretches, key=lambda s: s.stop - s.first, default=None)
    tones = [
        GOLD if s.sector == "dual_carbon" else SKY if s is largest else NAVY_TONES[i % 2]
        for i, s in enumerate(ledger.stretches)
    ]
    pitch_x, pitch_y = width_mm / ledger.short, height_mm / ledger.long
    return _picture(ledger, tones, ledger.short, (pitch_x, pitch_y), (width_mm, height_mm), by_row=True)


def lying(ledger: Ledger, lit: str | None, width_mm: float, height_mm: float) -> str:
    """A data URI: filled column by column from the left. One sector lit; `lit` None shows all with dual carbon gold."""
    tones = [
        (LIT if s.sector == lit else DIM)
        if lit
        else (GOLD if s.sector == "dual_carbon" else ("#1D4A8C", "#153970")[i % 2])
        for i, s in enumerate(ledger.stretches)
    ]
    pitch_x, pitch_y = width_mm / ledger.long, height_mm / ledger.short
    return _picture(ledger, tones, ledger.short, (pitch_x, pitch_y), (width_mm, height_mm), by_row=False)


def span_mm(ledger: Ledger, sector: str, width_mm: float) -> tuple[float, float] | None:
    """Left edge and width of a sector's columns in the lying ledger; None where the sector has no cell."""
    pitch = width_mm / ledger.long
    for s in ledger.stretches:
        if s.sector == sector:
            begin, end = s.first // ledger.short, -(-s.stop // ledger.short)
            return (begin * pitch, (end - begin) * pitch)
    return None


def _picture(
    ledger: Ledger,
    tones: list[str],
    across: int,
    pitch: tuple[float, float],
    size: tuple[float, float],
    *,
    by_row: bool,
) -> str:
    cell = min(pitch) * 0.78
    paths = []
    for stretch, tone in zip(ledger.stretches, tones, strict=True):
        cells = []
        for i in range(stretch.first, stretch.stop):
            column, row = (i % across, i // across) if by_row else (i // across, i % across)
            cells.append(f"M{column * pitch[0]:.2f} {row * pitch[1]:.2f}h{cell:.2f}v{cell:.2f}h-{cell:.2f}z")
        paths.append(f'<path fill="{tone}" d="{"".join(cells)}"/>')
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size[0]}mm" height="{size[1]}mm" '
        f'viewBox="0 0 {size[0]} {size[1]}">{"".join(paths)}</svg>'
    )
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()
