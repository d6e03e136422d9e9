"""Style sheets looked through before the engine reads them: what would hang it, or be told at no place.

Why: it sets out each variable in full, so that forty lines that each say the one before twice take all memory; a sheet
that imports itself has no end; and its lines on an imported sheet do not say that they are about that one.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from reportgen.nearest import nearest
from reportgen.problems import Place, Problems

DEEPEST = 50  # variables that lead to each other
LONGEST = 10_000  # characters of a value that is set out in full
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_IMPORT = re.compile(r"@import\s+([^;\n]*)", re.IGNORECASE)
_DEFINED = re.compile(r"(?<![\w-])(--[\w-]+)\s*:([^;{}]*)")
_USED = re.compile(r"\bvar\(\s*(--[\w-]+)\s*([,)])")


def check_styles(styles: Mapping[Path, str], elsewhere: str, problems: Problems) -> None:
    """Nothing; no sheet imports another, and each variable is defined and has an end.

    Takes:  `elsewhere`, templates and pages, whose style attributes define variables as well.
    Fails:  problem press-import, press-variable-unknown, press-variable-endless.
    """
    sheets = {file: _COMMENT.sub(_blank, text) for file, text in styles.items()}
    values: dict[str, list[str]] = {}
    for text in (*sheets.values(), elsewhere):
        for name, value in _DEFINED.findall(text):
            values.setdefault(name, []).append(value)
    lengths: dict[str, int] = {}
    for file, text in sheets.items():
        for rule in _IMPORT.finditer(text):
            problems.error(_place(file, text, rule.start()), "press-import", found=rule[1])
        for defined in _DEFINED.finditer(text):
            if _length(defined[1], values, lengths, 0) > LONGEST:
                problems.error(_place(file, text, defined.start()), "press-variable-endless", found=defined[1])
        for used in _USED.finditer(text):
            if used[1] not in values and used[2] == ")":
                close = nearest(used[1], values)
                place = _place(file, text, used.start(1))
                problems.error(place, "press-variable-unknown", found=used[1], nearest=close)


def _blank(comment: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", comment[0])


def _length(name: str, values: Mapping[str, list[str]], lengths: dict[str, int], level: int) -> int:
    """How long the longest value of a variable is, set out in full; more than any may be, where it has no end."""
    if level > DEEPEST:
        return LONGEST + 1
    if name not in lengths:
        lengths[name] = LONGEST + 1  # until it is known: of one that comes back to itself
        lengths[name] = max(
            (
                len(value) + sum(_length(used, values, lengths, level + 1) for used, _ in _USED.findall(value))
                for value in values.get(name, ())
            ),
            default=0,
        )
    return lengths[name]


def _place(file: Path, text: str, at: int) -> Place:
    return Place(file, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
