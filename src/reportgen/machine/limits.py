"""What the shell allows a build, raised as far as it may be.

Why before the work: an engine that meets one of these limits says something else, or nothing.
"""

import resource
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

MEMORY_MB = 2000  # what a worker may use where nobody says otherwise
LEAST_MEMORY_MB = 1000  # of which the engine of the charts wants 800 before it draws one
_MB = 1024**2
_ADDRESSES_MB = 125_000  # which that engine reserves and does not use


@dataclass(frozen=True, slots=True)
class Limit:
    """One of them, with the line that lifts it."""

    zh: str
    en: str
    kind: int
    unit: int
    least: int  # in units
    line: str


class LimitError(Exception):
    """The shell allows less than a build needs."""

    def __init__(self, limit: Limit, found: int) -> None:
        super().__init__(f"{found} {limit.en}")
        self.limit, self.found = limit, found


def find_low(memory_mb: int = MEMORY_MB) -> Iterator[tuple[Limit, int]]:
    """Each limit that stays too low for a build with workers of `memory_mb`, and what it is."""
    for limit in (
        Limit("个打开的文件", "open files", resource.RLIMIT_NOFILE, 1, 128, "ulimit -n 1024"),
        Limit("个进程和线程", "processes and threads", resource.RLIMIT_NPROC, 1, 64, "ulimit -u 4096"),
        Limit("MB 地址空间", "MB of addresses", resource.RLIMIT_AS, _MB, _ADDRESSES_MB, "ulimit -v unlimited"),
        Limit("MB 内存", "MB of memory", resource.RLIMIT_DATA, _MB, memory_mb, "ulimit -d unlimited"),
    ):
        allowed = _raised(limit)
        if allowed != resource.RLIM_INFINITY and allowed < limit.least * limit.unit:
            yield limit, allowed // limit.unit


def _raised(limit: Limit) -> int:
    """What is allowed, raised to what the system lets it be where it was too low."""
    soft, hard = resource.getrlimit(limit.kind)
    if soft not in (hard, resource.RLIM_INFINITY) and soft < limit.least * limit.unit:
        with suppress(ValueError, OSError):
            resource.setrlimit(limit.kind, (hard, hard))
            return hard
    return soft
