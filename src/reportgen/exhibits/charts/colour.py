"""Colours by their share of the scale, or of the parts of a row, and the ink that can be read on them."""

from collections.abc import Sequence

from reportgen.exhibits.charts.theme import BLUE, DEEP, MUTED, NAVY, SEQUENCE, WHITE

_CONTRAST = 4.5  # of a value on its cell, at least
_STEP = 0.005  # of the scale, by which a cell's colour gives way to its value
_FAINTEST = 0.2  # of the scale: the last of several parts
_FAINT = "#E1E9F3"  # the last of those muted
_LIT = (BLUE, SEQUENCE[3], NAVY)


def colours_of_parts(parts: Sequence[str], lit: frozenset[str]) -> dict[str, tuple[str, str]]:
    """The colour of each part, no two of the same lightness, and that of the value on it.

    Gives:  from dark to light in their order; where some are emphasised, the others are muted.
    """
    if not lit:
        steps = [1 - (1 - _FAINTEST) * i / max(1, len(parts) - 1) for i in range(len(parts))]
        return {part: colours(step) for part, step in zip(parts, steps, strict=True)}
    muted, found = [part for part in parts if part not in lit], {}
    for i, part in enumerate(muted):
        found[part] = _between(MUTED, _FAINT, i / max(1, len(muted) - 1))
    found |= dict(zip((part for part in parts if part in lit), _LIT, strict=False))
    return {part: (found[part], ink_on(found[part])) for part in parts}


def ink_on(cell: str) -> str:
    """White or dark, whichever can be read better on a colour."""
    return max((WHITE, DEEP), key=lambda ink: _contrast(ink, cell))


def colours(share: float) -> tuple[str, str]:
    """The colour of a cell at `share` of the scale, and of the value on it.

    Why not a fixed border between dark and white words: in the middle blues neither can be read well, so a cell that
    falls there takes the nearest blue on which one can.
    """
    for away in range(len(SEQUENCE) * 100):
        for at in (share + away * _STEP, share - away * _STEP):
            cell = _blend(min(max(at, 0.0), 1.0))
            ink = ink_on(cell)
            if _contrast(ink, cell) >= _CONTRAST:
                return cell, ink
    raise AssertionError("white can be read on the darkest colour of the sequence")


def _blend(share: float) -> str:
    """The colour at `share` of the sequence, between the two that stand beside it."""
    place = share * (len(SEQUENCE) - 1)
    step = min(int(place), len(SEQUENCE) - 2)
    return _between(SEQUENCE[step], SEQUENCE[step + 1], place - step)


def _between(a: str, b: str, share: float) -> str:
    """The colour at `share` of the way from one to the other."""
    pairs = zip(_channels(a), _channels(b), strict=True)
    return "#" + "".join(f"{round(low + (high - low) * share):02X}" for low, high in pairs)


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
