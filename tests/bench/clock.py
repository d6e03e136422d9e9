"""What a command costs: seconds by the wall and of the processor, and the most memory that any process of it held."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """One run; of several, the median of each."""

    wall_s: float
    cpu_s: float
    memory_mb: float  # the largest process


def run(command: Sequence[str], folder: Path, env: Mapping[str, str] = os.environ) -> Cost:
    """What `command` costs in `folder`; with what it says it fails, if it does."""
    with tempfile.TemporaryFile("w+") as said:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=env, stdout=said, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(command)}: {process.returncode}\n{said.read()}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / (1 if sys.platform == "darwin" else 1024))


def side_by_side(times: int, *ways: Callable[[], Cost]) -> list[list[Cost]]:
    """The costs of each way, measured in turn, so that what else the machine does meets all of them."""
    rounds = [[way() for way in ways] for _ in range(times)]
    return [list(costs) for costs in zip(*rounds, strict=True)]


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(*(statistics.median(getattr(c, name) for c in costs) for name in Cost.__slots__))
