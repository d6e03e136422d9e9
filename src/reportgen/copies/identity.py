"""Keyed ids: who holds the key can tell whose a copy is; who does not learns nothing from a file's name."""

import hmac
import os
import re
import secrets
from base64 import b32encode
from hashlib import sha256
from pathlib import Path

from reportgen.problems import Place, Problems

ID = re.compile(r"[a-z2-7]{4}(?:-[a-z2-7]{4}){3}")
_KEY_BYTES = 32


def load_key(file: Path, out: Path, problems: Problems) -> bytes:
    """The key of `file`, which is made where there is none: 32 random bytes that only their owner reads.

    Fails:  problem copies-key-inside, for a file that would be handed on with the folder of copies; copies-key, for
            one that is no key.
    """
    if file.resolve().is_relative_to(out.resolve()):
        problems.error(Place(file), "copies-key-inside", out=str(out))
        return b""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(secrets.token_bytes(_KEY_BYTES))
            stream.flush()
            os.fsync(stream.fileno())
    key = file.read_bytes()
    if len(key) != _KEY_BYTES:
        problems.error(Place(file), "copies-key", found=len(key), expected=_KEY_BYTES)
    return key


def copy_id(key: bytes, subscriber: str) -> str:
    """The id of the subscriber's copies, whatever the master: "k7f2-x3qa-mm5d-2w6e"."""
    digest = hmac.new(key, subscriber.encode(), sha256).digest()
    letters = b32encode(digest[:10]).decode().lower()
    return "-".join(letters[i : i + 4] for i in range(0, len(letters), 4))
