"""Who may write into a folder of copies: one run and its workers, and no other while one of them lives.

Why the workers too: one that outlives a killed run still finishes its copy.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FILE = ".claim"
_PATIENCE_S = 20.0  # a worker that was left behind needs less for its last copy
_STEP_S = 0.1


@contextmanager
def claimed(folder: Path) -> Iterator[bool]:
    """Whether the folder is ours, until the end of the block."""
    with _opened(folder) as file:
        for _ in range(round(_PATIENCE_S / _STEP_S)):
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                time.sleep(_STEP_S)
        else:
            yield False
            return
        fcntl.flock(file, fcntl.LOCK_SH)
        yield True


@contextmanager
def joined(folder: Path) -> Iterator[None]:
    """Work beside the run that has claimed the folder."""
    with _opened(folder) as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    folder.mkdir(parents=True, exist_ok=True)
    file = os.open(folder / _FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield file
    finally:
        os.close(file)
