"""Each chapter as a sheet: its template, style sheets and source map."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reportgen.layout.contact import show_contact
from reportgen.layout.ledger import lying, span_mm, upright
from reportgen.layout.openers import lead_rows, parts_of, published_columns
from reportgen.layout.templates import Templates, open_templates
from reportgen.model.book import Book, BookChapter, BookSection, Exhibit, Pair, Row
from reportgen.model.both import BookKind, Both, Language
from reportgen.model.edition import Edition, Part
from reportgen.model.exhibits import Exhibits
from reportgen.model.outline import Outline
from reportgen.model.sheets import Sheet
from reportgen.model.text import Image, TextTable
from reportgen.model.words import Words
from reportgen.numerals.months import format_month
from reportgen.problems import Place, Problems

STYLES = ("tokens", "text", "exhibits", "tables", "gallery")  # of layouts/parts/, before the page kind's own
WIDE = (Path("layouts/pages/landscape.css"), Path("layouts/pages/scenario_map.css"))  # stand in any chapter
LISTS = (Part.CONTENTS, Part.GLOSSARY, Part.INDEX)
PAGE_KINDS = {
    Part.DIVISION: "opener",
    Part.SECTOR: "opener",
    Part.APPENDIX: "front",
}  # the others are called as their part
FITS = tuple(
    tuple(Path(f"layouts/parts/{style}.css") for style in styles)
    for styles in (("close",), ("close", "closer"), ("loose",))
)  # tried in this order
COVER_LEDGER_MM = (105.0, 297.0)
OPENER_LEDGER_MM = (210.0, 75.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRow:
    """A row with the element ids by which complaints find its source.

    `table` has both halves of a row that is one table in two languages; `one_picture` tells that both are the same.
    """

    row: Row
    ids: Both[str]
    table: tuple[TextTable, ...]
    one_picture: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSection:
    """A section with its number and rows.

    `whole` where one landscape or map is all of it, and carries its heading; the first one's stands on the page.
    """

    section: BookSection
    number: Both[str]
    rows: tuple[ShownRow, ...]
    whole: bool


def compose_sheets(
    edition: Edition,
    book: Book,
    outline: Outline,
    exhibits: Exhibits,
    words: Words,
    kind: BookKind,
    problems: Problems,
) -> tuple[Sheet, ...]:
    """One sheet a chapter in the edition's order, those aside that list something.

    Fails:  problem layout-template.
    """
    templates = open_templates(edition.root, problems)
    common = common_values(edition, words, kind) | {"exhibits": exhibits, "outline": outline}
    return tuple(
        _sheet(templates, chapter, outline, exhibits, common)
        for chapter in book.chapters
        if chapter.entry.part not in LISTS
    )


def common_values(edition: Edition, words: Words, kind: BookKind) -> dict[str, Any]:
    """What every template is given."""
    return {
        "edition": edition,
        "words": words,
        "languages": kind.languages,
        "lead": kind.languages[0],
        "parallel": kind is BookKind.PARALLEL,
        "kind": kind.value,
        "published": format_month(edition.published_on),
        "indexed": edition.find(Part.INDEX) is not None,
        "contact": show_contact(edition.contact),
    }


def _sheet(
    templates: Templates, chapter: BookChapter, outline: Outline, exhibits: Exhibits, common: Mapping[str, Any]
) -> Sheet:
    name = PAGE_KINDS.get(chapter.entry.part, chapter.entry.part.value)
    places: dict[str, Place] = {}
    languages: Sequence[Language] = common["languages"]
    shown = [s for s in chapter.sections if s.only is None or s.only in languages]
    sections = tuple(_shown(shown, outline, places))
    values = {"chapter": chapter, "sections": sections, "ledger": _ledger(chapter, exhibits), **common}
    values["head"] = _running_head(chapter, sections)
    if name == "opener":
        values |= _opener(chapter, sections, outline, exhibits, common)
    html = templates.render(f"pages/{name}.html.jinja", **values)
    place = chapter.sections[0].place.zh if chapter.sections else chapter.entry.place
    return Sheet(chapter=chapter.entry.id, html=html, styles=styles_of(name), places=places, place=place, fits=FITS)


def _shown(sections: Sequence[BookSection], outline: Outline, places: dict[str, Place]) -> Iterator[ShownSection]:
    count = 0
    for n, section in enumerate(sections):
        places[section.id] = section.place.zh
        rows = []
        for row in section.rows:
            count += 1
            ids = Both(zh=f"_{count}-zh", en=f"_{count}-en")  # no name that an editor gives begins so
            if isinstance(row, Exhibit):
                ids = Both(zh=row.anchor, en=row.anchor)
                places[row.anchor] = row.place.zh
            else:
                for half, id_ in ((row.blocks.zh, ids.zh), (row.blocks.en, ids.en)):
                    if half:
                        places[id_] = half[0].place
            rows.append(ShownRow(row=row, ids=ids, table=_one_table(row), one_picture=_is_one_picture(row)))
        wide = [r for r in rows if isinstance(r.row, Exhibit) and r.row.kind in ("landscape", "map")]
        whole = n > 0 and len(rows) == len(wide) == 1
        number = outline.at[section.id].number
        yield ShownSection(section=section, number=number, rows=tuple(rows), whole=whole)


def _one_table(row: Row) -> tuple[TextTable, ...]:
    """The two halves of a row that are tables of the same shape."""
    if isinstance(row, Exhibit):
        return ()
    match row.blocks.zh, row.blocks.en:
        case (TextTable() as zh,), (TextTable() as en,) if (len(zh.head), len(zh.rows)) == (len(en.head), len(en.rows)):
            return (zh, en)
    return ()


def _is_one_picture(row: Row) -> bool:
    match row:
        case Pair(blocks=Both(zh=(Image(src, _, _),), en=(Image(other, _, _),))):
            return src == other
        case _:
            return False


def _running_head(chapter: BookChapter, sections: Sequence[ShownSection]) -> Both[str]:
    """The chapter's number and short title."""
    if not sections:
        return Both(zh="", en="")
    first = sections[0]
    title = Both(
        zh=chapter.short.zh or first.section.title.zh,
        en=chapter.short.en or first.section.title.en,
    )
    return Both(zh=first.number.zh + title.zh, en=f"{first.number.en} {title.en}".strip())


