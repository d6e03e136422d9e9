"""Sheets composed in a worker, where a template without an end has one.

Why an alarm before the deadline: a worker that is ended cannot tell at which line it was.
"""

import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Generic, TypeVar

from reportgen.problems import Place, Problem, Problems, ReportError
from reportgen.workers import Failure, Tell, Why, Workers

T = TypeVar("T")
_CODES = {
    Why.LATE: "layout-late",
    Why.MEMORY: "layout-memory",
    Why.KILLED: "layout-killed",
    Why.CRASH: "layout-crash",
}
LAYOUTS = Place(Path("layouts"))
_ALARM = 0.8  # of the time that the worker has


@dataclass(frozen=True, slots=True)
class _Job(Generic[T]):
    compose: Callable[..., T]
    arguments: tuple[object, ...]
    seconds: float


def composed(workers: Workers, problems: Problems, compose: Callable[..., T], *arguments: object) -> T:
    """What `compose` makes of the arguments and of problems, which it takes last.

    Fails:  ReportError with layout-late, layout-memory, layout-killed or layout-crash; those of `compose`.
    """
    job = _Job(compose, arguments, workers.limits.seconds * _ALARM)
    ((_, result),) = workers.run(_compose, (job,))
    if isinstance(result, Failure):
        problems.error(LAYOUTS, _CODES[result.why], **result.values(workers.limits))
        raise ReportError(problems.found)
    made, found = result
    problems.note(found)
    if made is None:
        raise ReportError(problems.found)
    return made


def _compose(job: _Job[T], tell: Tell) -> tuple[T | None, Sequence[Problem]]:
    problems = Problems()
    tell(None)  # what was imported until now has had its own time
    signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, job.seconds)
    try:
        return job.compose(*job.arguments, problems), problems.found
    except ReportError as fault:
        return None, fault.problems
    except TimeoutError:  # outside of any template
        problems.error(LAYOUTS, "layout-late")
        return None, problems.found
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _ring(number: int, frame: FrameType | None) -> None:
    raise TimeoutError
