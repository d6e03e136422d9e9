"""What a command costs: seconds by the wall and of the processor, and the most memory that any process of it held."""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from typing import TypeAlias

Command: TypeAlias = Sequence[str | os.PathLike[str]]
Folder: TypeAlias = os.PathLike[str]
_UNITS_PER_MB = 1024**2 if sys.platform == "darwin" else 1024  # of ru_maxrss


@dataclass(frozen=True, slots=True)
class Cost:
    """One run; of several, the median of each."""

    wall_s: float
    cpu_s: float
    memory_mb: float  # the largest process

    def per(self, count: float) -> "Cost":
        """The seconds of one of so many, in all the memory."""
        return Cost(self.wall_s / count, self.cpu_s / count, self.memory_mb)


def run(command: Command, folder: Folder, env: Mapping[str, str] = os.environ) -> Cost:
    """What `command` costs in `folder`; with what it says it fails, if it does."""
    return _run(command, folder, env)[0]


def run_told(command: Command, folder: Folder, env: Mapping[str, str] = os.environ) -> Cost:
    """What a part of `command` costs, which it tells by `telling`."""
    return Cost(*map(float, _run(command, folder, env)[1].splitlines()[-1].split()))


@contextmanager
def telling(count: Callable[[], float] = lambda: 1) -> Iterator[None]:
    """Print what the block costs in this process, by each of `count`."""
    began, used = time.perf_counter(), time.process_time()
    yield
    wall, cpu = time.perf_counter() - began, time.process_time() - used
    cost = Cost(wall, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _UNITS_PER_MB)
    print(*astuple(cost.per(count())))


def _run(command: Command, folder: Folder, env: Mapping[str, str]) -> tuple[Cost, str]:
    with tempfile.TemporaryFile("w+") as said:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=env, stdout=said, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        words = said.read()
    if process.returncode:
        sys.exit(f"{' '.join(map(str, command))}: {process.returncode}\n{words}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / _UNITS_PER_MB), words


def side_by_side(times: int, *ways: Callable[[], Cost]) -> list[list[Cost]]:
    """The costs of each way, measured in turn, so that what else the machine does meets all of them."""
    rounds = [[way() for way in ways] for _ in range(times)]
    return [list(costs) for costs in zip(*rounds, strict=True)]


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(*(statistics.median(getattr(c, name) for c in costs) for name in Cost.__slots__))
