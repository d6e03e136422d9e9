"""What keeps finished copies, each called RUN/COPY.pdf: a folder, or a store (store.py)."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, Protocol


class Kept(NamedTuple):
    """What a shelf says of a file it keeps."""

    size: int
    sha256: str


class Shelf(Protocol):
    """What keeps copies."""

    def names(self, run: str = "*") -> frozenset[str]:
        """The copies of one run, or of all."""

    def kept(self, name: str) -> Kept | None:
        """Size and hash of a file; None where there is none."""

    def read(self, name: str) -> bytes:
        """A file's content."""

    def write(self, name: str, data: bytes) -> None:
        """Keep a file, as a whole or not at all."""

    def remove(self, name: str) -> None:
        """Keep a file no longer, if there is one."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this machine."""

    root: Path
    write_file: Callable[[Path, bytes], None]  # whole or not at all

    def names(self, run: str = "*") -> frozenset[str]:
        """The copies of one run, or of all."""
        return frozenset(file.relative_to(self.root).as_posix() for file in self.root.glob(f"{run}/*.pdf"))

    def kept(self, name: str) -> Kept | None:
        """Size and hash of a file; None where there is none."""
        if not (self.root / name).is_file():
            return None
        data = self.read(name)
        return Kept(len(data), sha256(data).hexdigest())

    def read(self, name: str) -> bytes:
        """A file's content."""
        return (self.root / name).read_bytes()

    def write(self, name: str, data: bytes) -> None:
        """Keep a file, as a whole or not at all."""
        self.write_file(self.root / name, data)

    def remove(self, name: str) -> None:
        """Keep a file no longer, if there is one."""
        (self.root / name).unlink(missing_ok=True)
