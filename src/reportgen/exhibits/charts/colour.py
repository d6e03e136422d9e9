"""Colours by their share of the scale, and the ink that can be read on them."""

from reportgen.exhibits.charts.theme import DEEP, SEQUENCE, WHITE

_CONTRAST = 4.5  # of a value on its cell, at least
_STEP = 0.005  # of the scale, by which a cell's colour gives way to its value


def colours(share: float) -> tuple[str, str]:
    """The colour of a cell at `share` of the scale, and of the value on it.

    Why not a fixed border between dark and white words: in the middle blues neither can be read well, so a cell that
    falls there takes the nearest blue on which one can.
    """
    for away in range(len(SEQUENCE) * 100):
        for at in (share + away * _STEP, share - away * _STEP):
            cell = _blend(min(max(at, 0.0), 1.0))
            ink = max((WHITE, DEEP), key=lambda ink: _contrast(ink, cell))
            if _contrast(ink, cell) >= _CONTRAST:
                return cell, ink
    raise AssertionError("white can be read on the darkest colour of the sequence")


def _blend(share: float) -> str:
    """The colour at `share` of the sequence, between the two that stand beside it."""
    place = share * (len(SEQUENCE) - 1)
    step = min(int(place), len(SEQUENCE) - 2)
    pair = zip(_channels(SEQUENCE[step]), _channels(SEQUENCE[step + 1]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * (place - step)):02X}" for a, b in pair)


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour[1:])
    return red, green, blue


def _contrast(a: str, b: str) -> float:
    """The contrast of two colours as WCAG counts it, 1 to 21."""
    low, high = sorted(_luminance(colour) for colour in (a, b))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in _channels(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
