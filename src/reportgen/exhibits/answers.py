"""Answers to long searches, each kept under its question: what was found once is not searched for again."""

import json
from collections.abc import Callable
from functools import cache as once
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeAlias

from reportgen.cache import Cache, key_of
from reportgen.model.fonts import Fonts

Answer: TypeAlias = Any  # what JSON can hold, so that nothing that is read back is run
Recall: TypeAlias = Callable[[str, Callable[[], Answer]], Answer]

_LIBRARIES = ("uharfbuzz", "pypinyin")


def recall_from(cache: Cache, fonts: Fonts) -> Recall:
    """The function that gives a question's answer: the one kept, or else the one that the search finds.

    Takes:  a question that names all that the search looks at, fonts and code aside.
    """
    faces = tuple(f"{face.family} {face.weight} {face.sha256}" for face in fonts.faces)

    def recall(question: str, search: Callable[[], Answer]) -> Answer:
        key = key_of("answer", question, *faces, *_found_by())
        kept = cache.get(key)
        if kept is not None:
            return json.loads(kept)
        answer = search()
        cache.put(key, json.dumps(answer).encode())
        return answer

    return recall


@once
def _found_by() -> tuple[str, ...]:
    """The versions of the libraries and the hashes of the code that searches."""
    package = Path(__file__).parents[1]
    rooms = [Path(__file__).parent / name for name in ("landscape", "scenario_map")] + [package / "fonts"]
    alone = [package / "characters.py", package / "joints.py", Path(__file__).parent / "widths.py"]
    sources = [*alone, *(file for room in rooms for file in sorted(room.rglob("*.py")))]
    return (
        *(f"{library} {version(library)}" for library in _LIBRARIES),
        *(f"{file.relative_to(package)} {sha256(file.read_bytes()).hexdigest()}" for file in sources),
    )
