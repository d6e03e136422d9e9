"""What was planned and what is done, in a file that outlives a kill at any moment."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.copies.pool import Outcome, Task

FILE = "journal.sqlite"
_TABLES = """
CREATE TABLE IF NOT EXISTS copies (
    run TEXT NOT NULL,
    copy TEXT NOT NULL,
    subscriber TEXT,              -- NULL where the person is forgotten
    said TEXT NOT NULL,           -- keyed digest of the row in the list
    state TEXT NOT NULL,          -- planned, stamped, verified; queued, sending, sent; failed, refused
    plain TEXT NOT NULL DEFAULT '',
    delivered TEXT NOT NULL DEFAULT '',
    size INTEGER NOT NULL DEFAULT 0,
    pages INTEGER NOT NULL DEFAULT 0,
    made TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (run, copy)
)
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One copy that is done."""

    run: str
    copy: str
    plain: str  # sha256 before it was encrypted
    delivered: str  # sha256 of the file
    size: int
    pages: int
    made: str  # 2023-09-01T08:00:00+00:00


class Journal:
    """The journal of an output folder. One process writes; what it has written stays."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._base = sqlite3.connect(folder / FILE, isolation_level=None)
        for setting in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
            self._base.execute(f"PRAGMA {setting}")
        self._base.execute(_TABLES)

    def plan(self, run: str, tasks: Sequence[Task]) -> None:
        """Note what is to be made; what is known of a copy stays, unless its row in the list has changed since."""
        rows = [(run, task.copy, task.subscriber.id, task.said) for task in tasks]
        with self._base:
            self._base.execute("BEGIN")
            self._base.executemany(
                "INSERT INTO copies (run, copy, subscriber, said, state) VALUES (?, ?, ?, ?, 'planned')"
                " ON CONFLICT DO UPDATE SET subscriber = excluded.subscriber, said = excluded.said, state = 'planned'"
                " WHERE said != excluded.said",
                rows,
            )

    def note(self, run: str, task: Task, outcome: Outcome, made: str) -> None:
        """Note how far a copy is; one that is on its way, and made anew for its file was gone, stays so."""
        self._base.execute(
            "UPDATE copies SET state = CASE WHEN state IN ('queued', 'sending', 'sent') THEN state ELSE ? END,"
            " plain = ?, delivered = ?, size = ?, pages = ?, made = ?"
            " WHERE run = ? AND copy = ?",
            (
                "failed" if outcome.fault else "verified" if outcome.there else "stamped",
                outcome.plain,
                outcome.delivered,
                outcome.size,
                outcome.pages,
                made,
                run,
                task.copy,
            ),
        )

    def adopt(self, run: str, hashed: Callable[[str], str]) -> None:
        """Count the copies that were in their places when a run was killed, before it could note that they were.

        Takes:  `hashed`, the sha256 of a copy's file; only a valid copy is ever put there.
        """
        there = [(run, entry.copy) for entry in self.stamped(run) if hashed(entry.copy) == entry.delivered]
        with self._base:
            self._base.execute("BEGIN")
            self._base.executemany("UPDATE copies SET state = 'verified' WHERE run = ? AND copy = ?", there)

    def stamped(self, run: str) -> tuple[Entry, ...]:
        """The copies of which is known what they will be, and not that they are there."""
        return self._select("state = 'stamped'", run)

    def done(self, run: str) -> frozenset[str]:
        """The copies that need not be made again."""
        return frozenset(entry.copy for entry in self.entries(run))

    def entries(self, run: str = "") -> tuple[Entry, ...]:
        """The copies that are done, of one run or of all."""
        return self._select("state NOT IN ('planned', 'stamped', 'failed')", run)

    def _select(self, which: str, run: str) -> tuple[Entry, ...]:
        found = self._base.execute(
            "SELECT run, copy, plain, delivered, size, pages, made FROM copies"
            f" WHERE {which} AND ? IN ('', run) ORDER BY run, copy",
            (run,),
        )
        return tuple(Entry(*row) for row in found)

    def in_state(self, run: str, *states: str) -> frozenset[str]:
        """The copies of a run that are in one of these states."""
        found = self._base.execute("SELECT copy, state FROM copies WHERE run = ?", (run,))
        return frozenset(copy for copy, state in found if state in states)

    def move(self, run: str, copy: str, state: str) -> None:
        """Note that a copy is on its way."""
        self._base.execute("UPDATE copies SET state = ? WHERE run = ? AND copy = ?", (state, run, copy))

    def subscriber(self, copy: str) -> str:
        """Whose copy it is; "" where nobody knows, or may know any more."""
        found = self._base.execute("SELECT subscriber FROM copies WHERE copy = ? AND subscriber NOT NULL", (copy,))
        return str((found.fetchone() or ("",))[0])

    def forget(self, subscriber: str) -> int:
        """In how many copies the person was named; in none from now on, and no mail waits for them."""
        count = self._base.execute(
            "UPDATE copies SET subscriber = NULL, state = CASE state WHEN 'queued' THEN 'verified' ELSE state END"
            " WHERE subscriber = ?",
            (subscriber,),
        ).rowcount
        self._base.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # else the id would stay in the log beside
        return count

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()


def manifest_lines(entries: Sequence[Entry], master: str, versions: dict[str, str]) -> Iterator[dict[str, object]]:
    """What may be told to anybody of each copy: no names, no ids but keyed ones."""
    for entry in entries:
        yield {
            "copy": entry.copy,
            "master_sha256": master,
            "plain_sha256": entry.plain,
            "delivered_sha256": entry.delivered,
            "size": entry.size,
            "pages": entry.pages,
            "versions": versions,
            "made": entry.made,
        }
