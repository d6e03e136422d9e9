"""Artefacts kept between builds, each under a key made of everything that it was drawn from."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

FOLDER = Path("build/cache")  # below the project's root
_DIGEST_BYTES = hashlib.sha256().digest_size


class Cache:
    """A folder of artefacts. What is there is whole: an entry cut short or altered counts as absent."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> bytes | None:
        """The artefact kept under `key`; None where there is none that can be trusted."""
        try:
            entry = self._file(key).read_bytes()
        except OSError:
            return None
        digest, data = entry[:_DIGEST_BYTES], entry[_DIGEST_BYTES:]
        return data if digest == _digest(key, data) else None

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
