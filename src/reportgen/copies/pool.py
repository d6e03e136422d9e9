"""Processes that each hold the template and make one copy at a time.

Why not the library's pool: its processes outlive a killed parent, and one that dies takes all the others' work with it.
"""

import signal
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TypeAlias

from reportgen.copies.claim import joined
from reportgen.copies.examine import find_fault, read_ids
from reportgen.copies.proof import find_own_fault, make_witness
from reportgen.copies.protect import OPEN, Protection, encrypt
from reportgen.copies.sign import SigningKey, is_signed_whole
from reportgen.copies.stamp import Words, stamp
from reportgen.copies.subscribers import Subscriber
from reportgen.copies.template import Notices, make_template
from reportgen.model.fonts import Face

_ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LOST = "the process that made it ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What all copies of a run have in common."""

    master: bytes
    words: Words
    faces: tuple[Face, ...]
    folder: Path
    write: Callable[[Path, bytes], None]  # whole or not at all
    notices: Notices | None = None
    diagonal: bool = False
    protection: Protection = OPEN
    signing: SigningKey | None = None  # of each copy
    whole: bool = False  # validate all pages of each copy, and not only what it brings


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one copy goes: what will be its file, then that it is there; with a `fault` there is none."""

    fault: str
    there: bool = False  # valid and in its place
    plain: str = ""  # sha256 before it was encrypted
    delivered: str = ""  # sha256 of the file
    size: int = 0
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """One copy to be made."""

    copy: str
    subscriber: Subscriber = field(repr=False)  # which no log has to tell
    said: str = ""  # keyed digest of what is the subscriber's own in the copy; another one asks for another copy


Outcomes: TypeAlias = Generator[tuple[Task, Outcome], None, None]


def make_copies(order: Order, tasks: Sequence[Task], processes: int) -> Outcomes:
    """Each task with its outcomes, as they come: one when it is stamped, and one when it is there or has failed.

    A copy that is there is whole, valid and stamped.
    """
    context = get_context("spawn")
    left = list(reversed(tasks))
    busy: dict[Connection, Task] = {}
    running = []

    def employ() -> None:
        ours, theirs = context.Pipe()
        worker = context.Process(target=_serve, args=(theirs, order), daemon=True)
        resource_tracker.ensure_running()  # it lets signals through, once it runs
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDS)  # as the process has them from birth: we decide
        try:
            worker.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()  # so that the end of the worker is the end of the line
        running.append(worker)
        hand_out(ours)

    def hand_out(line: Connection) -> None:
        if not left:
            line.close()
            return
        busy[line] = left.pop()
        line.send(busy[line])

    try:
        for _ in range(min(processes, len(tasks))):
            employ()
        while busy:
            for line in wait(list(busy)):
                assert isinstance(line, Connection)
                task = busy[line]
                try:
                    outcome = line.recv()
                except EOFError:
                    del busy[line]
                    line.close()
                    yield task, Outcome(fault=LOST)
                    if left:
                        employ()
                    continue
                if outcome.fault or outcome.there:
                    del busy[line]
                    hand_out(line)
                yield task, outcome
    finally:
        for line in busy:
            line.close()
        for worker in running:
            worker.kill()
            worker.join()


def _serve(line: Connection, order: Order) -> None:
    """Make what comes over the line, until nobody is at its other end."""
    with joined(order.folder.parent):
        bench = Bench(order)
        while True:
            try:
                for outcome in bench.make(line.recv()):
                    line.send(outcome)
            except (EOFError, BrokenPipeError, ConnectionResetError):
                return


class Bench:
    """Where copies are made one after the other. The first is validated as a whole, and with it what all share."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._template = make_template(order.master, order.notices, diagonal=order.diagonal)
        self._witness = make_witness(self._template)
        self._shared = sha256(self._template.shared)
        self._proven = False

    def make(self, task: Task) -> Iterator[Outcome]:
        """The outcomes of one task: see make_copies."""
        order, password = self._order, task.subscriber.password
        plain = stamp(self._template, task.subscriber, task.copy, order.words, order.faces)
        closed = order.protection.concerns(password)
        delivered = encrypt(plain, password, order.protection.forbidden) if closed else plain
        if order.signing:
            delivered = order.signing.sign_copy(delivered, password)
        own = self._shared.copy()
        own.update(memoryview(plain)[len(self._template.shared) :])
        outcome = Outcome(
            fault="",
            plain=own.hexdigest(),
            delivered=own.hexdigest() if delivered is plain else sha256(delivered).hexdigest(),
            size=len(delivered),
            pages=self._template.pages,
        )
        yield outcome
        fault = self._find_fault(plain, task.copy)
        if not fault and closed and read_ids(delivered, password) != (task.copy,):
            fault = "it does not open once it is encrypted"
        if not fault and order.signing and not is_signed_whole(delivered, password):
            fault = "its signature is not right"
        if not fault:
            try:
                order.write(order.folder / f"{task.copy}.pdf", delivered)
            except OSError as refused:
                fault = str(refused)
        yield Outcome(fault=fault) if fault else replace(outcome, there=True)

    def _find_fault(self, plain: bytes, copy: str) -> str:
        if self._proven and not self._order.whole:
            return find_own_fault(plain, copy, self._template, self._witness)
        fault = find_fault(plain, copy, self._template.pages) or find_own_fault(
            plain, copy, self._template, self._witness
        )
        self._proven = not fault
        return fault
