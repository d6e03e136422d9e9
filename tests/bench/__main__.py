"""Compare the time of a build, and how Chinese is set, with others on the same text, side by side: `make bench`.

Takes:  names of rows, parted by commas; without them, all.
Gives:  tables of medians and of the setting's measures on the terminal, and every time measured in build/bench.csv.
"""

import csv
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from clock import Cost, median, run, run_told, side_by_side
from edition import make

PROJECT = Path(__file__).parents[2]
HERE = Path(__file__).parent
TIMES = 3
COPIES = 100
EDITED = ("33-finance", "91-citation")  # a chapter of nine pages, and a short one
LENGTHS = (1, 3, 10)  # of chapters, beside each other; before them stand others, to which the landscapes go
SCALE = 0.14  # of the printed series: the shortest of them has eight pages
PYTHON = sys.executable
ENV = {**os.environ, "PYTHONPATH": str(PROJECT / "src"), "PYTHONHASHSEED": "0"}


@dataclass(frozen=True, slots=True)
class Finding:
    """Two ways of doing one thing."""

    what: str
    ours: Sequence[Cost]
    theirs: Sequence[Cost]
    goal: str = ""
    figure: str = "wall_s"

    @property
    def row(self) -> tuple[str, ...]:
        """What is done, what it takes here and there, the ratio, what it should be, and the memory of both."""
        ours, theirs = median(self.ours), median(self.theirs)
        ratio = getattr(ours, self.figure) / getattr(theirs, self.figure)
        seconds = (f"{cost.wall_s:.3g}" for cost in (ours, theirs))
        memory = (f"{cost.memory_mb:.0f}" for cost in (ours, theirs))
        return self.what, *seconds, f"{ratio:.2f}", self.goal, *memory


def main(chosen: Sequence[str]) -> None:
    """Measure what is chosen, print the table and write the single figures."""
    unknown = set(chosen) - {*ROWS, SETTING}
    if unknown:
        sys.exit(f"no row {', '.join(sorted(unknown))}; there are {', '.join((*ROWS, SETTING))}")
    chosen = chosen or (*ROWS, SETTING)
    minutes = sum(MINUTES[name] for name in chosen)
    print(f"{', '.join(chosen)}: about {minutes} minutes on two idle cores", file=sys.stderr, flush=True)
    set_by, findings = "", []
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        project = work / "project"
        for name in ("content", "data", "layouts"):
            shutil.copytree(PROJECT / name, project / name)
        if {"cold", SETTING} & set(chosen):
            run((PYTHON, HERE / "record.py", project, "parallel", work / "recorded"), project, ENV)
        for name, measure in ROWS.items():
            for finding in measure(project, work) if name in chosen else ():
                findings.append(finding)
                print(*finding.row, sep=" | ", file=sys.stderr, flush=True)
        if SETTING in chosen:
            setting = (PYTHON, HERE / "setting.py", project, work / "recorded")
            set_by = subprocess.run(setting, cwd=project, env=ENV, check=True, stdout=subprocess.PIPE, text=True).stdout
    head = ("what", "reportgen s", "other s", "ratio", "goal", "reportgen MB", "other MB")
    print(f"\nmedians of {TIMES}, {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}\n")
    for row in (head, ("---",) * len(head), *(finding.row for finding in findings)):
        print(f"| {' | '.join(row)} |")
    print(f"\n{set_by}", end="")
    _write(findings)


def _write(findings: Sequence[Finding]) -> None:
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

    def plain() -> Cost:
        return run((PYTHON, HERE / "plain.py", project, recorded, work / "plain"), project, ENV)

    def typst() -> Cost:
        return run((PYTHON, HERE / "twin.py", recorded, work / "twin.pdf"), project, ENV)

    def printed() -> Cost:
        assert program
        return run((PYTHON, HERE / "chromium.py", project, recorded, work / "printed", program), project, ENV)

    cores = os.cpu_count() or 1
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    ways = [cold(project, cores), cold(project, 1), plain, typst, *([printed] if program else [])]
    all_cores, one, stock, twin, *chromium = side_by_side(TIMES, *ways)
    yield Finding(f"cold build, {cores} cores / plain WeasyPrint", all_cores, stock, "0.5")
    yield Finding("cold build, 1 core / plain WeasyPrint", one, stock, "0.6")
    yield Finding("memory of the largest process / plain WeasyPrint", all_cores, stock, figure="memory_mb")
    yield Finding(f"cold build, {cores} cores / Typst", all_cores, twin)
    if chromium:
        yield Finding(f"cold build, {cores} cores / Chromium", all_cores, chromium[0])
    else:
        print("left out: printing by Chromium, because it is not installed", file=sys.stderr)


