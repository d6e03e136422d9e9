"""What a worker on another machine does: it takes a kit once, and makes copies of it as they are asked for."""

import zlib
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from pikepdf import __libqpdf_version__

from reportgen.copies.pool import Bench, Order, Outcome, Task

_ENGINES = ("pikepdf", "uharfbuzz", "page-validation", "pypdfium2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """All that a worker needs to make a run's copies, whatever else is on its machine."""

    order: Order = field(repr=False)  # in which the key that signs may be, and which no log has to tell
    fonts: tuple[bytes, ...] = field(repr=False)  # the files of the order's faces
    versions: dict[str, str]  # see read_versions


@dataclass(frozen=True, slots=True)
class Made:
    """One copy, and how it went: outcomes as make_copies gives them."""

    outcomes: tuple[Outcome, ...]
    copy: bytes  # b"" where it failed


@dataclass(frozen=True, slots=True)
class _Seat:
    """A bench for one kit, and where it lays its copies."""

    bench: Bench
    laid: dict[str, bytes]
    fonts: TemporaryDirectory[str]


_seats: dict[str, _Seat] = {}  # at most one, by the name of its kit
_seated = Lock()  # the engines of PDF bear no threads


def make_chunk(kit: Kit, name: str, tasks: tuple[Task, ...]) -> tuple[Made, ...] | str:
    """Each task's copy; or what this machine has of other versions, which would make other bytes.

    Takes:  `name`, which no other kit has.
    """
    if difference := name_differences(kit.versions, read_versions()):
        return difference
    with _seated:
        if name not in _seats:
            _seats.clear()
            _seats[name] = _sit_down(kit)
        seat = _seats[name]
        return tuple(Made(tuple(seat.bench.make(task)), seat.laid.pop(task.copy, b"")) for task in tasks)


@cache
def read_versions() -> dict[str, str]:
    """What the bytes of copies depend on, and what judges them."""
    program, package = sha256(), Path(__file__).parents[1]
    for file in sorted((*package.glob("copies/*.py"), *package.glob("model/*.py"))):
        program.update(file.read_bytes())
    return {name: version(name) for name in _ENGINES} | {
        "qpdf": __libqpdf_version__,
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "reportgen": program.hexdigest()[:12],
    }


def name_differences(wanted: dict[str, str], found: dict[str, str]) -> str:
    """What is of another version, as in "pikepdf 9.1, not 10.0"; "" where nothing is."""
    return ", ".join(
        f"{name} {found.get(name)}, not {value}" for name, value in wanted.items() if found.get(name) != value
    )


def _sit_down(kit: Kit) -> _Seat:
    from distributed import get_worker

    folder = TemporaryDirectory(dir=get_worker().local_directory)  # goes with the worker, however that ends
    faces = []
    for n, (face, data) in enumerate(zip(kit.order.faces, kit.fonts, strict=True)):
        file = Path(folder.name, f"{n}{face.file.suffix}")
        file.write_bytes(data)
        faces.append(replace(face, file=file))
    laid: dict[str, bytes] = {}

    def lay(file: Path, copy: bytes) -> None:
        laid[file.stem] = copy

    return _Seat(Bench(replace(kit.order, faces=tuple(faces), write=lay)), laid, folder)
