"""What kind of character a character is, as far as Chinese typesetting cares (CLREQ 2.3, 3.1)."""

import re
import unicodedata

INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffd"
    "\ufdd0-\ufdef\ufffe\uffff\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)  # controls but tab and line feed, joiners, fillers, marks of direction, stand-ins, and what is private
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


def unicode_name(char: str) -> str:
    """`char` as a message tells it: "U+200B ZERO WIDTH SPACE"."""
    private = unicodedata.category(char) in ("Co", "Cn")
    return f"U+{ord(char):04X} {unicodedata.name(char, 'private character' if private else 'control character')}"
