"""Copies from the folder here, where they are made and proven, to a store: a few at once, while others are made.

Why by the process that asked for them: who makes copies needs no keys of the store, and it alone writes the journal.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from reportgen.copies.journal import Journal
from reportgen.copies.pool import Outcome, Outcomes, Task
from reportgen.copies.refusal import Refusal
from reportgen.copies.shelf import Shelf

_AT_ONCE = 4


def find_waiting(tasks: Sequence[Task], run: str, home: Path, journal: Journal) -> list[tuple[Task, Outcome]]:
    """The copies that an earlier run has proven and not handed over. What else lies in `home` is deleted."""
    ours = {task.copy: task for task in tasks}
    noted = {entry.copy: entry for entry in journal.stamped(run)}
    found = []
    for file in sorted(home.glob("*.pdf")):
        entry = noted.get(file.stem)
        if entry is None or sha256(file.read_bytes()).hexdigest() != entry.delivered:
            file.unlink()
        elif entry.copy in ours:
            told = Outcome(
                fault="",
                there=True,
                plain=entry.plain,
                delivered=entry.delivered,
                size=entry.size,
                pages=entry.pages,
            )
            found.append((ours[entry.copy], told))
    return found


def hand_over(waiting: Sequence[tuple[Task, Outcome]], made: Outcomes, run: str, home: Path, shelf: Shelf) -> Outcomes:
    """The outcomes, first of those that wait: a copy is there once the shelf has it, and its file in `home` goes.

    Fails:  Refusal, which ends the run; what is made by then waits in `home`. One that came to the shelf as
            something else is a fault of that copy only.
    """
    threads, under_way = ThreadPoolExecutor(_AT_ONCE), dict[Future[str], tuple[Task, Outcome]]()
    with closing(made):
        try:
            for source in (iter(waiting), made):
                for task, outcome in source:
                    if not outcome.there:
                        yield task, outcome
                        continue
                    file = home / f"{task.copy}.pdf"
                    under_way[threads.submit(_hand_over, file, f"{run}/{file.name}", shelf)] = task, outcome
                    if len(under_way) >= _AT_ONCE:
                        yield from _arrived(under_way)
            while under_way:
                yield from _arrived(under_way)
        finally:
            threads.shutdown(cancel_futures=True)


def _hand_over(file: Path, name: str, shelf: Shelf) -> str:
    """Why a copy did not come to the shelf as it is; "" where it did."""
    try:
        shelf.write(name, file.read_bytes())
    except Refusal as fault:
        if fault.code != "copies-store-altered":
            raise
        return "the store has something else than was sent"
    file.unlink()
    return ""


def _arrived(under_way: dict[Future[str], tuple[Task, Outcome]]) -> Iterator[tuple[Task, Outcome]]:
    for future in wait(under_way, return_when=FIRST_COMPLETED).done:
        task, outcome = under_way.pop(future)
        fault = future.result()
        yield task, Outcome(fault=fault) if fault else outcome
