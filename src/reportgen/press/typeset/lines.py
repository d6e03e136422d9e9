"""The lines of a paragraph, chosen for all of it at once.

Why not line by line: a word that does not fit leaves one line loose; the lines before it can share what it leaves. A
line is judged by how far its joints must stretch or its marks give, and the sum of squares is the least there is
(Knuth and Plass). To let marks give costs less than to stretch: what fits by that is taken into the line.

A ragged line is judged by how much of the measure it leaves, and nothing in it is stretched; one of display type also
by where it ends, for a heading is read in phrases.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import accumulate, pairwise
from math import inf

from reportgen.joints import BLANK, CLOSED, Joint, Kind, joint, kind_of, neighbours
from reportgen.press.typeset.stops import TEAR

LOOSE_EM = 0.05  # a joint stretched by this costs as much as marks that give all they can
LONGEST_STRETCH_EM = 0.5  # of a joint; beyond this a line is left short
LONE = 60.0
OVERFULL = 1e6
CLOSE_ENOUGH = 1e-6
SHRUNK = 0.1  # so near to its width as the engine measures it, a box was made for the text, and is to hold it
SHORT = 100.0  # of a ragged line that leaves its whole measure
LAST_SHORT = 20.0  # likewise of the last one, of display type


class Setting(Enum):
    """How lines end."""

    FULL = auto()
    RAGGED = auto()
    PHRASES = auto()  # ragged, and where a phrase ends rather than elsewhere


@dataclass(frozen=True, slots=True)
class Line:
    """Characters `start` to `end` of the paragraph; the next line begins at `next_start`."""

    start: int
    end: int
    next_start: int
    widths: tuple[float, ...]  # of the characters
    shift: float  # of the first one to the left: its blank
    is_last: bool


@dataclass(slots=True)
class Paragraph:
    """A paragraph's characters, one list an attribute; lengths in the engine's unit."""

    text: str
    advances: Sequence[float]
    sizes: Sequence[float]
    raised: Sequence[bool]
    before: Sequence[float]  # margins of inline boxes that begin at the character
    after: Sequence[float]
    setting: Setting = Setting.FULL
    kinds: list[Kind] = field(init=False)
    joints: list[Joint] = field(init=False)  # by the character that the joint is written to: the last before it
    widths: list[float] = field(init=False)  # with their joints, but for those of lines
    _natural: float = field(init=False)  # as the engine measures it
    _sums: list[float] = field(init=False)
    _shares: list[float] = field(init=False)
    _gives: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self.kinds = [
            kind_of(char, advance / size, raised)
            for char, advance, size, raised in zip(self.text, self.advances, self.sizes, self.raised, strict=True)
        ]
        self.joints = self._find_joints()
        self.widths = [
            max(0.0, advance + found.change_em * size)
            for advance, found, size in zip(self.advances, self.joints, self.sizes, strict=True)
        ]
        outer = zip(self.before, self.widths, self.after, strict=True)
        printed = self.advances[self.first(0) : self.last(len(self.text))]
        self._natural = sum(printed) + sum(self.before) + sum(self.after)
        self._sums = list(accumulate((sum(parts) for parts in outer), initial=0.0))
        self._shares = list(accumulate((found.stretch for found in self.joints), initial=0.0))
        gives = (found.give_em * size for found, size in zip(self.joints, self.sizes, strict=True))
        self._gives = list(accumulate(gives, initial=0.0))

    def _find_joints(self) -> list[Joint]:
        joints = [CLOSED] * len(self.text)
        for left, space, at in neighbours(self.kinds):
            if any(self.after[left:at]) or any(self.before[left + 1 : at + 1]):
                continue
            em = min(self.sizes[left], self.sizes[at])
            wide = self.advances[space] / em if space is not None else None
            found = joint(self.kinds[left], self.kinds[at], self.text[left], self.text[at], wide)
            change, where = found.change_em, left
            if space is not None and wide is not None:
                where, own = space, max(change, -wide)  # a space can give no more than there is of it
                joints[left] = Joint((change - own) * em / self.sizes[left])
                change = own
            scale = em / self.sizes[where]
            joints[where] = Joint(change * scale, found.stretch, found.give_em * scale)
        return joints

    def first(self, start: int) -> int:
        """The first character at or after `start` that is printed at a line's start."""
        while start < len(self.text) and self.text[start] == " ":
            start += 1
        return start

    def last(self, end: int) -> int:
        """The end of what is printed before `end` at a line's end."""
        while end > 0 and self.text[end - 1] == " ":
            end -= 1
        return end

    def _measure(self, start: int, end: int) -> tuple[float, float, float]:
        """Natural width, the joints' shares in a stretch, and what the marks can give, of a line of characters."""
        final = end - 1
        width = self._sums[end] - self._sums[start] - self.widths[final] + self._at_end(final)
        if self.kinds[start] is Kind.OPENING:
            width -= BLANK * self.sizes[start]
        return width, round(self._shares[final] - self._shares[start], 3), self._gives[final] - self._gives[start]

    def _at_end(self, at: int) -> float:
        """The width of the line's last character: without what follows, and without a mark's blank."""
        return self.advances[at] - (BLANK * self.sizes[at] if self.kinds[at] is Kind.CLOSING else 0.0)

    def break_lines(self, start: int, stops: Mapping[int, float], measure: float, indent: float) -> list[Line]:
        """Lines from the character `start` on, as wide as `measure`; the first one by `indent` less."""
        if self.first(start) == len(self.text):
            return [self._set(len(self.text), len(self.text), len(self.text), measure)]
        if start == 0 and abs(self._natural - (measure - indent)) < SHRUNK:
            return [self._set(self.first(0), self.last(len(self.text)), len(self.text), measure - indent)]
        ends = [end for end in sorted(stops) if end > start]
        best: dict[int, tuple[float, int]] = {start: (0.0, -1)}
        for begun in [start, *ends[:-1]]:
            if begun not in best:
                continue
            so_far = best[begun][0]
            room = measure - (indent if begun == start else 0.0)
            for end, cost in self._ways(self.first(begun), ends, stops, room):
                total = so_far + cost + stops[end]
                if end not in best or total < best[end][0]:
                    best[end] = (total, begun)
        cuts = [len(self.text)]
        while cuts[-1] != start:
            cuts.append(best[cuts[-1]][1])
        cuts.reverse()
        return [
            self._set(self.first(a), self.last(b), b, measure - (indent if a == start else 0.0))
            for a, b in pairwise(cuts)
        ]

    def _ways(
        self, first: int, ends: Sequence[int], stops: Mapping[int, float], room: float
    ) -> list[tuple[int, float]]:
        """Where a line that begins at `first` may end, with its cost; there is always one way."""
        ways: list[tuple[int, float]] = []
        shortest = 0.2 if self.setting is Setting.FULL else 0.5
        least = self._sums[first] + room - max(4 * self.sizes[first], shortest * room)
        after = bisect_left(ends, first + 1)
        begin = max(after, bisect_left(ends, bisect_left(self._sums, least)))
        for end in ends[begin:]:
            cost = self._cost(first, end, room)
            if cost == inf:
                break
            ways.append((end, cost))
        if not any(stops[end] < TEAR for end, _ in ways):  # a long word follows: rather a loose line
            for end in reversed(ends[after:begin]):
                cost = self._cost(first, end, room)
                if cost < inf:
                    return [*ways, (end, cost)]
        return ways or [(ends[after], OVERFULL)]

    def _cost(self, first: int, end: int, room: float) -> float:
        last = self.last(end)
        if last <= first:
            return inf
        width, shares, gives = self._measure(first, last)
        missing = room - width
        if missing < -CLOSE_ENOUGH:
            return (missing / gives) ** 2 if -missing <= gives else inf
        if end == len(self.text):
            short = LAST_SHORT * (missing / room) ** 2 if self.setting is Setting.PHRASES else 0.0
            return LONE if self._is_lone(first, last) else short
        if missing <= CLOSE_ENOUGH:
            return 0.0
        if self.setting is not Setting.FULL:
            return SHORT * (missing / room) ** 2
        em = self.sizes[first]
        return (missing / (shares * em) / LOOSE_EM) ** 2 if shares else TEAR * 3 * (1 + missing / room)

    def _is_lone(self, first: int, last: int) -> bool:
        if first == 0:
            return False
        line = zip(self.text[first:last], self.kinds[first:last], strict=True)
        return sum(char.isalnum() and kind is not Kind.RAISED for char, kind in line) == 1

    def _set(self, first: int, last: int, next_start: int, room: float) -> Line:
        """The line with the width of each character."""
        is_last = next_start == len(self.text)
        if last <= first:
            return Line(first, first, next_start, (), 0.0, is_last)
        widths = [*self.widths[first : last - 1], self._at_end(last - 1)]
        shift = BLANK * self.sizes[first] if self.kinds[first] is Kind.OPENING else 0.0
        widths[0] -= shift
        width, shares, gives = self._measure(first, last)
        missing = room - width
        if missing < 0 < gives:
            share = min(1.0, -missing / gives)
            for at in range(first, last - 1):
                widths[at - first] -= share * self.joints[at].give_em * self.sizes[at]
        elif missing > 0 < shares and not is_last and self.setting is Setting.FULL:
            most = LONGEST_STRETCH_EM * self.sizes[first]
            stretches = [found.stretch for found in self.joints[first : last - 1]]
            if missing / shares > most:  # hardly any ideographs: all joints alike
                stretches = [float(stretch > 0) for stretch in stretches]
            each = missing / sum(stretches)
            if each <= most:
                widths[:-1] = [width + each * stretch for width, stretch in zip(widths, stretches, strict=False)]
        return Line(first, last, next_start, tuple(widths), shift, is_last)
