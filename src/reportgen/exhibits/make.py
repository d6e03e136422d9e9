"""Every exhibit that the book calls, made once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from reportgen.cache import Cache
from reportgen.exhibits.answers import recall_from
from reportgen.exhibits.charts import draw_chart, draw_timeline
from reportgen.exhibits.figures import make_figures
from reportgen.exhibits.gallery import make_gallery
from reportgen.exhibits.landscape import arrange_landscape
from reportgen.exhibits.ledger import make_ledger
from reportgen.exhibits.scenario_map import arrange_map
from reportgen.exhibits.sectors import count_sectors
from reportgen.exhibits.tables import make_table
from reportgen.model.book import Book, Exhibit
from reportgen.model.both import BookKind
from reportgen.model.exhibits import Declaration, Exhibits, PictureRatio
from reportgen.model.facts import Facts
from reportgen.model.fonts import Fonts
from reportgen.model.tables import Tables
from reportgen.problems import Problems

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """What exhibits are made to fit of a book's text: nothing else of it changes any."""

    called: frozenset[tuple[str, str]]  # kind and id
    anchors: frozenset[str]  # the ids of all sections that the book prints


def asked_by(book: Book, kind: BookKind) -> Asked:
    """What the text of `book` asks for."""
    sections = [section for chapter in book.chapters for section in chapter.sections]
    rows = (row for section in sections for row in section.rows)
    return Asked(
        called=frozenset((row.kind, row.id) for row in rows if isinstance(row, Exhibit)),
        anchors=frozenset(section.id for section in sections if section.only in (None, *kind.languages)),
    )


def make_exhibits(
    asked: Asked,
    declarations: Sequence[Declaration],
    tables: Tables,
    facts: Facts,
    fonts: Fonts,
    picture_ratio: PictureRatio,
    kind: BookKind,
    cache: Cache,
    problems: Problems,
    begin: Callable[[Declaration], None],
) -> Exhibits:
    """The charts, timelines, tables, landscapes, key figures and galleries that are called, for one kind of book.

    Takes:  `begin`, which is called before each exhibit.
    Fails:  the problems of each exhibit; what cannot be made is left out.
    """

    def made(of: str, make: Callable[[Declaration], T | None]) -> Mapping[str, T]:
        found = {}
        for declaration in declarations:
            if declaration.kind == of and (of, declaration.id) in asked.called:
                begin(declaration)
                exhibit = make(declaration)
                if exhibit is not None:
                    found[declaration.id] = exhibit
        return found

    charts = made("chart", lambda d: draw_chart(d, tables, facts, kind, fonts, problems, cache))
    timelines = made("timeline", lambda d: draw_timeline(d, tables, kind, fonts, problems, cache))
    anchors, recall = asked.anchors, recall_from(cache, fonts)
    sectors = count_sectors(tables, facts)
    return Exhibits(
        charts={**charts, **timelines},
        tables=made("table", lambda d: make_table(d, tables, facts, problems)),
        landscapes=made(
            "landscape", lambda d: arrange_landscape(d, tables, fonts.measure, picture_ratio, kind, recall, problems)
        ),
        maps=made("map", lambda d: arrange_map(d, tables, facts, anchors, fonts.measure, kind, recall, problems)),
        figures=made("figures", lambda d: make_figures(d, facts, problems)),
        galleries=made("gallery", lambda d: make_gallery(d, tables, problems)),
        sectors=sectors,
        ledger=make_ledger(tables, sectors),
    )
