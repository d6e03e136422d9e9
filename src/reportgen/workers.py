"""Work done in processes of their own: side by side, within a deadline and a limit of memory.

Why own processes and no pool of the standard library's: an input can hang an engine or eat all memory, and a pool can
neither stop one task nor survive the death of one worker.
"""

import ctypes
import errno
import gc
import multiprocessing
import os
import re
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Any, TypeAlias, TypeVar

A = TypeVar("A")
R = TypeVar("R")
Tell: TypeAlias = Callable[[object], None]  # what a task works on from now on
_PR_SET_PDEATHSIG = 1  # Linux, prctl(2)
_ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_SAID_BYTES = 4096  # of what an engine says before it ends
_NO_THREAD = re.compile("failed to spawn thread|can't start new thread")
_NO_MEMORY = re.compile("out of memory|memory allocation of|failed to allocate|cannot allocate memory", re.IGNORECASE)


class Why(Enum):
    """Why a task has no result."""

    LATE = "late"
    MEMORY = "memory"  # it met its limit
    KILLED = "killed"  # by the system or by hand; as a rule the machine had no memory left
    CRASH = "crash"  # its engine broke down


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What tasks may use."""

    workers: int  # side by side
    seconds: float  # each task, and each step that it tells of
    memory_mb: int  # each worker's heap (RLIMIT_DATA: RLIMIT_AS would count what an engine only reserves)


@dataclass(frozen=True, slots=True)
class Failure:
    """A task without a result."""

    why: Why
    at: object  # what it told last; None, if nothing
    how: str = ""  # of a crash: the signal or exit code, and what the engine said

    def values(self, limits: Limits) -> Mapping[str, object]:
        """What a problem made of it names."""
        return {"seconds": f"{limits.seconds:g}", "limit": limits.memory_mb, "how": self.how}


class TaskError(Exception):
    """A task raised what it should not have. Carries what it told last and its traceback."""


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
                        if answer.why is not Why.LATE and worker.tasks > 1:
                            waiting.append(worker.number)  # earlier tasks may be to blame; alone it has all memory
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
        self._said = _open_memory()
        self._process: SpawnProcess = context.Process(
            target=_work, args=(theirs, self._said, limits.memory_mb, os.getpid()), daemon=True
        )
        resource_tracker.ensure_running()  # it lets signals through, once it runs
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDS)  # as the process has them from birth: we decide
        try:
            self._process.start()
        except OSError:
            self.pipe.close()
            self._said.close()
            raise
        finally:
            theirs.close()
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

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
            return self._explain()
        if isinstance(said, _Raised):
            raise TaskError(f"at {self.at}\n{said.trace}")
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
        self._said.close()

    def _explain(self) -> Failure:
        """Why the process is no more. Engines that get no memory end it themselves, and say so."""
        self._process.join()
        code = self._process.exitcode or 0
        if code == -signal.SIGKILL:
            return Failure(Why.KILLED, self.at)
        lines = os.pread(self._said.fileno(), _SAID_BYTES, 0).decode(errors="replace").splitlines()
        told = next((line for line in lines if _NO_MEMORY.search(line)), "")
        if told:
            return Failure(Why.MEMORY, self.at)
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        first = next((line.strip() for line in lines if line.strip()), "")
        return Failure(Why.CRASH, self.at, f"{how}: {first}" if first else how)


def _work(pipe: Connection, said: Connection, memory_mb: int, parent: int) -> None:
    """Answer each task that comes through `pipe`, until it is closed."""
    _end_with(parent)
    _silence(said)
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
        os.ftruncate(said.fileno(), 0)
        pipe.send(_answer(pipe, *task))
        del task
        gc.collect()  # before the next task, of which a part of the memory would otherwise be taken


def _answer(pipe: Connection, function: Callable[[A, Tell], Any], argument: A) -> object:
    try:
        return _Done(function(argument, lambda at: pipe.send(_Step(at))))
    except MemoryError:
        return Why.MEMORY
    except OSError as fault:
        if fault.errno is None:  # nothing of the system's
            return _Raised(traceback.format_exc())
        return OSError(fault.errno, fault.strerror, fault.filename)
    except BaseException as fault:  # what ends a thread of the converter comes as no Exception
        if _NO_THREAD.search(str(fault)):
            return OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        return _Raised(traceback.format_exc())


def _open_memory() -> Connection:
    """A file without a name, as a connection because a process is handed these; where the system has none, nothing."""
    if sys.platform == "linux":
        return Connection(os.memfd_create("said"))
    return Connection(os.open(os.devnull, os.O_RDWR))


def _silence(said: Connection) -> None:
    """Let nothing that an engine prints reach the terminal: its last words are kept for who looks for them."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    os.dup2(said.fileno(), 2)
    if nowhere > 2:
        os.close(nowhere)


def _end_with(parent: int) -> None:
    """Have the system end this process when its parent ends, however it does."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
