"""Processes that each hold the template and make one copy at a time.

Why not the library's pool: its processes outlive a killed parent, and one that dies takes all the others' work with it.
"""

import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path

from reportgen.copies.claim import joined
from reportgen.copies.examine import find_fault, read_ids
from reportgen.copies.protect import OPEN, Protection, encrypt
from reportgen.copies.stamp import Words, stamp
from reportgen.copies.subscribers import Subscriber
from reportgen.copies.template import Notices, Template, make_template
from reportgen.model.fonts import Face

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one copy went; with a `fault` there is no file."""

    fault: str
    plain: str = ""  # sha256 before it was encrypted
    delivered: str = ""  # sha256 of the file
    size: int = 0
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """One copy to be made."""

    copy: str
    subscriber: Subscriber
    said: str = ""  # keyed digest of what is the subscriber's own in the copy; another one asks for another copy


def make_copies(order: Order, tasks: Sequence[Task], processes: int) -> Iterator[tuple[Task, Outcome]]:
    """Each task with its outcome, as they come; a copy that is there is whole, valid and stamped."""
    context = get_context("spawn")
    left = list(reversed(tasks))
    busy: dict[Connection, Task] = {}
    running = []

    def employ() -> None:
        ours, theirs = context.Pipe()
        worker = context.Process(target=_serve, args=(theirs, order), daemon=True)
        worker.start()
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
                task = busy.pop(line)
                try:
                    outcome = line.recv()
                except EOFError:
                    line.close()
                    yield task, Outcome(fault=LOST)
                    if left:
                        employ()
                    continue
                hand_out(line)
                yield task, outcome
    finally:
        for line in busy:
            line.close()
        for worker in running:
            worker.terminate()
            worker.join()


def _serve(line: Connection, order: Order) -> None:
    """Make what comes over the line, until nobody is at its other end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent answers for all
    with joined(order.folder.parent):
        template = make_template(order.master, order.notices, diagonal=order.diagonal)
        while True:
            try:
                line.send(_make(template, order, line.recv()))
            except (EOFError, BrokenPipeError, ConnectionResetError):
                return


def _make(template: Template, order: Order, task: Task) -> Outcome:
    plain = stamp(template, task.subscriber, task.copy, order.words, order.faces)
    fault = find_fault(plain, task.copy, template.pages)
    if fault:
        return Outcome(fault=fault)
    password = task.subscriber.password
    delivered = plain
    if order.protection.concerns(password):
        delivered = encrypt(plain, password, order.protection.forbidden)
        if read_ids(delivered, password) != (task.copy,):
            return Outcome(fault="it does not open once it is encrypted")
    try:
        order.write(order.folder / f"{task.copy}.pdf", delivered)
    except OSError as refused:
        return Outcome(fault=str(refused))
    return Outcome(
        fault="",
        plain=sha256(plain).hexdigest(),
        delivered=sha256(delivered).hexdigest(),
        size=len(delivered),
        pages=template.pages,
    )
