"""Work done in processes of their own: side by side, within a deadline and a limit of memory.

Why own processes and no pool of the standard library's: an input can hang an engine or eat all memory, and a pool can
neither stop one task nor survive the death of one worker.
"""

import ctypes
import gc
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
from types import TracebackType
from typing import Any, TypeAlias, TypeVar

A = TypeVar("A")
R = TypeVar("R")
Tell: TypeAlias = Callable[[object], None]  # what a task works on from now on
_PR_SET_PDEATHSIG = 1  # Linux, prctl(2)


class Why(Enum):
    """Why a task has no result."""

    LATE = "late"
    MEMORY = "memory"


@dataclass(frozen=True, slots=True)
class Failure:
    """A task without a result."""

    why: Why
    at: object  # what it told last; None, if nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What tasks may use."""

    workers: int  # side by side
    seconds: float  # each task, and each step that it tells of
    memory_mb: int  # each worker's heap (RLIMIT_DATA: RLIMIT_AS would count what an engine only reserves)


class TaskError(Exception):
    """A task raised what it should not have. Carries its traceback."""


class Workers:
    """Processes that wait for tasks: started when they are needed, ended with the `with` block or with this process."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._idle: list[_Worker] = []

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        while self._idle:
            self._idle.pop().stop()

    def run(
        self, function: Callable[[A, Tell], R], arguments: Sequence[A], told: Tell = lambda at: None
    ) -> Iterator[tuple[int, R | Failure]]:
        """The number and the result of each task, as they are done.

        Takes:  `function` of a module's top level; arguments and results that can be pickled; `told`, which hears
                what the tasks tell.
        Fails:  TaskError, where the function raises; OSError, where it raises that: the machine is not ready.
        """
        waiting = list(reversed(range(len(arguments))))
        busy: dict[Connection, _Worker] = {}
        try:
            while waiting or busy:
                while waiting and len(busy) < self.limits.workers:
                    worker = self._idle.pop() if self._idle else _Worker(self.limits)
                    busy[worker.pipe] = worker
                    worker.give(waiting[-1], function, arguments[waiting.pop()])
                soonest = min(worker.deadline for worker in busy.values())
                ready = wait(list(busy), max(0.0, soonest - time.monotonic()))
                for pipe, worker in list(busy.items()):
                    if pipe in ready:
                        answer = worker.take()
                    elif worker.deadline <= time.monotonic():
                        answer = Failure(Why.LATE, worker.at)
                    else:
                        continue
                    if isinstance(answer, _Step):
                        told(answer.at)
                        continue
                    del busy[pipe]
                    if isinstance(answer, Failure):
                        worker.stop()
                        if answer.why is Why.MEMORY and worker.tasks > 1:
                            waiting.append(worker.number)  # earlier tasks may have left too little; alone it has all
                            continue
                    else:
                        self._idle.append(worker)
                    yield worker.number, answer.result if isinstance(answer, _Done) else answer
        finally:
            for worker in busy.values():
                worker.stop()


@dataclass(frozen=True, slots=True)
class _Done:
    result: Any


@dataclass(frozen=True, slots=True)
class _Step:
    at: object


@dataclass(frozen=True, slots=True)
class _Raised:
    trace: str


class _Worker:
    """One process, and the task that it is at."""

    def __init__(self, limits: Limits) -> None:
        self._seconds = limits.seconds
        self.number = self.tasks = 0
        self.at: object = None
        self.deadline = 0.0
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(
            target=_work, args=(theirs, limits.memory_mb, os.getpid()), daemon=True
        )
        try:
            self._process.start()
        finally:
            theirs.close()

    def give(self, number: int, function: Callable[[A, Tell], R], argument: A) -> None:
        self.number, self.tasks, self.at = number, self.tasks + 1, None
        self.deadline = time.monotonic() + self._seconds
        with suppress(BrokenPipeError):  # a dead worker is noticed when its answer is taken
            self.pipe.send((function, argument))

    def take(self) -> _Done | _Step | Failure:
        """What the process says next.

        Fails:  TaskError and OSError, as `run`.
        """
        try:
            said = self.pipe.recv()
        except (EOFError, ConnectionError):
            return Failure(Why.MEMORY, self.at)  # engines end their process where they get no memory
        if isinstance(said, _Raised):
            raise TaskError(said.trace)
        if isinstance(said, OSError):
            raise said
        if isinstance(said, _Step):
            self.at, self.deadline = said.at, time.monotonic() + self._seconds
        done: _Done | _Step | Failure = Failure(Why.MEMORY, self.at) if said is Why.MEMORY else said
        return done

    def stop(self) -> None:
        self._process.kill()
        self._process.join()
        self.pipe.close()


def _work(pipe: Connection, memory_mb: int, parent: int) -> None:
    """Answer each task that comes through `pipe`, until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    _end_with(parent)
    _silence()
    with suppress(ValueError, OSError):  # not every system limits it
        resource.setrlimit(resource.RLIMIT_DATA, (memory_mb * 1024**2, memory_mb * 1024**2))
    while True:
        try:
            task = pipe.recv()
        except EOFError:
            return
        except MemoryError:
            pipe.send(Why.MEMORY)
            continue
        answer = _answer(pipe, *task)
        del task
        gc.collect()  # before the next task, of which a part of the memory would otherwise be taken
        pipe.send(answer)


def _answer(pipe: Connection, function: Callable[[A, Tell], Any], argument: A) -> object:
    try:
        return _Done(function(argument, lambda at: pipe.send(_Step(at))))
    except MemoryError:
        return Why.MEMORY
    except OSError as fault:
        if fault.errno is None:  # nothing of the system's
            return _Raised(traceback.format_exc())
        return OSError(fault.errno, fault.strerror, fault.filename)
    except BaseException:  # what ends a thread of the converter comes as no Exception
        return _Raised(traceback.format_exc())


def _silence() -> None:
    """Let nothing that an engine prints reach the terminal: what there is to tell comes through the pipe."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    if nowhere > 2:
        os.close(nowhere)


def _end_with(parent: int) -> None:
    """Have the system end this process when its parent ends, however it does."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
