"""Where the commands for copies find them: a folder, or a store and what it refuses."""

from collections.abc import Iterator
from contextlib import contextmanager

from reportgen.copies.address import Address
from reportgen.copies.shelf import Folder, Shelf
from reportgen.copies.store import Store, StoreFault
from reportgen.deliver import write_file
from reportgen.problems import Problems


@contextmanager
def opened(address: Address, problems: Problems) -> Iterator[Shelf]:
    """The shelf at an address.

    Fails:  ReportError with what the store refuses, now or later, and all that was found before.
    """
    try:
        yield Store(address) if address.store else Folder(address.home, write_file)
    except StoreFault as fault:
        problems.error(address.place(""), fault.code, **fault.values)
        problems.stop()
