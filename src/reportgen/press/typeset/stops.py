"""Where a Chinese line may end, and how badly (CLREQ 3.1.3, 3.1.4)."""

import re
from collections.abc import Callable

from reportgen.joints import CHINESE, CLOSING, DASHES, OPENING, Kind

NEVER_FIRST = frozenset("，。、；：？！）》」』】〕〉］｝”’〗．…·～％%‰℃°々,.;:!?)]}/–-")
NEVER_LAST = frozenset("（《「『【〔〈［｛“‘〖([{$€£￥¥#@")
GLUE = frozenset("\u00a0\u2060\u202f")
TEAR = 90.0  # as bad as a line of ideographs stretched by half an em at every joint
SHORT_TOKEN = 20
LAST_RESORT = 4000.0
IN_PHRASE = 12.0  # as bad as a ragged line that leaves a third of its measure
BEHIND_PARTICLE = 5.0

_UNITS = "个家年月日项起件条倍名人次种类位页章节国座所款笔吨期届号份周天时分秒层级例套台单场批成度米元"
_BEHIND = "的地得了着过是"
_BEFORE = "与和及或在从对为被把让由以但而又仍也都却并"
_BOUND = (
    re.compile(rf"\d[ \u2060]?[亿万千百十]*(?:美元|欧元|港元|日元|人民币|[{_UNITS}])?"),
    re.compile(r"[\d%年月日万亿]\u2060?[-–—~～/]\u2060?\d"),
)
_TOKEN = re.compile(r"[^\s\u2e80-\u9fff\uff00-\uffef\u3000-\u303f\u2014\u2018-\u201d\u2026]+")


def stops(text: str, kinds: list[Kind], can_tear: bool, breaks: Callable[[], list[bool]]) -> dict[int, float]:
    """The cost of ending a line before each character where that is allowed; the text's end is one of them.

    Takes:  `kinds` of its characters; `can_tear`, whether long Latin words may break anywhere; `breaks`, what Unicode's
            rules allow before each character, asked only for Latin words.
    """
    costs: dict[int, float] = {}
    bound = [False] * (len(text) + 1)
    for match in (found for pattern in _BOUND for found in pattern.finditer(text)):
        bound[match.start() + 1 : match.end()] = [True] * (len(match[0]) - 1)
    tokens = _tokens(text)
    latin_breaks: list[bool] | None = None
    for at in range(1, len(text)):
        left, right = text[at - 1], text[at]
        if right == " " or left in GLUE or right in GLUE or kinds[at] in (Kind.RAISED, Kind.NOTHING):
            continue
        before = at - 1
        while before > 0 and (text[before] == " " or kinds[before] is Kind.NOTHING):
            before -= 1
        if right in NEVER_FIRST or text[before] in NEVER_LAST:
            continue
        if right in DASHES and text[before] == right:
            continue
        cost = TEAR if bound[at] else 0.0
        if right in DASHES:
            cost += TEAR / 8
        if (
            left != " "
            and kinds[before] not in CHINESE
            and kinds[at] not in CHINESE
            and kinds[before] is not Kind.RAISED
        ):
            if latin_breaks is None:
                latin_breaks = breaks()
            length = tokens.get(at, 0)
            if latin_breaks[at]:
                cost += TEAR if length <= SHORT_TOKEN else TEAR / 8
            elif can_tear and length > SHORT_TOKEN / 2:
                cost += LAST_RESORT
            else:
                continue
        costs[at] = cost
    costs[len(text)] = 0.0
    return costs


def add_phrases(costs: dict[int, float], text: str) -> None:
    """Let lines end behind a mark rather than at a particle, and there rather than elsewhere."""
    for at in costs:
        if at == len(text) or text[at - 1] in CLOSING or text[at - 1] in DASHES or text[at] in OPENING:
            continue
        is_particle = text[at - 1] in _BEHIND or text[at] in _BEFORE
        costs[at] += BEHIND_PARTICLE if is_particle else IN_PHRASE


def _tokens(text: str) -> dict[int, int]:
    """The length of the Latin word that each character goes on with."""
    return {at: len(m[0]) for m in _TOKEN.finditer(text) for at in range(m.start() + 1, m.end())}
