"""The sheets of a book, and what stands in them, as a build gives them to the press: `record.py PROJECT BOOK OUT`."""

import pickle
import sys
from pathlib import Path

from reportgen.build import build, draw, prepare
from reportgen.cache import FOLDER, Cache
from reportgen.model.both import BookKind
from reportgen.model.sheets import Sheet
from reportgen.pressing import Press
from reportgen.problems import Problems
from reportgen.workers import Limits, Workers


def record(root: Path, kind: BookKind, out: Path) -> None:
    """Write the sheets in their last state, the paired book and its exhibits to `out`, pickled."""
    seen: dict[str, Sheet] = {}
    press = Press.chapters

    def recorded(self: Press, sheets: list[Sheet], *rest: object) -> object:
        seen.update({sheet.chapter: sheet for sheet in sheets})
        return press(self, sheets, *rest)  # type: ignore[arg-type]

    Press.chapters = recorded  # type: ignore[assignment,method-assign]
    problems, cache = Problems(), Cache(root / FOLDER)
    with Workers(Limits(workers=2, seconds=600, memory_mb=4000)) as workers:
        prepared = prepare(root, problems, lambda stage, what: None)
        build(prepared, kind, workers, cache, problems, lambda stage, what: None)
        exhibits = draw(prepared, kind, workers, cache, problems, lambda stage, what: None)
    ordered = [seen[c.id] for c in prepared.edition.chapters if c.id in seen]
    out.write_bytes(pickle.dumps((ordered, prepared.book, exhibits, prepared.fonts.config)))


if __name__ == "__main__":
    record(Path(sys.argv[1]), BookKind(sys.argv[2]), Path(sys.argv[3]))
