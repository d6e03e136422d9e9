"""The order of names: Chinese by pinyin, Latin by letter; and the letter that a name is listed under."""

import unicodedata
from itertools import chain

from pypinyin import Style, lazy_pinyin

from reportgen.characters import is_han

OTHER = "#"  # stands for what begins with no letter
_ARTICLE = "the "
_TOLD_APART_BY = 100  # characters of which pinyin is asked for: it takes a minute for a million


def sort_key(name: str) -> tuple[list[str], list[str], str]:
    """The key that sorts names: Chinese by syllable, then by tone; Latin without case, accents or leading article."""
    if any(map(is_han, name)):
        head = name[:_TOLD_APART_BY]
        return [syllable.casefold() for syllable in lazy_pinyin(head)], lazy_pinyin(head, style=Style.TONE3), name
    bare = unicodedata.normalize("NFKD", name.casefold()).removeprefix(_ARTICLE)
    return ["".join(c for c in bare if not unicodedata.combining(c))], [], name


def letter_of(name: str) -> str:
    """The letter, A to Z, under which a name is listed; "#" where it begins with none."""
    first = next(filter(str.isalnum, chain.from_iterable(sort_key(name)[0])), OTHER).upper()
    return first if "A" <= first <= "Z" else OTHER
