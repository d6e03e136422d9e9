"""The known word that a mistyped one most likely stands for."""

from collections.abc import Iterable
from difflib import get_close_matches

_LONGEST = 80  # difflib's time grows with the square of the length


def nearest(found: str, known: Iterable[str]) -> str:
    """The word of `known` closest to `found`; its first word where none is close, "" where there is none."""
    words = list(known)
    close = get_close_matches(found, words, 1) if len(found) <= _LONGEST else []
    return next(iter(close or words), "")
