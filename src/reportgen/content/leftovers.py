"""Marks that were meant to do something, did not, and would print as they are typed."""

import re
from collections.abc import Iterator, Mapping

OBJECT = "\ufffc"  # stands for a number in a text as it would print
_LEFT: Mapping[str, re.Pattern[str]] = {
    "content-brace-open": re.compile(r"[{}｛｝]"),
    "content-bold-open": re.compile(r"\*\*"),
    "content-strike": re.compile(r"~~"),
    "content-mark-wide": re.compile(r"＊＊|\A(?:＞|[#＃]*＃[#＃]*(?=\s)|－\s)"),
    "content-image-open": re.compile(r"!\[|！[\[［][^\]］\n]*[\]］][(（]\s*[A-Za-z]+[:：/.]"),
    "content-link-open": re.compile(
        r"(?<![!！])[\[［][^\[\]［］\n]*[\]］](?:\(|（\s*(?:(?:https?|mailto)[:：]|[#＃]))"
    ),
}


def find_leftovers(shown: str, content: str) -> Iterator[tuple[str, str, int]]:
    """The first mark of each sort: the code of its problem, the text near it, and its offset in `content`.

    Takes:  `shown`, the text of a block as it would print; `content`, as it was typed.
    """
    for code, pattern in _LEFT.items():
        found = pattern.search(shown)
        if found:
            at = found.start()
            yield (
                code,
                shown[max(0, at - 6) : at + 14].replace("\n", " ").replace(OBJECT, "{…}"),
                _offset(shown, at, content),
            )


def _offset(shown: str, at: int, content: str) -> int:
    """Where `shown[at:]` stands in `content`, which has further marks: the more neighbours fit, the surer."""
    for before, after in ((6, 14), (6, 2), (2, 6), (0, 6), (0, 2), (0, 1)):
        start = max(0, at - before)
        found = content.find(shown[start : at + after])
        if found >= 0:
            return found + at - start
    return 0
