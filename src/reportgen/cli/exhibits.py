"""The command that writes a book's exhibits as files."""

import json
from pathlib import Path
from typing import Any

from reportgen.cache import FOLDER as CACHE
from reportgen.cache import Cache
from reportgen.cli.commands import NAMES, refresh_books
from reportgen.cli.terminal import Terminal, print_result
from reportgen.deliver import sweep, write_file
from reportgen.freshness import MANIFEST
from reportgen.model.both import BookKind
from reportgen.model.sheets import Frame
from reportgen.problems import Problems
from reportgen.workers import Limits, Workers

FOLDER = "exhibits"
KINDS = (".png", ".csv", ".json", ".svg")


def export_book(root: Path, out: Path, kind: BookKind, limits: Limits, terminal: Terminal) -> int:
    """Press the book if it is not fresh, write its exhibits to `out`/exhibits, and print that folder's path.

    Files there of an earlier export that this one does not make are removed.

    Fails:  ReportError with the problems of the inputs; OSError, where the folder cannot be written.
    """
    refresh_books(root, out, (kind,), limits, terminal, strict=False, release=False)
    from reportgen.build import draw, prepare
    from reportgen.exports import export_exhibits

    problems = Problems()
    prepared = prepare(root, problems, terminal.progress)
    with Workers(limits) as workers:
        exhibits = draw(prepared, kind, workers, Cache(root / CACHE), problems, terminal.progress)
    told = json.loads((out / MANIFEST).read_bytes())["books"][kind.value]
    folder, written = out / FOLDER, set()
    for name, content in export_exhibits(
        (out / NAMES[kind]).read_bytes(), _frames(told), prepared.edition, prepared.outline, exhibits, prepared.words
    ):
        terminal.progress("export", name)
        write_file(folder / name, content)
        written.add(name)
    sweep(folder)
    for file in folder.iterdir():
        if file.suffix in KINDS and file.name not in written:
            file.unlink()
    terminal.done("完成", "done")
    print_result(f"{folder}\n")
    return 0


def _frames(told: dict[str, Any]) -> dict[str, tuple[Frame, ...]]:
    """Where each exhibit stands, from the book's entry of the manifest."""
    listed = [*told["figures"], *told["tables"], *told["landscapes"]]
    return {entry["anchor"]: tuple(Frame(**frame) for frame in entry["frames"]) for entry in listed}
