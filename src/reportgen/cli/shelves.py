"""Where the commands for copies find them: a folder, or a store and what it refuses."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reportgen.copies.address import Address
from reportgen.copies.refusal import Refusal
from reportgen.copies.shelf import Folder, Shelf
from reportgen.copies.store import Store
from reportgen.deliver import write_file
from reportgen.problems import Place, Problems


@contextmanager
def opened(address: Address, problems: Problems) -> Iterator[Shelf]:
    """The shelf at an address.

    Fails:  ReportError with what the store refuses, or a cluster, now or later, and all that was found before.
    """
    try:
        yield Store(address) if address.store else Folder(address.home, write_file)
    except Refusal as fault:
        problems.error(Place(Path(fault.address)), fault.code, **fault.values)
        problems.stop()
