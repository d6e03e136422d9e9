"""The known word that a mistyped one most likely stands for."""

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

_LONGEST = 80  # difflib's time grows with the square of the length
_LOOK_ALIKES = str.maketrans("АВЕЗКМНОРСТУХІЈЅаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABE3KMHOPCTYXIJSaeopcyxijsABEZHIKMNOPTYXo")


def nearest(found: str, known: Iterable[str]) -> str:
    """The word of `known` closest to `found`, case, width and letters that look alike set aside.

    Gives:  its first word where none is close, "" where there is none.
    """
    words = list(known)
    return close(found, words) or next(iter(words), "")


def close(found: str, known: Iterable[str]) -> str:
    """The word of `known` that `found` was most likely meant to be; "" where none is close."""
    words = {fold(word): word for word in reversed(list(known))}
    near = get_close_matches(fold(found), words, 1) if len(found) <= _LONGEST else []
    return words[near[0]] if near else ""


def fold(word: str) -> str:
    """`word` as far as readers tell words apart: half-width, lower case, look-alike letters as Latin ones."""
    return unicodedata.normalize("NFKC", word).translate(_LOOK_ALIKES).casefold().strip()


def look_alike(word: str) -> str:
    """The first letter of `word` that only looks like a Latin one; "" where there is none."""
    return next((char for char in word if ord(char) in _LOOK_ALIKES), "")