def cold(project: Path, workers: int) -> Callable[[], Cost]:
    """A build of which nothing is there."""

    def build() -> Cost:
        shutil.rmtree(project / "build", ignore_errors=True)
        return run((PYTHON, "-m", "reportgen", "build", "--workers", str(workers)), project, ENV)

    return build


def unchanged(project: Path, work: Path) -> Iterator[Finding]:
    """A build of which nothing has changed against an empty program."""
    _made(project)
    nothing, empty = side_by_side(
        5 * TIMES,
        lambda: run((PYTHON, "-m", "reportgen", "build"), project, ENV),
        lambda: run((PYTHON, "-c", "pass"), project, ENV),
    )
    yield Finding("nothing changed / empty program", nothing, empty, "10")


def editing(project: Path, work: Path) -> Iterator[Finding]:
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


def drawing(project: Path, work: Path) -> Iterator[Finding]:
    """A chart in a warm process against a stock one, of the processor's time: the converter waits between them."""

    def draw(way: str) -> Callable[[], Cost]:
        return lambda: run_told((PYTHON, HERE / "charts.py", project, way), project, ENV)

    ours, stock = side_by_side(TIMES, draw("ours"), draw("stock"))
    yield Finding("a chart / stock vl-convert, processor", ours, stock, "0.45", "cpu_s")


def copying(project: Path, work: Path) -> Iterator[Finding]:
    """Personal copies of the book with their proof against overlays that nobody looks at, both in one process."""
    master, out = _made(project), work / "copies"

    def make(way: str) -> Callable[[], Cost]:
        return lambda: run((PYTHON, HERE / "stamped.py", way, master, out, str(COPIES)), project, ENV)

    ours, stock = side_by_side(TIMES, make("ours"), make("stock"))
    yield Finding(f"{COPIES} proven copies / pikepdf overlay", ours, stock, "0.2")


def growing(project: Path, work: Path) -> Iterator[Finding]:
    """A page of a long chapter against one of a short chapter, in the time of the processor."""
    edition, recorded = work / "edition", work / "edition-recorded"
    make(edition, SCALE, (*[1] * 11, *LENGTHS))
    run((PYTHON, HERE / "record.py", edition, "parallel", recorded), edition, ENV)

    def press(number: int) -> Callable[[], Cost]:
        return lambda: run_told((PYTHON, HERE / "growth.py", edition, recorded, str(number)), edition, ENV)

    short, *longer = side_by_side(TIMES, *map(press, range(-len(LENGTHS), 0)))
    for length, costs in zip(LENGTHS[1:], longer, strict=True):
        yield Finding(f"a page of a chapter {length} times as long / of a short one", costs, short, "1.2", "cpu_s")


def _made(project: Path) -> Path:
    """The book of the project, made if it is not there."""
    run((PYTHON, "-m", "reportgen", "build"), project, ENV)
    return project / "build" / "report.pdf"


SETTING = "setting"
ROWS: Mapping[str, Callable[[Path, Path], Iterator[Finding]]] = {
    "cold": pressing,
    "unchanged": unchanged,
    "edits": editing,
    "charts": drawing,
    "copies": copying,
    "growth": growing,
}
MINUTES = {"cold": 8, "unchanged": 1, "edits": 4, "charts": 1, "copies": 7, "growth": 4, SETTING: 2}

if __name__ == "__main__":
    main([name for name in "".join(sys.argv[1:]).split(",") if name])
