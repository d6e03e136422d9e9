"""A warm process in which texts are edited: `edit.py PROJECT STEM...`; for each line of its input a row of costs.

The input names the stem of a text. A row is the median of several edits of it: seconds by the wall, of this process's
processor, and the most memory that it held; the workers' own are not in the latter two.
"""

import os
import resource
import sys
import time
from pathlib import Path

from clock import Cost, median

from reportgen.cache import FOLDER, Cache
from reportgen.live import Live
from reportgen.model.both import BookKind
from reportgen.workers import Limits, Workers

TIMES = 5
NUMERALS = str.maketrans("0123456789", "零一二三四五六七八九")


def main(root: Path, stems: list[str]) -> None:
    """Answer each line with what an edit costs."""
    limits = Limits(workers=os.cpu_count() or 1, seconds=600, memory_mb=4000)
    with Workers(limits) as workers:
        live = Live(root, BookKind.PARALLEL, workers, Cache(root / FOLDER))
        live.refresh()
        for stem in stems:
            live.refresh(stem.partition("-")[2])
            _edit(live, root, stem, 0)  # the first one warms what only an edit touches
        print("ready", flush=True)
        for line in sys.stdin:
            cost = median([_edit(live, root, line.strip(), time.time_ns()) for _ in range(TIMES)])
            print(cost.wall_s, cost.cpu_s, cost.memory_mb, flush=True)


def _edit(live: Live, root: Path, stem: str, number: int) -> Cost:
    """One sentence more in a paragraph amid the chapter, and its pages."""
    file = root / f"content/zh/{stem}.md"
    text = file.read_text("utf-8")
    lines = text.split("\n")
    plain = [n for n, line in enumerate(lines) if len(line) > 40 and line.endswith("。") and line[0] not in "#>|!-"]
    at = plain[len(plain) // 2]
    lines[at] += f"此句记作{str(number).translate(NUMERALS)}。"
    file.write_text("\n".join(lines), "utf-8")
    began, used = time.perf_counter(), time.process_time()
    refreshed = live.refresh()
    wall, cpu = time.perf_counter() - began, time.process_time() - used
    file.write_text(text, "utf-8")
    live.refresh()
    if [pages.chapter for pages in refreshed.pages] != [stem.partition("-")[2]]:
        sys.exit(f"{stem}: {refreshed.problems}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return Cost(wall, cpu, peak / (1024**2 if sys.platform == "darwin" else 1024))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
