"""Copies in a store that fsspec reaches, S3 or another: each under its name only where it is whole.

Why fsspec is imported late: it is an extra, and copies that stay on this machine need not have it.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib.util import find_spec
from typing import Any

from reportgen.copies.address import Address
from reportgen.copies.refusal import Refusal
from reportgen.copies.shelf import Kept

_S3 = ("s3", "s3a")
_AT_ONCE = (*_S3, "gs", "gcs", "az", "abfs")  # stores in which nobody sees an object before it is whole
_PATIENCE = {  # of S3's client: else it waits for many minutes for who does not answer
    "config_kwargs": {"connect_timeout": 5, "read_timeout": 30, "retries": {"total_max_attempts": 2}}
}
_ATTEMPTS = 2
_SILENT = {"ConnectionError", "TimeoutError", "HTTPClientError", "gaierror"}
_CLOSED = {"PermissionError", "NoCredentialsError", "PartialCredentialsError", "ProfileNotFound"}


class Store:
    """A store, opened.

    Fails:  Refusal, here and at each use: copies-extra, copies-store-driver, copies-store-missing,
            copies-store-rights, copies-store-silent, copies-store-fault.
    """

    def __init__(self, address: Address) -> None:
        self._address = address.store
        self._scheme, _, self._root = address.store.partition("://")
        if find_spec("fsspec") is None or (self._scheme in _S3 and find_spec("s3fs") is None):
            raise Refusal(self._address, "copies-extra", extra="s3")
        import fsspec

        try:
            options = _PATIENCE if self._scheme in _S3 else {}
            self._store: Any = fsspec.filesystem(self._scheme, skip_instance_cache=True, **options)
        except (ImportError, ValueError) as fault:  # of a scheme that nobody knows, or whose library is not there
            raise Refusal(self._address, "copies-store-driver", found=str(fault)) from None
        if self._scheme in _S3:
            self._store.retries = _ATTEMPTS

    def names(self, run: str = "*") -> frozenset[str]:
        """The copies of one run, or of all."""
        with self._told():
            if self._scheme in _S3:  # where a pattern matches nothing in a bucket that is not there
                self._store.call_s3("head_bucket", Bucket=self._root.partition("/")[0])
            found = self._store.glob(f"{self._root}/{run}/*.pdf")
        return frozenset("/".join(path.split("/")[-2:]) for path in found)

    def kept(self, name: str) -> Kept | None:
        """Size and hash of what the store has, the hash as the store took it itself where it does; None without it."""
        with self._told():
            try:
                if self._scheme in _S3:
                    bucket, _, key = self._path(name).partition("/")
                    said = self._store.call_s3("head_object", Bucket=bucket, Key=key, ChecksumMode="ENABLED")
                    if told := said.get("ChecksumSHA256"):
                        return Kept(said["ContentLength"], b64decode(told).hex())
                data = self._store.cat_file(self._path(name))
            except FileNotFoundError:
                return None
        return Kept(len(data), sha256(data).hexdigest())

    def read(self, name: str) -> bytes:
        """A file's content."""
        with self._told():
            return bytes(self._store.cat_file(self._path(name)))

    def write(self, name: str, data: bytes) -> None:
        """Keep a file, as a whole or not at all; one that is there already is not written again.

        Fails:  Refusal copies-store-altered too, where the store has something else afterwards.
        """
        wanted = Kept(len(data), sha256(data).hexdigest())
        if self.kept(name) == wanted:
            return
        with self._told():
            self._put(self._path(name), data)
        if self.kept(name) != wanted:
            self.remove(name)
            raise Refusal(self._address, "copies-store-altered")

    def remove(self, name: str) -> None:
        """Keep a file no longer, if there is one."""
        with self._told():
            if self._store.exists(self._path(name)):
                self._store.rm_file(self._path(name))

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    def _put(self, path: str, data: bytes) -> None:
        if self._scheme in _S3:  # which refuses what comes with another hash, and remembers this one
            digest = b64encode(sha256(data).digest()).decode()
            told = {"ChecksumAlgorithm": "SHA256", "ChecksumSHA256": digest}
            self._store.pipe_file(path, data, chunksize=len(data), **told)
        elif self._scheme in _AT_ONCE:
            self._store.pipe_file(path, data)
        else:
            folder, _, file = path.rpartition("/")
            self._store.makedirs(folder, exist_ok=True)
            self._store.pipe_file(f"{folder}/.{file}.part", data)
            self._store.mv(f"{folder}/.{file}.part", path)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """A store's refusal as a Refusal. It never quotes what the store's library says, where keys could stand."""
        try:
            yield
        except Exception as fault:  # any library may be behind a store, with faults of its own
            kinds = {kind.__name__ for kind in type(fault).__mro__}
            if isinstance(fault, FileNotFoundError):
                raise Refusal(self._address, "copies-store-missing") from None
            if kinds & _CLOSED:
                raise Refusal(self._address, "copies-store-rights") from None
            if kinds & _SILENT:
                raise Refusal(self._address, "copies-store-silent") from None
            told = getattr(fault.__cause__, "response", None) or {}
            raise Refusal(
                self._address, "copies-store-fault", found=told.get("Error", {}).get("Code") or type(fault).__name__
            ) from None
