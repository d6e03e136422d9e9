"""What stands between two characters of a Chinese line: marks without their blanks, air around Latin (CLREQ 3.1.6).

Sizes here are in ems of the characters' own type.
"""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from reportgen.characters import is_han

OPENING = frozenset("（《「『【〔〈［｛“‘〖")
CLOSING = frozenset("）》」』】〕〉］｝”’〗，。、；：．？！")
DASHES = frozenset("—…⸺")
LATIN_SIGNS = frozenset("%‰°$€£+#@&")
SPACES = frozenset(" \u00a0")
AIR = 0.18  # between an ideograph and a Latin letter or digit
LEAST_AIR = 0.13
BLANK = 0.5  # of a full-width mark
GIVE = 0.25  # what a mark by itself gives of its blank to let the line take one more character
LATIN_SHARE = 0.3  # of what a joint of ideographs is stretched by: air and spaces are wide as they are
FULL = 0.9  # from this width on a mark has its blank


class Kind(Enum):
    """What a character is to its neighbours."""

    HAN = auto()
    LATIN = auto()
    OPENING = auto()
    CLOSING = auto()
    DASH = auto()
    SPACE = auto()
    RAISED = auto()  # a note's mark, which belongs to what precedes it
    NOTHING = auto()  # a joiner without width
    OTHER = auto()


CHINESE = frozenset((Kind.HAN, Kind.OPENING, Kind.CLOSING, Kind.DASH))


@dataclass(frozen=True, slots=True)
class Joint:
    """Between a character and the next one that is seen."""

    change_em: float = 0.0  # of the space as the font has it
    stretch: float = 0.0  # its share of what the line lacks
    give_em: float = 0.0


CLOSED = Joint()


def kind_of(char: str, width_em: float, is_raised: bool) -> Kind:
    """What `char` is; a mark without its blank, as Latin fonts have it, is no Chinese one."""
    if is_raised:
        return Kind.RAISED
    if char in SPACES:
        return Kind.SPACE
    if char in OPENING:
        return Kind.OPENING if width_em > FULL else Kind.OTHER
    if char in CLOSING:
        return Kind.CLOSING if width_em > FULL else Kind.OTHER
    if char in DASHES:
        return Kind.DASH
    if is_han(char) or char in "〇々":
        return Kind.HAN
    if char.isalnum() or char in LATIN_SIGNS:
        return Kind.LATIN if width_em < FULL or char.isascii() else Kind.OTHER
    return Kind.NOTHING if unicodedata.category(char) in ("Cf", "Mn", "Me") else Kind.OTHER


def neighbours(kinds: Sequence[Kind]) -> Iterator[tuple[int, int | None, int]]:
    """The places of each two characters that are seen side by side; between them that of the space, if there is one."""
    left = space = None
    for at, kind in enumerate(kinds):
        if kind is Kind.SPACE:
            space = at
        elif kind is not Kind.NOTHING:
            if left is not None:
                yield left, space, at
            left, space = at, None


def line_change_em(text: str, width_em: Callable[[str], float]) -> float:
    """By how much a line of Chinese is set wider than the font has it; below 0, by how much closer.

    Takes:  `width_em`, of a single character.
    """
    kinds = [kind_of(char, width_em(char), False) for char in text]
    inner = sum(
        joint(kinds[left], kinds[at], text[left], text[at], None if space is None else width_em(text[space])).change_em
        for left, space, at in neighbours(kinds)
    )
    ends = (kinds[0] is Kind.OPENING) + (kinds[-1] is Kind.CLOSING)
    return inner - BLANK * ends


def joint(left: Kind, right: Kind, char: str, next_char: str, space_em: float | None) -> Joint:
    """How two neighbours stand.

    Takes:  `space_em`, the width of the space between them; None if the source has none.
    """
    if Kind.RAISED in (left, right):
        is_open = left is Kind.RAISED and (right in (Kind.HAN, Kind.OPENING, Kind.DASH) or space_em is not None)
        return Joint(stretch=float(is_open))
    if left not in CHINESE and right not in CHINESE:
        return Joint(stretch=LATIN_SHARE if space_em is not None else 0.0, give_em=0.2 * (space_em or 0.0))
    away = -(space_em or 0.0)
    if {left, right} == {Kind.HAN, Kind.LATIN}:
        return Joint(away + AIR, stretch=LATIN_SHARE, give_em=AIR - LEAST_AIR)
    if space_em is not None and not (_is_mark(left) or _is_mark(right)) and Kind.OTHER in (left, right):
        away = 0.0  # beside a bracket or a stroke of Latin form the space is the author's
    if "·" in (char, next_char):
        return Joint(away - (BLANK if left is Kind.CLOSING else 0.0))
    if left is Kind.CLOSING:
        if right in (Kind.CLOSING, Kind.OPENING):
            return Joint(away - BLANK, stretch=float(right is Kind.OPENING))
        return Joint(away, stretch=1.0, give_em=GIVE)
    if left is Kind.OPENING:
        return Joint(away - (BLANK if right is Kind.OPENING else 0.0))
    if right is Kind.OPENING:
        return Joint(away, stretch=1.0, give_em=GIVE)
    if right is Kind.CLOSING or (left is Kind.DASH and right is Kind.DASH):
        return Joint(away)
    return Joint(away, stretch=1.0)


def _is_mark(kind: Kind) -> bool:
    return kind in (Kind.OPENING, Kind.CLOSING, Kind.DASH)