def _opener(
    chapter: BookChapter,
    sections: Sequence[ShownSection],
    outline: Outline,
    exhibits: Exhibits,
    common: Mapping[str, Any],
) -> Mapping[str, Any]:
    """The opening in two: what leads it and what follows; between them its parts. Of a sector, its numbers too."""
    opening, sector = sections[0], _sector(chapter)
    leading = lead_rows([shown.row for shown in opening.rows])
    own = chapter.entry.part is Part.SECTOR
    return {
        "lead_in": replace(opening, rows=opening.rows[:leading]),
        "rest": replace(opening, rows=opening.rows[leading:]),
        "parts": parts_of(chapter, outline, common["languages"]),
        "numbers": exhibits.sectors.get(sector) if own else None,
        "columns": published_columns(exhibits.sectors, sector, common["words"], common["languages"]) if own else "",
    }


def _sector(chapter: BookChapter) -> str:
    return chapter.entry.id.replace("-", "_")


def _ledger(chapter: BookChapter, exhibits: Exhibits) -> Mapping[str, Any]:
    """The motif for this page kind: the picture, and the labels or the lit stretch."""
    ledger = exhibits.ledger
    match chapter.entry.part:
        case Part.COVER:
            step = COVER_LEDGER_MM[1] / ledger.long / ledger.short
            labels = [(s, max(s.first * step + 0.6, 4.0)) for s in ledger.stretches]
            return {"picture": upright(ledger, *COVER_LEDGER_MM), "labels": labels}
        case Part.DIVISION | Part.BACK:
            return {"picture": lying(ledger, None, *OPENER_LEDGER_MM), "span": None}
        case Part.SECTOR:
            sector = _sector(chapter)
            span = span_mm(ledger, sector, OPENER_LEDGER_MM[0])
            return {"picture": lying(ledger, sector, *OPENER_LEDGER_MM), "span": span}
        case _:
            return {}


def styles_of(name: str) -> tuple[Path, ...]:
    """The style sheets of a page kind."""
    parts = [Path(f"layouts/parts/{style}.css") for style in STYLES]
    return (*parts, *WIDE, Path(f"layouts/pages/{name}.css"))
