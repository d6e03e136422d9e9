"""The exhibits of one kind of book, drawn in a worker."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.cache import Cache
from reportgen.exhibits.make import make_exhibits
from reportgen.model.book import Book
from reportgen.model.both import BookKind
from reportgen.model.exhibits import Declaration, Exhibits
from reportgen.model.facts import Facts
from reportgen.model.fonts import Fonts
from reportgen.model.tables import Tables
from reportgen.press import picture_ratio_of
from reportgen.problems import Place, Problem, Problems
from reportgen.workers import Failure, Tell, Why, Workers

_CODES = {
    Why.LATE: "exhibit-late",
    Why.MEMORY: "exhibit-memory",
    Why.KILLED: "exhibit-killed",
    Why.CRASH: "exhibit-crash",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What exhibits are drawn from."""

    root: Path
    book: Book
    declarations: Sequence[Declaration]
    tables: Tables
    facts: Facts
    fonts: Fonts
    kind: BookKind
    cache: Cache


def draw_exhibits(drawing: Drawing, workers: Workers, problems: Problems, progress: Callable[[str], None]) -> Exhibits:
    """The exhibits.

    Fails:  ReportError with all that is wrong in their declarations or data; problem exhibit-late, exhibit-memory,
            exhibit-killed, exhibit-crash, at the declaration of what was being drawn or came first.
    """

    def told(at: object) -> None:
        assert isinstance(at, Declaration)
        progress(at.id)

    ((_, result),) = workers.run(_draw, (drawing,), told)
    if isinstance(result, Failure):
        at = result.at or next(iter(drawing.declarations), None)
        place, name = (at.place, at.id) if isinstance(at, Declaration) else (Place(Path("content/exhibits.toml")), "")
        problems.error(place, _CODES[result.why], exhibit=name, **result.values(workers.limits))
    else:
        problems.note(result[1])
    problems.stop()
    assert not isinstance(result, Failure)
    return result[0]


def _draw(drawing: Drawing, tell: Tell) -> tuple[Exhibits, Sequence[Problem]]:
    problems = Problems()
    exhibits = make_exhibits(
        drawing.book,
        drawing.declarations,
        drawing.tables,
        drawing.facts,
        drawing.fonts,
        picture_ratio_of(drawing.root, problems),
        drawing.kind,
        drawing.cache,
        problems,
        tell,
    )
    return exhibits, problems.found
