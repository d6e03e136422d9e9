"""Compare the time of a build, and how Chinese is set, with others on the same text, side by side: `make bench`.

Gives:  tables of medians and of the setting's measures on the terminal, and every time measured in build/bench.csv.
"""

import csv
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from clock import Cost, median, run, side_by_side

PROJECT = Path(__file__).parents[2]
HERE = Path(__file__).parent
TIMES = 3
COPIES = 100
EDITED = ("33-finance", "91-citation")  # a chapter of nine pages, and a short one
PYTHON = sys.executable
ENV = {**os.environ, "PYTHONPATH": str(PROJECT / "src"), "PYTHONHASHSEED": "0"}


@dataclass(frozen=True, slots=True)
class Finding:
    """Two ways of doing one thing."""

    what: str
    ours: Sequence[Cost]
    theirs: Sequence[Cost]
    goal: str = ""

    @property
    def row(self) -> tuple[str, ...]:
        """What is done, how long it takes here and there, the ratio, what it should be, and our memory."""
        ours, theirs = median(self.ours), median(self.theirs)
        ratio = f"{ours.wall_s / theirs.wall_s:.2f}"
        return self.what, f"{ours.wall_s:.2f}", f"{theirs.wall_s:.2f}", ratio, self.goal, f"{ours.memory_mb:.0f}"


def main() -> None:
    """Measure everything, print the table and write the single figures."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        project = work / "project"
        for name in ("content", "data", "layouts"):
            shutil.copytree(PROJECT / name, project / name)
        findings = []
        for finding in (*pressing(project, work), *unchanged(project), *editing(project), *copying(project, work)):
            findings.append(finding)
            print(*finding.row, sep=" | ", file=sys.stderr, flush=True)
        setting = (PYTHON, HERE / "setting.py", project, work / "recorded")
        set_by = subprocess.run(setting, cwd=project, env=ENV, check=True, stdout=subprocess.PIPE, text=True).stdout
    head = ("what", "reportgen s", "other s", "ratio", "goal", "MB")
    print(f"\nmedians of {TIMES}, {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}\n")
    for row in (head, ("---",) * len(head), *(finding.row for finding in findings)):
        print(f"| {' | '.join(row)} |")
    print(f"\n{set_by}", end="")
    out = PROJECT / "build" / "bench.csv"
    out.parent.mkdir(exist_ok=True)
    with out.open("w", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(("what", "way", "run", *Cost.__slots__))
        for finding in findings:
            for way, costs in (("reportgen", finding.ours), ("other", finding.theirs)):
                table.writerows((finding.what, way, n, c.wall_s, c.cpu_s, c.memory_mb) for n, c in enumerate(costs, 1))


def pressing(project: Path, work: Path) -> Iterator[Finding]:
    """The parallel book cold: by us with all cores and with one, by plain WeasyPrint, by Typst, by Chromium."""
    recorded = work / "recorded"
    run((PYTHON, HERE / "record.py", project, "parallel", recorded), project, ENV)

    def plain() -> Cost:
        return run((PYTHON, HERE / "plain.py", project, recorded, work / "plain"), project, ENV)

    def typst() -> Cost:
        return run((PYTHON, HERE / "twin.py", recorded, work / "twin.pdf"), project, ENV)

    cores = os.cpu_count() or 1
    all_cores, one, stock, twin = side_by_side(TIMES, cold(project, cores), cold(project, 1), plain, typst)
    yield Finding(f"cold build, {cores} cores / plain WeasyPrint", all_cores, stock, "0.5")
    yield Finding("cold build, 1 core / plain WeasyPrint", one, stock, "0.6")
    yield Finding(f"cold build, {cores} cores / Typst", all_cores, twin)


def cold(project: Path, workers: int) -> Callable[[], Cost]:
    """A build of which nothing is there."""

    def build() -> Cost:
        shutil.rmtree(project / "build", ignore_errors=True)
        return run((PYTHON, "-m", "reportgen", "build", "--workers", str(workers)), project, ENV)

    return build


def unchanged(project: Path) -> Iterator[Finding]:
    """A build of which nothing has changed against an empty program."""
    nothing, empty = side_by_side(
        5 * TIMES,
        lambda: run((PYTHON, "-m", "reportgen", "build"), project, ENV),
        lambda: run((PYTHON, "-c", "pass"), project, ENV),
    )
    yield Finding("nothing changed / empty program", nothing, empty, "10")


def editing(project: Path) -> Iterator[Finding]:
    """One paragraph edited in a warm process, which gives the pages of its chapter, against a cold build."""
    edited = project.with_name("edited")
    for name in ("content", "data", "layouts"):
        shutil.copytree(project / name, edited / name)
    command = (PYTHON, HERE / "edit.py", edited, *EDITED)
    with subprocess.Popen(command, env=ENV, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as warm:
        assert warm.stdin and warm.stdout
        warm.stdout.readline()

        def edit(stem: str) -> Cost:
            assert warm.stdin and warm.stdout
            print(stem, file=warm.stdin, flush=True)
            return Cost(*map(float, warm.stdout.readline().split()))

        edits = [partial(edit, stem) for stem in EDITED]
        *costs, whole = side_by_side(TIMES, *edits, cold(project, os.cpu_count() or 1))
        warm.stdin.close()
    for stem, ours in zip(EDITED, costs, strict=True):
        yield Finding(f"a paragraph of {stem} edited / cold build", ours, whole, "0.05")


def copying(project: Path, work: Path) -> Iterator[Finding]:
    """Personal copies of the book with their proof against overlays that nobody looks at, both in one process."""
    master, out = project / "build" / "report.pdf", work / "copies"

    def make(way: str) -> Callable[[], Cost]:
        return lambda: run((PYTHON, HERE / "stamped.py", way, master, out, str(COPIES)), project, ENV)

    ours, stock = side_by_side(TIMES, make("ours"), make("stock"))
    yield Finding(f"{COPIES} proven copies / pikepdf overlay", ours, stock, "0.2")


if __name__ == "__main__":
    main()
