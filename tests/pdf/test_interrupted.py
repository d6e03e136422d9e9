"""Builds that are killed, or that the machine refuses what they need: what was there stays, or all is new."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest
from tiny import make_edition

from reportgen.build import build, prepare
from reportgen.cache import Cache
from reportgen.model.both import BookKind
from reportgen.problems import Problems
from reportgen.workers import Workers

SOURCE = Path(__file__).parents[2] / "src"
COMMAND = (sys.executable, "-m", "reportgen", "build")
ENVIRONMENT = os.environ | {"PYTHONPATH": str(SOURCE), "LANG": "C.UTF-8"}
CHART = '[chart.years]\nkind = "bar"\ntable = "cases"\nby = "year"\nsort = "given"\n'
WORDS = ("甲", "乙")


def write_edition(root: Path) -> None:
    zh, en = "# 概览\n\n甲\n\n![题](chart:years)\n\n# 二\n\n丁", "# Overview\n\na\n\n![T](chart:years)\n\n# Two\n\nd"
    make_edition(root, zh, en, CHART)


def change_word(root: Path, word: str) -> None:
    file = root / "content" / "zh" / "10-part-a.md"
    text = file.read_text("utf-8")
    file.write_text(text.replace("甲", word).replace("乙", word), "utf-8")


def run(root: Path, before: str = "true", *more: str) -> subprocess.CompletedProcess[str]:
    words = f"{before}; exec {' '.join(COMMAND + more)}"
    return subprocess.run(["bash", "-c", words], cwd=root, env=ENVIRONMENT, capture_output=True, text=True, check=False)


def outputs(root: Path) -> tuple[str, str]:
    """The hash of the book that is there and the hash that the manifest tells of."""
    told = json.loads((root / "build" / "report.json").read_bytes())["books"]["parallel"]["sha256"]
    return sha256((root / "build" / "report.pdf").read_bytes()).hexdigest(), told


def leftovers(root: Path) -> list[str]:
    return [str(file) for file in (root / "build").rglob("*") if file.name.endswith(".part")]


def processes_of(session: int) -> list[int]:
    """Those of a session that have not ended."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, owner, *_ = stat.read_text().rpartition(")")[2].split()
        except (OSError, ValueError):
            continue
        if int(owner) == session and state not in "ZX":
            found.append(int(stat.parent.name))
    return found


@pytest.mark.parametrize("kills", [8, pytest.param(200, marks=pytest.mark.long)])
def test_a_build_killed_at_any_moment_leaves_the_old_book_or_the_new_one(
    tmp_path: Path, workers: Workers, kills: int
) -> None:
    books = {}
    for word in WORDS:
        folder = tmp_path / str(WORDS.index(word))
        folder.mkdir()
        write_edition(folder)
        change_word(folder, word)
        made = build(
            prepare(folder, Problems(), lambda *_: None),
            BookKind.PARALLEL,
            workers,
            Cache(folder),
            Problems(),
            lambda *_: None,
        )
        books[word] = sha256(made.pressed.pdf).hexdigest()
    root = tmp_path / "killed"
    root.mkdir()
    write_edition(root)
    began = time.monotonic()
    assert run(root).returncode == 0
    longest = time.monotonic() - began
    chance = random.Random(kills)

    for n in range(1, kills + 1):
        word, cold = WORDS[n % 2], n % 4 < 2
        change_word(root, word)
        if cold:
            shutil.rmtree(root / "build" / "cache", ignore_errors=True)
        process = subprocess.Popen(
            COMMAND, cwd=root, env=ENVIRONMENT, start_new_session=True, stdout=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0.0, longest if cold else longest / 2))
        process.send_signal(signal.SIGKILL)
        process.wait()

        assert set(outputs(root)) <= set(books.values()), f"kill {n}"
        patience = time.monotonic() + 10
        while processes_of(process.pid) and time.monotonic() < patience:
            time.sleep(0.02)
        assert processes_of(process.pid) == [], f"kill {n}"
        if n % 8 == 0:
            assert run(root).returncode == 0
            assert outputs(root) == (books[word], books[word]), f"kill {n}"
            assert leftovers(root) == []


@pytest.mark.parametrize(
    ("before", "more"),
    [
        ("ulimit -f 8", ()),  # kB a file: what a full disk comes to
        ("rm -r build/cache; touch build/cache", ()),
        ("true", ("--out", "/proc/none")),
    ],
)
def test_what_the_machine_refuses_is_told_plainly_and_the_earlier_book_stays(
    tmp_path: Path, before: str, more: tuple[str, ...]
) -> None:
    write_edition(tmp_path)
    assert run(tmp_path).returncode == 0
    earlier = outputs(tmp_path)
    change_word(tmp_path, "乙")

    done = run(tmp_path, before, *more)

    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("error[machine]: ")
    assert done.stderr.count("\n") == 1
    assert outputs(tmp_path) == earlier
    assert leftovers(tmp_path) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_folder_that_cannot_be_written_is_told_and_the_earlier_book_stays(tmp_path: Path) -> None:
    write_edition(tmp_path)
    assert run(tmp_path).returncode == 0
    earlier = outputs(tmp_path)
    change_word(tmp_path, "乙")
    (tmp_path / "build").chmod(0o555)

    done = run(tmp_path)

    (tmp_path / "build").chmod(0o755)
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)
    assert outputs(tmp_path) == earlier
