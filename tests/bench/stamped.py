"""So many copies of a finished book, in one process: ours with their proof, or stock overlays that nobody looks at."""

import sys
from io import BytesIO
from pathlib import Path

import pikepdf

from reportgen.copies.identity import copy_id
from reportgen.copies.pool import Bench, Order, Task
from reportgen.copies.stamp import Words
from reportgen.copies.subscribers import Subscriber
from reportgen.deliver import write_file
from reportgen.fonts import find_fonts
from reportgen.model.both import BookKind, Both
from reportgen.problems import Place, Problems


def ours(master: Path, out: Path, count: int) -> None:
    """Stamped, proven, written and synced."""
    problems = Problems()
    fonts = find_fonts(Path(__file__).parents[2], problems)
    problems.stop()
    faces = {(face.family, face.weight): face for face in fonts.faces if not face.italic}
    bench = Bench(
        Order(
            master=master.read_bytes(),
            words=Words(Both(zh="授权给 {holder}", en="Licensed to {holder}"), Both(zh="个人副本", en="Personal")),
            faces=(faces["Source Sans 3", 400], faces["Noto Sans CJK SC", 400]),
            folder=out,
            write=write_file,
        )
    )
    for n in range(count):
        reader = Subscriber(
            id=f"S{n}",
            name=f"李雷 {n}",
            organisation="",
            email="",
            language="zh",
            book=BookKind.PARALLEL,
            password="",
            place=Place(Path("list.csv")),
        )
        *_, last = bench.make(Task(copy_id(b"bench", reader.id), reader))
        assert last.there, last.fault


def stock(master: Path, out: Path, count: int) -> None:
    """A page of pikepdf's laid over each page, and all saved."""
    page, overlay = pikepdf.new(), BytesIO()
    page.add_blank_page(page_size=(595, 842))
    page.save(overlay)
    out.mkdir(parents=True, exist_ok=True)
    for n in range(count):
        with pikepdf.open(master) as book, pikepdf.open(overlay) as mark:
            for each in book.pages:
                each.add_overlay(mark.pages[0])
            book.save(out / f"{n}.pdf")


if __name__ == "__main__":
    {"ours": ours, "stock": stock}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
