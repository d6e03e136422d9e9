"""Copies made on other machines, by workers of dask.distributed: the same bytes as here, or none.

Workers send copies back, and the process that asked for them writes them: so workers need neither the folder nor the
keys of a store, a copy that is made twice is written once, and the journal has one owner. Names, passwords and the key
that signs go over the scheduler's connection, and README tells what that has to be.

Why distributed is imported late: it is an extra, and copies that are made here need not have it.
"""

import logging
import pickle
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from reportgen.copies.kit import Kit, Made, make_chunk, name_differences, read_versions
from reportgen.copies.pool import LOST, Order, Outcome, Outcomes, Task
from reportgen.copies.refusal import Refusal

_CHUNK = 4  # copies: few enough for the memory of both sides, and to be made once more
_AHEAD = 2  # chunks for each thread, so that none waits for its next
_PATIENCE_S = 30.0  # for a scheduler, and for a first worker or another one


def make_copies_on(address: str, order: Order, tasks: Sequence[Task]) -> Outcomes:
    """Each task with its outcomes, as make_copies gives them, made by the cluster at `address`, "HOST:PORT".

    A worker that ends in the middle loses nothing: another makes its chunk. A chunk that fails, or ends one worker
    after the other, is made copy by copy; so one that cannot be made is found, and the rest go on.

    Fails:  Refusal copies-extra, copies-workers-silent, copies-workers-none, copies-workers-differ.
    """
    if not tasks:
        return
    with _connected(address) as cluster:
        for task, made in cluster.make(order, tasks):
            yield from ((task, outcome) for outcome in _put(order, task, made))


def _put(order: Order, task: Task, made: Made) -> Iterator[Outcome]:
    *before, last = made.outcomes
    yield from before
    if last.there and sha256(made.copy).hexdigest() != last.delivered:
        last = Outcome(fault="it came back as something else than was made")
    elif last.there:
        try:
            order.write(order.folder / f"{task.copy}.pdf", made.copy)
        except OSError as refused:
            last = Outcome(fault=str(refused))
    yield last


@contextmanager
def _connected(address: str) -> Iterator["_Cluster"]:
    """The cluster, in which nothing would make other bytes than here."""
    told = f"dask://{address}"
    if find_spec("distributed") is None:
        raise Refusal(told, "copies-extra", extra="dask")
    import dask
    from distributed import Client
    from distributed.security import Security

    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # whatever it has to say, we say ourselves
    security = Security()  # type: ignore[no-untyped-call]  # as dask's own configuration wants it
    scheme = "tls" if security.require_encryption else "tcp"
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GiB"}):  # the kit is large
        try:
            client: Any = Client(  # type: ignore[no-untyped-call]
                f"{scheme}://{address}", security=security, timeout=_PATIENCE_S
            )
        except (OSError, ValueError):
            raise Refusal(told, "copies-workers-silent") from None
        try:
            yield _Cluster(client, told)
        except (OSError, CancelledError):  # the scheduler went away
            raise Refusal(told, "copies-workers-silent") from None
        finally:
            client.close()


class _Cluster:
    """A scheduler's client."""

    def __init__(self, client: Any, address: str) -> None:
        self._client = client
        self._address = address

    def make(self, order: Order, tasks: Sequence[Task]) -> Iterator[tuple[Task, Made]]:
        """Each task with its copy, as they come."""
        from distributed import wait

        fonts = tuple(face.file.read_bytes() for face in order.faces)
        kit = Kit(order=replace(order, folder=Path()), fonts=fonts, versions=read_versions())
        self._wait_for_workers()
        self._compare(kit.versions)
        name = f"reportgen-{sha256(pickle.dumps(kit)).hexdigest()}"
        shared = self._client.submit(_keep, kit, key=name)  # a task, so that it survives the workers that have it
        left = deque(tuple(tasks[at : at + _CHUNK]) for at in range(0, len(tasks), _CHUNK))
        under_way: dict[Any, tuple[Task, ...]] = {}
        while left or under_way:
            while left and len(under_way) < _AHEAD * max(1, sum(self._client.nthreads().values())):
                chunk = left.popleft()
                under_way[self._client.submit(make_chunk, shared, name, chunk, pure=False)] = chunk
            try:
                done = wait(  # type: ignore[no-untyped-call]
                    list(under_way), timeout=_PATIENCE_S, return_when="FIRST_COMPLETED"
                ).done
            except TimeoutError:  # a large book takes its time, but somebody has to be at work
                self._wait_for_workers()
                continue
            for future in done:
                chunk = under_way.pop(future)
                if future.status == "error" and len(chunk) > 1:
                    left.extendleft((task,) for task in chunk)
                else:
                    yield from zip(chunk, self._take(future), strict=True)

    def _take(self, future: Any) -> tuple[Made, ...]:
        """What has come of a chunk.

        Fails:  Refusal copies-workers-differ, copies-workers-silent.
        """
        from distributed import KilledWorker

        if future.status == "error":
            fault = future.exception()
            said = LOST if isinstance(fault, KilledWorker) else f"{type(fault).__name__}: {fault}"
            return (Made((Outcome(fault=said),), b""),)
        if future.status != "finished":
            raise Refusal(self._address, "copies-workers-silent")
        made: tuple[Made, ...] | str = future.result()
        if isinstance(made, str):
            raise Refusal(self._address, "copies-workers-differ", found=made)
        return made

    def _wait_for_workers(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=_PATIENCE_S)
        except TimeoutError:
            raise Refusal(self._address, "copies-workers-none") from None

    def _compare(self, wanted: dict[str, str]) -> None:
        try:
            answers = [self._client.run_on_scheduler(read_versions)]
            answers += self._client.run(read_versions, on_error="return").values()
        except (ImportError, AttributeError) as fault:  # of a scheduler without reportgen, or with an old one
            answers = [fault]
        for answer in answers:
            found = name_differences(wanted, answer) if isinstance(answer, dict) else str(answer)
            if found:
                raise Refusal(self._address, "copies-workers-differ", found=found)


def _keep(kit: Kit) -> Kit:
    return kit
