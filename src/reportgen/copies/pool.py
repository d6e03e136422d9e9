"""Processes that each hold the template and make one copy at a time.

Why not the library's pool: its processes outlive a killed parent, and one that dies takes all the others' work with it.
"""

import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path

from reportgen.copies.examine import find_fault
from reportgen.copies.stamp import stamp
from reportgen.copies.subscribers import Subscriber
from reportgen.copies.template import make_template
from reportgen.model.both import Both
from reportgen.model.fonts import Face

LOST = "the process that made it ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What all copies of a run have in common."""

    master: bytes
    words: Both[str]  # "Licensed to {holder}"
    faces: tuple[Face, ...]
    folder: Path
    write: Callable[[Path, bytes], None]  # whole or not at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one copy went; with a `fault` there is no file."""

    fault: str
    sha256: str = ""
    size: int = 0
    pages: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Task:
    """One copy to be made."""

    copy: str
    subscriber: Subscriber


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
    template = make_template(order.master)
    while True:
        try:
            task: Task = line.recv()
        except EOFError:
            os._exit(0)
        began = time.perf_counter()
        copy = stamp(template, task.subscriber, task.copy, order.words, order.faces)
        fault = find_fault(copy, task.copy, template.pages)
        if not fault:
            try:
                order.write(order.folder / f"{task.copy}.pdf", copy)
            except OSError as refused:
                fault = str(refused)
        line.send(
            Outcome(
                fault=fault,
                sha256=sha256(copy).hexdigest(),
                size=len(copy),
                pages=template.pages,
                seconds=time.perf_counter() - began,
            )
        )
