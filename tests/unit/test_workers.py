"""Tasks in processes of their own."""

import os
import time

import pytest

from reportgen.workers import Failure, Limits, TaskError, run


def limits(workers: int = 2, seconds: float = 30.0, memory_mb: int = 500) -> Limits:
    return Limits(workers=workers, seconds=seconds, memory_mb=memory_mb)


def task(what: tuple[str, int]) -> int:
    kind, number = what
    match kind:
        case "hang":
            time.sleep(600)
        case "eat":
            return len(bytearray(number * 1024**2))
        case "die":
            os._exit(1)
        case "raise":
            raise ValueError(f"number {number}")
        case "who":
            return os.getpid()
    return number * number


def test_every_task_is_done_once_and_told_by_its_number() -> None:
    done = dict(run(task, [("square", n) for n in range(7)], limits()))

    assert done == {n: n * n for n in range(7)}


def test_tasks_run_in_other_processes() -> None:
    who = {pid for _, pid in run(task, [("who", 0)] * 4, limits(workers=1))}

    assert len(who) == 1
    assert os.getpid() not in who


def test_a_task_that_hangs_is_ended_and_the_others_are_done() -> None:
    done = dict(run(task, [("square", 3), ("hang", 0), ("square", 4)], limits(workers=1, seconds=1.0)))

    assert done == {0: 9, 1: Failure.LATE, 2: 16}


@pytest.mark.parametrize("kind", ["eat", "die"])
def test_a_task_that_eats_all_memory_or_dies_is_told_and_the_others_are_done(kind: str) -> None:
    done = dict(run(task, [(kind, 2000), ("square", 4)], limits(workers=1)))

    assert done == {0: Failure.MEMORY, 1: 16}


def test_what_a_task_raises_is_told_with_its_traceback() -> None:
    with pytest.raises(TaskError, match=r"(?s)Traceback.*ValueError: number 5"):
        list(run(task, [("raise", 5)], limits()))


def test_nothing_to_do_starts_no_process() -> None:
    assert list(run(task, [], limits())) == []
