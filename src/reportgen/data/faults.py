"""The problems of one CSV file: the first ones in full, the others counted."""

from collections.abc import Mapping
from pathlib import Path

from reportgen.problems import Place, Problems

SHOWN = 50
_CLIPPED = 60  # characters of a cell that a message repeats
_LISTED = 400  # of words that would be right


class Faults:
    """Collects what is wrong in one file. Errors come before warnings when not all are shown."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.heads: Mapping[int, str] = {}  # field -> what its column is called, once that is known
        self._errors: list[tuple[Place, str, Mapping[str, object]]] = []
        self._warnings: list[tuple[Place, str, Mapping[str, object]]] = []
        self._more_errors = self._more_warnings = 0

    @property
    def full(self) -> bool:
        """Whether further errors are only counted, so that their words need not be found."""
        return len(self._errors) >= SHOWN

    def error(self, line: int, field: int, code: str, **values: object) -> None:
        """Note what has to be mended in a cell."""
        if self.full:
            self._more_errors += 1
        else:
            self._errors.append((Place(self.file, line, field), code, _clipped(values)))

    def warn(self, line: int, field: int, code: str, **values: object) -> None:
        """Note what was read, though it was not as it should be."""
        if len(self._warnings) >= SHOWN:
            self._more_warnings += 1
        else:
            self._warnings.append((Place(self.file, line, field), code, _clipped(values)))

    def hand_over(self, problems: Problems) -> None:
        """Write what was collected to the run's problems, each with the name of its column.

        Fails:  problem data-more, fatal where an error is among those not shown.
        """
        warnings = self._warnings[: SHOWN - len(self._errors)]
        for place, code, values in self._errors:
            problems.error(place, code, **self._headed(place, values))
        for place, code, values in warnings:
            problems.warn(place, code, **self._headed(place, values))
        more = self._more_errors + self._more_warnings + len(self._warnings) - len(warnings)
        if more:
            last = max(place for place, _, _ in (*self._errors, *warnings))
            note = problems.error if self._more_errors else problems.warn
            note(last, "data-more", count=more)

    def _headed(self, place: Place, values: Mapping[str, object]) -> Mapping[str, object]:
        return {"column": self.heads.get(place.col) or place.col, **values}


def _clipped(values: Mapping[str, object]) -> Mapping[str, object]:
    return {name: _short(value, _LISTED if name == "expected" else _CLIPPED) for name, value in values.items()}


def _short(value: object, length: int) -> object:
    return value[:length] + "…" if isinstance(value, str) and len(value) > length else value
