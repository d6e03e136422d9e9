"""The exhibits of one kind of book, drawn side by side in the workers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from reportgen.cache import FOLDER, Cache
from reportgen.exhibits.make import Asked, asked_by, make_exhibits
from reportgen.model.book import Book
from reportgen.model.both import BookKind
from reportgen.model.exhibits import Declaration, Exhibits
from reportgen.model.facts import Facts
from reportgen.model.fonts import Fonts
from reportgen.model.tables import Tables
from reportgen.press import picture_ratio_of
from reportgen.problems import Place, Problem, Problems
from reportgen.sources import Sources
from reportgen.workers import Failure, Tell, Why, Workers

_SHARED = ("sectors", "ledger")  # alike in every worker's share
_WITHOUT_ROWS = (  # how the codes begin that a declaration deserves whatever rows there are
    "toml-key-",
    "exhibit-table-unknown",
    "exhibit-column-unknown",
    "exhibit-measure-unknown",
    "chart-key-unfit",
    "chart-parts-rows",
    "table-columns-none",
    "table-share-sum",
    "figures-labels",
)
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
    asked: Asked
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

    declarations = drawing.declarations
    shares = max(1, min(workers.limits.workers, len(declarations)))
    jobs = [replace(drawing, declarations=declarations[i::shares]) for i in range(shares)]
    drawn: list[Exhibits] = []
    for n, result in workers.run(_draw, jobs, told):
        if isinstance(result, Failure):
            at = result.at or next(iter(jobs[n].declarations), None)
            place, name = Place(Path("content/exhibits.toml")), ""
            if isinstance(at, Declaration):
                place, name = at.place, at.id
            problems.error(place, _CODES[result.why], exhibit=name, **result.values(workers.limits))
        else:
            drawn.append(result[0])
            problems.note(result[1])
    problems.stop()
    return _together(drawn, [declaration.id for declaration in declarations])


def judge_declarations(sources: Sources, book: Book, problems: Problems) -> None:
    """Nothing; where the data has errors, so that nothing can be drawn, declarations are judged by the columns alone.

    Fails:  the problems of exhibits that need no row to be seen.
    """
    if not problems.has_error("data/") or problems.has_error("data/schema.toml"):  # without it there are no tables
        return
    drawing = Drawing(
        root=sources.edition.root,
        asked=asked_by(book, BookKind.PARALLEL),
        declarations=sources.declarations,
        tables=Tables(named={n: replace(t, frame=t.frame.iloc[:0]) for n, t in sources.tables.named.items()}),
        facts=sources.facts,
        fonts=sources.fonts,
        kind=BookKind.PARALLEL,
        cache=Cache(sources.edition.root / FOLDER),
    )
    _, found = _draw(drawing, lambda at: None)
    problems.note([problem for problem in found if problem.code.startswith(_WITHOUT_ROWS)])


def _together(drawn: Sequence[Exhibits], order: Sequence[str]) -> Exhibits:
    """The shares of the workers as one, whoever was ready first."""
    merged: dict[str, Any] = {}
    for field in fields(Exhibits):
        if field.name not in _SHARED:
            found = {id_: exhibit for share in drawn for id_, exhibit in getattr(share, field.name).items()}
            merged[field.name] = {id_: found[id_] for id_ in order if id_ in found}
    return replace(drawn[0], **merged)


def _draw(drawing: Drawing, tell: Tell) -> tuple[Exhibits, Sequence[Problem]]:
    problems = Problems()
    exhibits = make_exhibits(
        drawing.asked,
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
