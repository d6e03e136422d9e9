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
KILLER = """\
import os, signal, sys

def heard(event, values):
    if event == "os.rename" and os.path.basename(values[1]) == "{file}":
        os.kill(os.getpid(), signal.{end})

sys.addaudithook(heard)
"""
# Root may write where nobody may: without this right it is told no, as all others are.
WITHOUT_RIGHTS = "AS='setpriv --bounding-set -dac_override'" if os.geteuid() == 0 else "true"
UNDONE = """\
chmod -R u+w build
if [ -d moved ]; then rm build; mv moved build; fi
if [ -d build/report.json ]; then rmdir build/report.json; mv build/moved build/report.json; fi
"""


def write_edition(root: Path) -> None:
    zh, en = "# 概览\n\n甲\n\n![题](chart:years)\n\n# 二\n\n丁", "# Overview\n\na\n\n![T](chart:years)\n\n# Two\n\nd"
    make_edition(root, zh, en, CHART)


def change_word(root: Path, word: str) -> None:
    file = root / "content" / "zh" / "10-part-a.md"
    text = file.read_text("utf-8")
    file.write_text(text.replace("甲", word).replace("乙", word), "utf-8")


def run(root: Path, before: str = "true", *more: str) -> subprocess.CompletedProcess[str]:
    words = f"{before}; exec $AS {' '.join(COMMAND + more)}"
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


@pytest.mark.parametrize("file", ["report.pdf", "report.json"])
def test_a_build_killed_while_it_delivers_is_noticed_and_made_whole_by_the_next(tmp_path: Path, file: str) -> None:
    write_edition(tmp_path)
    assert run(tmp_path).returncode == 0
    old, _ = outputs(tmp_path)
    change_word(tmp_path, "乙")
    (tmp_path / "sitecustomize.py").write_text(KILLER.format(file=file, end="SIGKILL"))

    killed = run(tmp_path, f"export PYTHONPATH={tmp_path}:$PYTHONPATH")

    book, told = outputs(tmp_path)
    assert killed.returncode == -signal.SIGKILL
    assert (book == old, told) == (file == "report.pdf", old)
    assert len(leftovers(tmp_path)) == (3 if file == "report.pdf" else 1)
    done = run(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    book, told = outputs(tmp_path)
    assert book == told != old
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("end", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_build_that_is_asked_to_end_says_so_and_leaves_nothing_behind(tmp_path: Path, end: str) -> None:
    write_edition(tmp_path)
    assert run(tmp_path).returncode == 0
    earlier = outputs(tmp_path)
    change_word(tmp_path, "乙")
    (tmp_path / "sitecustomize.py").write_text(KILLER.format(file="report.pdf", end=end))

    done = run(tmp_path, f"export PYTHONPATH={tmp_path}:$PYTHONPATH")

    assert (done.returncode, done.stdout) == (128 + signal.Signals[end], "")
    assert done.stderr == "interrupted; earlier outputs are untouched.\n"
    assert outputs(tmp_path) == earlier
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize(
    ("before", "more", "hint"),
    [
        ("ulimit -f 8", (), "in a new shell: ulimit -f unlimited"),  # kB a file
        ("ulimit -n 12", (), "in a new shell: ulimit -n 1024"),
        ("ulimit -v 4000000", (), "in a new shell: ulimit -v unlimited"),
        ("ulimit -d 100000", (), "in a new shell: ulimit -d unlimited"),
        ("rm -r build/cache; touch build/cache", (), "move it out of the way: mv {build}/cache {build}/cache.old"),
        ("mv build moved; touch build", (), "move it out of the way: mv {build} {build}.old"),
        (
            "cd build; mv report.json moved; mkdir report.json; cd ..",
            (),
            "mv {build}/report.json {build}/report.json.old",
        ),
        ("true", ("--out", "/proc/none"), None),
        (f"chmod -R a-w build; {WITHOUT_RIGHTS}", (), "or make this one yours: sudo chown -R $(id -un) {build}"),
    ],
)
def test_what_the_machine_refuses_is_told_with_what_mends_it_and_the_earlier_book_stays(
    tmp_path: Path, before: str, more: tuple[str, ...], hint: str | None
) -> None:
    write_edition(tmp_path)
    assert run(tmp_path).returncode == 0
    earlier = outputs(tmp_path)
    change_word(tmp_path, "乙")

    done = run(tmp_path, before, *more)

    subprocess.run(["bash", "-c", UNDONE], cwd=tmp_path, check=True)
    told, *mended = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (3, "")
    assert told.startswith("error[machine]: ")
    assert len(mended) == (hint is not None)
    assert hint is None or hint.format(build=tmp_path / "build") in mended[0]
    assert outputs(tmp_path) == earlier
    assert leftovers(tmp_path) == []
