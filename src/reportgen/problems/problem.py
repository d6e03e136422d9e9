"""Where something is wrong and what was found there; the words stand in the catalogue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in an input file, which is named relative to the project's root."""

    file: Path
    line: int = 1
    col: int = 1  # character in text, field number in CSV

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.col}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that an editor has to mend (`fatal`) or may want to know."""

    place: Place
    code: str  # stable, kebab-case, prefixed by its room; worded in catalogue.toml
    values: Mapping[str, object] = field(default_factory=dict)
    fatal: bool = True


class ReportError(Exception):
    """The inputs cannot become a report. Carries every problem found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)


class Problems:
    """Collects the problems of a run. Rooms only write; the roof and the tests read."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    def error(self, place: Place, code: str, **values: object) -> None:
        """Note what has to be mended before a report can be made."""
        self._found.append(Problem(place, code, values))

    def warn(self, place: Place, code: str, **values: object) -> None:
        """Note what can be printed but may mislead or displease."""
        self._found.append(Problem(place, code, values, fatal=False))

    def note(self, found: Sequence[Problem]) -> None:
        """Note what another run has found."""
        self._found += found

    def stop(self) -> None:
        """Raise ReportError with everything found so far, if any of it is fatal."""
        if any(p.fatal for p in self._found):
            raise ReportError(self.found)

    @property
    def found(self) -> tuple[Problem, ...]:
        """All problems, each once, in the order of files and lines."""
        unique = {(p.place, p.code, str(dict(p.values))): p for p in self._found}
        return tuple(sorted(unique.values(), key=lambda p: (str(p.place.file), p.place.line, p.place.col, p.code)))
