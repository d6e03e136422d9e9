"""Artefacts kept between builds, each under a key made of everything that it was drawn from."""

import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

FOLDER = Path("build/cache")  # below the project's root
LIMIT_MB = 500  # what may stay kept; the three books of an edition take 60
_TICK_NS = 2 * 10**9  # file systems' clocks are behind by as much
_DIGEST_BYTES = hashlib.sha256().digest_size


class Cache:
    """A folder of artefacts. What is there is whole: an entry cut short or altered counts as absent.

    An entry's time is that of its last use.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened_ns = time.time_ns() - _TICK_NS

    def get(self, key: str) -> bytes | None:
        """The artefact kept under `key`; None where there is none that can be trusted."""
        try:
            entry = self._file(key).read_bytes()
        except OSError:
            return None
        digest, data = entry[:_DIGEST_BYTES], entry[_DIGEST_BYTES:]
        if digest != _digest(key, data):
            return None
        with suppress(OSError):  # where it may be read only, it is never the one that goes
            os.utime(self._file(key))
        return data

    def put(self, key: str, data: bytes) -> None:
        """Keep `data` under `key`. A build that is killed midway leaves the old entry or none.

        Writes: folder/KK/KEY, with KK the first two digits of the key.
        Fails:  OSError with the file, where it cannot be written.
        """
        file = self._file(key)
        file.parent.mkdir(parents=True, exist_ok=True)
        mark = f".{os.getpid()}.part"  # by which what a killed build left is swept
        descriptor, beside = mkstemp(dir=file.parent, prefix=f".{key[:8]}.", suffix=mark)
        try:
            with open(descriptor, "wb") as out:
                out.write(_digest(key, data) + data)
                out.flush()
                os.fsync(descriptor)
            os.replace(beside, file)
        except OSError as fault:
            raise OSError(fault.errno, fault.strerror, str(file)) from None
        finally:
            with suppress(FileNotFoundError):  # it is in its place
                os.unlink(beside)

    def prune(self, limit_mb: float = LIMIT_MB) -> None:
        """Remove what was not used for longest until the rest fits; what was used since the cache was opened stays.

        A build that runs beside this one and misses an entry makes it anew.

        Fails:  OSError, where the folder cannot be written.
        """
        entries = sorted((status.st_mtime_ns, status.st_size, file) for file, status in self._entries())
        size = sum(size for _, size, _ in entries)
        for used_ns, bytes_, file in entries:
            if size <= limit_mb * 1024**2 or used_ns >= self._opened_ns:
                return
            file.unlink(missing_ok=True)
            size -= bytes_

    def _entries(self) -> Iterator[tuple[Path, os.stat_result]]:
        for file in self._folder.glob("??/*"):
            with suppress(FileNotFoundError):  # another build has removed it
                yield file, file.stat()

    def _file(self, key: str) -> Path:
        return self._folder / key[:2] / key


def key_of(*parts: str | bytes) -> str:
    """The SHA-256 of the parts, in hexadecimal. Where one part ends and the next begins counts too."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def _digest(key: str, data: bytes) -> bytes:
    return hashlib.sha256(key.encode() + data).digest()
