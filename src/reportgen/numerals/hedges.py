"""The plain word beside a number that says how exactly it is meant."""

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from reportgen.model.both import Both, Language
from reportgen.model.facts import Hedge

HEDGE_WORDS: Mapping[Hedge, Both[str]] = {
    Hedge.OVER: Both(zh="超过", en="over"),
    Hedge.NEARLY: Both(zh="近", en="nearly"),
    Hedge.ABOUT: Both(zh="约", en="about"),
}

_Patterns: TypeAlias = Sequence[tuple[Hedge, "re.Pattern[str]"]]

# Why the look-behinds: 最近, 智能合约, 纽约 and 不超过 end like a hedge and are none.
_BEFORE: Mapping[Language, _Patterns] = {
    "zh": (
        (Hedge.OVER, re.compile(r"(?<![不未没])(?:超过|逾)\s*$")),
        (Hedge.NEARLY, re.compile(r"(?:(?<![最附临邻新])近|不足)\s*$")),
        (Hedge.ABOUT, re.compile(r"(?<![合节条签公预契特违履缔制邀纽])约\s*$|大约\s*$")),
    ),
    "en": (
        (Hedge.OVER, re.compile(r"\b(?<!not )(?:over|(?<!no )more than)\s*$", re.IGNORECASE)),
        (Hedge.NEARLY, re.compile(r"\b(?:nearly|almost|(?<!no )(?<!not )fewer than)\s*$", re.IGNORECASE)),
        (Hedge.ABOUT, re.compile(r"\babout\s*$", re.IGNORECASE)),
    ),
}
_HAN = r"[\u4e00-\u9fff]"
_AFTER: Mapping[Language, _Patterns] = {
    "zh": (
        (
            Hedge.OVER,
            re.compile(rf"\s*(?:[+＋]|[万亿]?\s*(?:多(?![数为是半])|余(?![下额]))|(?:{_HAN}{{1,2}}\s*)?以上)"),
        ),
    ),
    "en": ((Hedge.OVER, re.compile(r"\s*(?:[+＋]|(?:[A-Za-z]+\s+)?or more\b)")),),
}


def hedge_around(before: str, after: str, language: Language) -> Hedge | None:
    """What the words directly beside a number make of it; None where there is no such word.

    Takes:  the text left and right of the number. Behind a Chinese one, 以上 may follow its unit or measure word.
    """
    found = [hedge for hedge, pattern in _BEFORE[language] if pattern.search(before)]
    found += [hedge for hedge, pattern in _AFTER[language] if pattern.match(after)]
    return next(iter(found), None)
