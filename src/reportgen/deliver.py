"""Finished files into their place: written beside, synced, renamed, so that nobody ever sees half of one."""

import os
import re
from pathlib import Path

_BESIDE = re.compile(r"\.(?P<name>.+)\.(?P<process>\d+)\.part")


def write_file(file: Path, data: bytes) -> None:
    """`file` with the content `data`, or as it was.

    Fails:  OSError, where the folder cannot be written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.replace(beside, file)
    finally:
        beside.unlink(missing_ok=True)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def sweep(folder: Path) -> None:
    """Remove what killed builds left beside their outputs; what a running build writes stays."""
    for file in folder.glob(".*.part") if folder.is_dir() else ():
        name = _BESIDE.fullmatch(file.name)
        if name and not _is_running(int(name["process"])):
            file.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
