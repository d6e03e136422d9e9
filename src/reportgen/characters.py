"""What kind of character a character is, as far as Chinese typesetting cares (CLREQ 2.3, 3.1)."""

import unicodedata

_MARKS = frozenset("，。、；：？！（）《》「」『』【】〔〕〈〉“”‘’—…·～")


def is_han(char: str) -> bool:
    """Whether `char` is a Chinese ideograph."""
    return bool(char) and unicodedata.category(char) == "Lo" and "CJK" in unicodedata.name(char, "")


def is_chinese_mark(char: str) -> bool:
    """Whether `char` is a punctuation mark of Chinese text, also one that Latin text shares, such as “ or —."""
    return char in _MARKS or "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uffef"


def is_chinese(char: str) -> bool:
    """Whether `char` belongs to Chinese text: an ideograph or a Chinese mark."""
    return is_han(char) or is_chinese_mark(char)
