"""The order of the rooms: from a project's folder to a pressed book and its manifest."""

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from datetime import time as daytime
from pathlib import Path

from reportgen.align import pair_languages
from reportgen.assemble import assemble
from reportgen.cache import Cache
from reportgen.check import check_enumerations, check_release, run_checks
from reportgen.composing import composed
from reportgen.content import load_script
from reportgen.drawing import Drawing, draw_exhibits, judge_declarations
from reportgen.exhibits.make import asked_by
from reportgen.folios import Compose, label_pages, press_lists
from reportgen.glossary import list_terms
from reportgen.index import list_organisations
from reportgen.inside import check_inside
from reportgen.layout import (
    compose_contents,
    compose_folios,
    compose_glossary,
    compose_index,
    compose_sheets,
)
from reportgen.model.book import Book
from reportgen.model.both import BookKind
from reportgen.model.edition import Edition, Part
from reportgen.model.exhibits import Declaration, Exhibits
from reportgen.model.facts import Facts
from reportgen.model.fonts import Fonts
from reportgen.model.lists import Glossary, Index
from reportgen.model.outline import Outline
from reportgen.model.sheets import Bookmark, DocumentInfo, Pressed, PressedChapter, Sheet
from reportgen.model.tables import Tables
from reportgen.model.words import Words
from reportgen.outline import name_exhibits, number_sections
from reportgen.press import check_images
from reportgen.pressing import Press
from reportgen.problems import Place, Problems
from reportgen.resolve import list_quoted, resolve
from reportgen.sources import Sources, read_sources
from reportgen.workers import Workers

