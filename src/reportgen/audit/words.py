"""Text to be compared, whatever stands between its letters."""

import re

_APART = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """Letters and digits alone, small."""
    return _APART.sub("", text).lower()
