"""How many things an enumeration may name; nothing where that cannot be counted surely."""

import re
from collections.abc import Sequence

_BRACKETS_ZH, _BRACKETS_EN = re.compile(r"（[^（）]*）"), re.compile(r" ?\([^()]*\)|\[[^\[\]]*\]")
_QUOTED_ZH = re.compile(r"“[^“”]*”|《[^《》]*》")
_END_ZH, _END_EN = re.compile(r"[。！？]"), re.compile(r"[.?!](?=[\s”’]|$)")
_ORDINAL_ZH = re.compile(r"其一|一[是类种个方条]|首先|第一")
_JOINED_ZH, _JOINED_EN = re.compile(r"以及|和|及|与|还有"), re.compile(r"(?:and|or|as well as) ")
_JOINS_ZH, _JOINS_EN = re.compile(r"[和与及或]"), re.compile(r" (?:and|or) ")
_OPEN_ZH = re.compile(r"等(?:$|[，；、])")
_ASIDE_EN = re.compile(r"(?:(?:in|of|for|to|by|on|with) )?(?:which|who|whose|where|such as|including|from)\b")
_SHORT_ZH = 10  # characters; longer clauses between commas may be a sentence that goes on


def counts_zh(text: str) -> Sequence[int]:
    """The numbers of items that the sentence `text` begins with may have, the likeliest first."""
    said = _QUOTED_ZH.sub("“”", _BRACKETS_ZH.sub("", _END_ZH.split(text)[0]))
    if "：" in said or _ORDINAL_ZH.match(said) or _OPEN_ZH.search(said):
        return ()
    parts = said.split("；")
    clauses = parts[0].split("，")
    if len(parts) > 1:
        return (len(parts), *_items_zh(clauses[0]), *range(1, len(clauses) + 1))
    joined = next((i for i, clause in enumerate(clauses) if i and _JOINED_ZH.match(clause)), 0)
    if joined == 1 and "、" in clauses[0]:
        last = 1 + clauses[1].count("、")
        return tuple(n + last for n in _items_zh(clauses[0]))
    if joined:
        return (joined + 1, *_items_zh(clauses[0]))
    if "、" in clauses[0]:
        return (*_items_zh(clauses[0]), *(range(1, len(clauses) + 1) if len(clauses) > 1 else ()))
    if len(clauses) > 1 and all(len(clause) <= _SHORT_ZH for clause in clauses):
        return (len(clauses),)
    return ()


def _items_zh(clause: str) -> Sequence[int]:
    """Items between 、; where the last has a 和 within, it may be two things or one."""
    items = clause.split("、")
    if len(items) == 1:
        return ()
    return (len(items), len(items) + 1) if _JOINS_ZH.search(items[-1], 1) else (len(items),)


def counts_en(text: str) -> Sequence[int]:
    """The numbers of items that the sentence `text` begins with may have, the likeliest first."""
    said = _BRACKETS_EN.sub("", _END_EN.split(text)[0]).strip()
    if ":" in said:
        return ()
    if ";" in said:
        parts = said.split("; ")
        return (len(parts),) if _JOINED_EN.match(parts[-1]) else ()
    items = said.split(", ")
    if any(_ASIDE_EN.match(item) for item in items[1:]):
        return ()
    joined = next((i for i, item in enumerate(items) if i and _JOINED_EN.match(item)), 0)
    if joined:
        nested = sum(1 for item in items[1:joined] if _JOINS_EN.search(item))
        return tuple(range(joined + 1, joined - nested, -1))
    return (len(items) + 1, len(items)) if len(items) > 1 and _JOINS_EN.search(items[-1]) else ()