Progress = Callable[[str, str], None]  # stage, what of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """Everything that the three books share: the text in its final words, and the data."""

    edition: Edition
    words: Words
    book: Book
    outline: Outline
    declarations: Sequence[Declaration]
    tables: Tables
    facts: Facts
    quoted: Mapping[str, frozenset[str]]  # names of facts, by the chapter that quotes them
    fonts: Fonts


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One finished book and what the manifest tells of it."""

    kind: BookKind
    pressed: Pressed
    chapters: Sequence[PressedChapter]  # in the order of the book
    keys: Mapping[str, str]  # under which they are kept, by chapter
    places: Mapping[str, Mapping[str, Place]]  # of each chapter's elements, by their ids
    exhibits: Exhibits
    glossary: Glossary  # empty without a chapter for it; so is the index
    index: Index
    seconds: Mapping[str, float]


def prepare(root: Path, problems: Problems, progress: Progress) -> Prepared:
    """The inputs of `root`, read, paired, numbered, worded and checked.

    Gives:  with errors of the text in `problems`, what `draw` needs to tell those of the exhibits as well.
    Fails:  ReportError with all problems of the text and the data together, where exhibits cannot be drawn.
    """
    progress("read", "")
    check_inside(root, problems)
    problems.stop()
    return word(read_sources(root, problems), problems, progress)


def word(sources: Sources, problems: Problems, progress: Progress) -> Prepared:
    """The text of the edition beside its sources; see `prepare`, of which this is the half that an edited text repeats.

    Takes:  `problems` with those of the sources.
    """
    edition, tables = sources.edition, sources.tables
    script = load_script(edition, problems)
    problems.stop("content/edition.toml", "layouts/")
    progress("pair", "")
    paired = pair_languages(edition, script, problems)
    outline = number_sections(paired, sources.words, problems)
    run_checks(edition, sources.words, paired, sources.declarations, tables, sources.fonts, problems)
    check_images(paired, edition, problems)
    book = resolve(paired, edition, sources.facts, outline, problems)
    check_enumerations(book, tables, problems)
    judge_declarations(sources, book, problems)
    problems.stop("content/exhibits.toml", "data/")
    return Prepared(
        edition=edition,
        words=sources.words,
        book=book,
        outline=name_exhibits(outline, book),
        declarations=sources.declarations,
        tables=tables,
        facts=sources.facts,
        quoted=list_quoted(paired),
        fonts=sources.fonts,
    )


def draw(
    prepared: Prepared, kind: BookKind, workers: Workers, cache: Cache, problems: Problems, progress: Progress
) -> Exhibits:
    """The exhibits of one kind of book.

    Fails:  ReportError with all that is wrong in their declarations or data.
    """
    progress("draw", kind.value)
    drawing = Drawing(
        root=prepared.edition.root,
        asked=asked_by(prepared.book, kind),
        declarations=prepared.declarations,
        tables=prepared.tables,
        facts=prepared.facts,
        fonts=prepared.fonts,
        kind=kind,
        cache=cache,
    )
    return draw_exhibits(drawing, workers, problems, lambda what: progress("draw", what))


def build(
    prepared: Prepared,
    kind: BookKind,
    workers: Workers,
    cache: Cache,
    problems: Problems,
    progress: Progress,
    *,
    release: bool = False,
) -> Made:
    """One book, pressed chapter by chapter and assembled; what prints folios last.

    Gives:  the same bytes with any number of workers, and whatever the cache holds.
    Fails:  ReportError with all that a room complained about.
    """
    edition, outline = prepared.edition, prepared.outline
    set_epoch(edition)
    clock = _Clock()
    with clock.running("draw"):
        exhibits = draw(prepared, kind, workers, cache, problems, progress)
    if release:
        check_release(prepared.book, exhibits, problems)
    with clock.running("compose"):
        sheets, glossary = compose(prepared, exhibits, kind, workers, problems)
    problems.stop()
    with clock.running("press"):
        progress("press", "")
        press = Press(edition.root, prepared.fonts, workers, cache)
        chapters = press.chapters(sheets, problems, lambda done: progress("press", done))
    problems.stop()
    with clock.running("contents"):
        progress("contents", "")
        index = list_names(prepared, exhibits, kind, problems)
        press_lists(
            edition,
            list_composers(prepared, index, kind, workers, problems),
            lambda sheet: press.chapter(sheet, problems),
            chapters,
            problems,
        )
        problems.stop()
    with clock.running("assemble"):
        progress("assemble", "")
        order = [chapters[entry.id] for entry in edition.chapters if entry.id in chapters]
        labels = label_pages(edition, {c.chapter: c.pages for c in order})
        wide = [flat for c in order for flat in c.wide]
        overlay_sheet = composed(workers, problems, compose_folios, edition, labels, wide, kind)
        problems.stop()
        overlay = press.overlay(overlay_sheet, problems)
        pressed = assemble(
            order, overlay, labels, _bookmarks(outline, kind), _info(edition, kind), prepared.fonts, problems
        )
    problems.stop()
    return Made(
        kind=kind,
        pressed=pressed,
        chapters=order,
        keys=press.keys,
        places={sheet.chapter: sheet.places for sheet in sheets},
        exhibits=exhibits,
        glossary=glossary,
        index=index,
        seconds=clock.seconds,
    )


def compose(
    prepared: Prepared, exhibits: Exhibits, kind: BookKind, workers: Workers, problems: Problems
) -> tuple[tuple[Sheet, ...], Glossary]:
    """The sheets of all chapters but those that print folios, and what the glossary lists.

    Fails:  as `composed`.
    """
    edition, words = prepared.edition, prepared.words
    book = (edition, prepared.book, prepared.outline, exhibits, words, kind)
    sheets = composed(workers, problems, compose_sheets, *book)
    entry = edition.find(Part.GLOSSARY)
    glossary = list_terms(prepared.tables, kind, entry.place, problems) if entry else ()
    if entry:
        sheets += (composed(workers, problems, compose_glossary, edition, glossary, words, kind),)
    return sheets, glossary


def list_composers(
    prepared: Prepared, index: Index, kind: BookKind, workers: Workers, problems: Problems
) -> Mapping[str, Compose]:
    """What composes the chapters that print folios, by chapter: those of the edition."""
    edition, outline, words = prepared.edition, prepared.outline, prepared.words
    composers: Mapping[Part, Compose] = {
        Part.INDEX: lambda folios: composed(workers, problems, compose_index, edition, index, folios, words, kind),
        Part.CONTENTS: lambda folios: composed(
            workers, problems, compose_contents, edition, outline, folios, words, kind
        ),
    }
    return {part.value: compose for part, compose in composers.items() if edition.find(part)}


def list_names(prepared: Prepared, exhibits: Exhibits, kind: BookKind, problems: Problems) -> Index:
    """The index of the book; empty without a chapter for it."""
    entry = prepared.edition.find(Part.INDEX)
    by_anchor = {landscape.anchor: landscape for landscape in exhibits.landscapes.values()}
    in_order = [by_anchor[e.anchor] for e in prepared.outline.entries if e.kind == "landscape"]
    tiles = [tile for landscape in in_order for tile in landscape.tiles]
    return list_organisations(prepared.tables, tiles, kind, entry.place, problems) if entry else ()


def _bookmarks(outline: Outline, kind: BookKind) -> tuple[Bookmark, ...]:
    """One bookmark a heading that the book prints: "一、… / I. …" in the parallel book."""
    found = []
    for entry in outline.entries:
        if entry.kind != "section" or entry.only not in (None, *kind.languages):
            continue
        halves = []
        for language in kind.languages:
            number, title = entry.number.of(language), entry.title.of(language)
            tight = not number or number.endswith(("、", "）"))
            halves.append(number + title if tight else f"{number} {title}")
        label = " / ".join(dict.fromkeys(halves))
        found.append(Bookmark(level=entry.level, label=label, anchor=entry.anchor, place=entry.place.zh))
    return tuple(found)


def _info(edition: Edition, kind: BookKind) -> DocumentInfo:
    day = edition.published_on
    return DocumentInfo(
        title=edition.title,
        author=edition.publisher,
        subject=edition.subject,
        keywords=edition.keywords,
        created=f"D:{day.year:04}{day.month:02}{day.day:02}000000Z",
        language="en" if kind is BookKind.EN else "zh-Hans",
    )


def set_epoch(edition: Edition) -> None:
    """Libraries that stamp dates read them here; the edition's date is the only one."""
    moment = datetime.combine(edition.published_on, daytime(), UTC)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(moment.timestamp()))


class _Clock:
    """Seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def running(self, stage: str) -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = round(time.perf_counter() - began, 3)
