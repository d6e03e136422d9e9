"""The problems of a run, collected."""

from collections.abc import Sequence

from reportgen.problems.echoes import without_echoes
from reportgen.problems.problem import Place, Problem


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

    def stop(self, *names: str) -> None:
        """Raise ReportError with everything found so far, if any of it is fatal.

        Takes:  how the names of files begin, to stop only for an error in one of these.
        """
        if self.has_error(*names):
            raise ReportError(self.found)

    def has_error(self, *names: str) -> bool:
        """Whether anything found so far is fatal, in a file whose name begins so."""
        return any(p.fatal and str(p.place.file).startswith(names or "") for p in self._found)

    @property
    def found(self) -> tuple[Problem, ...]:
        """All problems, each once, without echoes, in the order of files and lines."""
        unique = {(p.place, p.code, str(dict(p.values))): p for p in without_echoes(self._found)}
        return tuple(sorted(unique.values(), key=lambda p: (str(p.place.file), p.place.line, p.place.col, p.code)))
