"""Tasks in processes of their own."""

import os
import signal
import time

import pytest

from reportgen.workers import Failure, Limits, TaskError, Tell, Why, Workers


def workers(count: int = 2, seconds: float = 30.0, memory_mb: int = 500) -> Workers:
    return Workers(Limits(workers=count, seconds=seconds, memory_mb=memory_mb))


def task(what: tuple[str, int], tell: Tell) -> int:
    kind, number = what
    match kind:
        case "hang":
            tell(f"hanging {number}")
            time.sleep(600)
        case "step":
            for step in range(4):
                tell(step)
                time.sleep(number / 1000)
        case "eat":
            return len(bytearray(number * 1024**2))
        case "keep":
            KEPT.append(bytearray(number * 1024**2))
        case "die":
            os._exit(1)
        case "signal":
            os.kill(os.getpid(), number)
        case "no memory":
            os.write(2, f"memory allocation of {number} bytes failed\n".encode())
            os.abort()
        case "assert":
            os.write(2, b"\nfont.c:7: no glyph\nand more\n")
            os.abort()
        case "raise":
            raise ValueError(f"number {number}")
        case "full":
            raise OSError(28, "No space left on device", "a file")
        case "print":
            os.write(1, b"noise")
            os.write(2, b"noise")
        case "who":
            return os.getpid()
    return number * number


KEPT: list[bytearray] = []


def test_every_task_is_done_once_and_told_by_its_number() -> None:
    with workers() as two:
        done = dict(two.run(task, [("square", n) for n in range(7)]))

    assert done == {n: n * n for n in range(7)}


def test_tasks_run_in_other_processes_that_are_used_again() -> None:
    with workers(1) as one:
        who = {pid for _ in range(2) for _, pid in one.run(task, [("who", 0)] * 2)}

    assert len(who) == 1
    assert os.getpid() not in who


def test_a_task_that_hangs_is_ended_with_what_it_told_last_and_the_others_are_done() -> None:
    with workers(1, seconds=5.0) as one:
        done = dict(one.run(task, [("square", 3), ("hang", 5), ("square", 4)]))

    assert done == {0: 9, 1: Failure(Why.LATE, "hanging 5"), 2: 16}


def test_each_step_that_is_told_has_the_deadline_for_itself() -> None:
    told: list[object] = []
    with workers(1, seconds=5.0) as one:
        done = dict(one.run(task, [("square", 1), ("step", 1500)], told.append))

    assert done == {0: 1, 1: 2250000}
    assert told == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("kind", "number", "why", "how"),
    [
        ("eat", 2000, Why.MEMORY, ""),
        ("no memory", 208, Why.MEMORY, ""),
        ("signal", signal.SIGKILL, Why.KILLED, ""),
        ("signal", signal.SIGSEGV, Why.CRASH, "SIGSEGV"),
        ("assert", 0, Why.CRASH, "SIGABRT: font.c:7: no glyph"),
        ("die", 0, Why.CRASH, "exit code 1"),
    ],
)
def test_a_task_that_ends_its_process_is_told_with_the_reason_and_the_others_are_done(
    kind: str, number: int, why: Why, how: str
) -> None:
    with workers(1) as one:
        done = dict(one.run(task, [("print", 0), (kind, number), ("square", 4)]))

    assert done == {0: 0, 1: Failure(why, None, how), 2: 16}


def test_a_task_that_finds_no_memory_after_others_is_tried_alone() -> None:
    with workers(1) as one:
        done = dict(one.run(task, [("keep", 300), ("eat", 300)]))

    assert done == {0: 90000, 1: 300 * 1024**2}


def test_what_a_task_raises_is_told_with_its_traceback() -> None:
    with workers() as two, pytest.raises(TaskError, match=r"(?s)at None\nTraceback.*ValueError: number 5"):
        list(two.run(task, [("raise", 5)]))


def test_what_the_system_refuses_a_task_is_refused_here() -> None:
    with workers() as two, pytest.raises(OSError, match="No space left on device: 'a file'"):
        list(two.run(task, [("full", 0)]))


def test_what_a_task_prints_reaches_no_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    with workers() as two:
        list(two.run(task, [("print", 0)]))

    assert tuple(capfd.readouterr()) == ("", "")


def test_no_process_outlives_its_block() -> None:
    with workers() as two:
        pids = {pid for _, pid in two.run(task, [("who", 0)] * 4)}

    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_nothing_to_do_starts_no_process() -> None:
    with workers() as two:
        assert list(two.run(task, [])) == []
