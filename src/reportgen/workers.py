"""Work done in processes of their own: side by side, within a deadline and a limit of memory.

Why own processes and no pool of the standard library's: an input can hang an engine or eat all memory, and a pool can
neither stop one task nor survive the death of one worker.
"""

import ctypes
import multiprocessing
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, Generic, TypeVar

A = TypeVar("A")
R = TypeVar("R")
_PR_SET_PDEATHSIG = 1  # Linux, prctl(2)


class Failure(Enum):
    """Why a task has no result."""

    LATE = "late"
    MEMORY = "memory"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What tasks may use."""

    workers: int  # side by side
    seconds: float  # each task
    memory_mb: int  # each worker's heap (RLIMIT_DATA: RLIMIT_AS would count what an engine only reserves)


class TaskError(Exception):
    """A task raised what it should not have. Carries its traceback."""


def run(function: Callable[[A], R], arguments: Sequence[A], limits: Limits) -> Iterator[tuple[int, R | Failure]]:
    """The number and the result of each task, as they are done.

    Takes:  `function` of a module's top level; arguments and results that can be pickled.
    Fails:  TaskError, where the function raises.
    """
    waiting = list(reversed(range(len(arguments))))
    workers = [_Worker(function, limits) for _ in range(min(limits.workers, len(arguments)))]
    try:
        busy: dict[Connection, _Worker[A, R]] = {}
        while waiting or busy:
            for worker in workers:
                if worker.task is None and waiting:
                    worker.give(waiting[-1], arguments[waiting.pop()])
                    busy[worker.pipe] = worker
            soonest = min(worker.deadline for worker in busy.values())
            ready = wait(list(busy), max(0.0, soonest - time.monotonic()))
            late = [pipe for pipe, worker in busy.items() if worker.deadline <= time.monotonic() and pipe not in ready]
            for pipe in [*ready, *late]:
                worker = busy.pop(pipe)  # type: ignore[call-overload]
                task = worker.task
                assert task is not None
                yield task, worker.take() if pipe in ready else worker.give_up(Failure.LATE)
    finally:
        for worker in workers:
            worker.stop()


class _Worker(Generic[A, R]):
    """One process, started anew after a task that it did not survive."""

    def __init__(self, function: Callable[[A], R], limits: Limits) -> None:
        self._function, self._limits = function, limits
        self.task: int | None = None
        self.deadline = 0.0
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(
            target=_work, args=(theirs, self._function, self._limits.memory_mb, os.getpid()), daemon=True
        )
        self._process.start()
        theirs.close()

    def give(self, number: int, argument: A) -> None:
        self.task, self.deadline = number, time.monotonic() + self._limits.seconds
        with suppress(BrokenPipeError):  # a dead worker is noticed when its result is taken
            self.pipe.send(argument)

    def take(self) -> R | Failure:
        try:
            done, result = self.pipe.recv()
        except (EOFError, ConnectionError):
            return self.give_up(Failure.MEMORY)  # engines end their process where they get no memory
        self.task = None
        if not done:
            raise TaskError(result)
        found: R | Failure = result
        return self.give_up(found) if found is Failure.MEMORY else found

    def give_up(self, why: Failure) -> Failure:
        self.stop()
        self.task = None
        self._start()
        return why

    def stop(self) -> None:
        self._process.kill()
        self._process.join()
        self.pipe.close()


def _work(pipe: Connection, function: Callable[[A], Any], memory_mb: int, parent: int) -> None:
    """Answer each argument that comes through `pipe`, until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    _end_with(parent)
    with suppress(ValueError, OSError):  # not every system limits it
        resource.setrlimit(resource.RLIMIT_DATA, (memory_mb * 1024**2, memory_mb * 1024**2))
    while True:
        try:
            argument = pipe.recv()
        except EOFError:
            return
        try:
            answer = (True, function(argument))
        except MemoryError:
            answer = (True, Failure.MEMORY)
        except Exception:  # told by the parent, which knows where to
            answer = (False, traceback.format_exc())
        pipe.send(answer)


def _end_with(parent: int) -> None:
    """Have the system end this process when its parent ends, however it does."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
