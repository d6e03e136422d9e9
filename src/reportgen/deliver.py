"""Finished files into their place: written beside, synced, renamed, so that nobody ever sees half of one."""

import errno
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

_BESIDE = re.compile(r"\.(?P<name>.+)\.(?P<process>\d+)\.part")


def write_file(file: Path, data: bytes) -> None:
    """`file` with the content `data`, or as it was.

    Fails:  OSError, where the folder cannot be written.
    """
    write_files({file: data})


def write_files(contents: Mapping[Path, bytes]) -> None:
    """The files with these contents, or all as they were.

    Only a machine that stops between the last renames leaves some of them new; each is whole even then.

    Fails:  OSError with the file, where it cannot be written.
    """
    folders = {file.parent for file in contents}
    beside = {file: file.with_name(f".{file.name}.{os.getpid()}.part") for file in contents}
    try:
        for file, data in contents.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            if file.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(file))
            try:
                _write(beside[file], data)
            except OSError as fault:
                raise OSError(fault.errno, fault.strerror, str(file)) from None
        for file, part in beside.items():
            os.replace(part, file)
    finally:
        for part in beside.values():
            with suppress(OSError):  # in a folder that cannot be written there is none
                part.unlink()
    for folder in folders:
        _sync(folder)


def sweep(folder: Path) -> None:
    """Remove what killed builds left beside their outputs; what a running build writes stays."""
    for file in folder.glob(".*.part") if folder.is_dir() else ():
        name = _BESIDE.fullmatch(file.name)
        if name and not _is_running(int(name["process"])):
            file.unlink(missing_ok=True)


def _write(file: Path, data: bytes) -> None:
    """The file, on the disk."""
    with file.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
