"""Book to Outline: the numbers of sections, figures, tables and landscapes, made here and only printed elsewhere."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from reportgen.model.book import Book, BookChapter, BookSection, Exhibit
from reportgen.model.both import Both
from reportgen.model.edition import ChapterEntry, Part
from reportgen.model.outline import Entry, EntryKind, Outline
from reportgen.model.text import ExhibitKind, plain_text
from reportgen.model.words import Words
from reportgen.numerals import number_by_example
from reportgen.problems import Problems

NUMBERED: Mapping[ExhibitKind, EntryKind] = {
    "chart": "figure",
    "timeline": "figure",
    "map": "figure",
    "table": "table",
    "landscape": "landscape",
}


def number_sections(book: Book, words: Words, problems: Problems) -> Outline:
    """All headings and exhibits in reading order, numbered; an exhibit's title is its caption as far as it is plain.

    Fails:  problem outline-anchor-doubled.
    """
    entries = tuple(_entries(book, words))
    at: dict[str, Entry] = {}
    for entry in entries:
        if entry.anchor in at:
            problems.error(
                entry.place.zh, "outline-anchor-doubled", found=entry.anchor, first=at[entry.anchor].place.zh
            )
        at.setdefault(entry.anchor, entry)
    return Outline(entries=entries, at=at)


def name_exhibits(outline: Outline, book: Book) -> Outline:
    """The outline with each exhibit's caption in its final words."""
    captions = {
        row.anchor: row.caption.map(plain_text)
        for chapter in book.chapters
        for section in chapter.sections
        for row in section.rows
        if isinstance(row, Exhibit)
    }
    entries = tuple(replace(e, title=captions.get(e.anchor, e.title)) for e in outline.entries)
    return Outline(entries=entries, at={e.anchor: e for e in entries})


def _entries(book: Book, words: Words) -> Iterator[Entry]:
    counters: list[int] = []
    counts = dict.fromkeys(NUMBERED.values(), 0)
    for chapter in book.chapters:
        if chapter.entry.part in (Part.GLOSSARY, Part.INDEX):
            yield _made(chapter.entry, words)
        for section in chapter.sections:
            counters = _counted(counters, chapter, section)
            yield Entry(
                anchor=section.id,
                kind="section",
                level=section.level,
                number=_number(chapter, section, counters),
                title=section.title,
                chapter=chapter.entry.id,
                place=section.place,
                only=section.only,
            )
            for row in section.rows:
                if isinstance(row, Exhibit) and row.kind in NUMBERED:
                    kind = NUMBERED[row.kind]
                    counts[kind] += 1
                    n = counts[kind]
                    yield Entry(
                        anchor=row.anchor,
                        kind=kind,
                        level=0,
                        number=words["exhibit"][kind].map(lambda word, n=n: f"{word} {n}"),  # type: ignore[misc]
                        title=row.caption.map(plain_text),
                        chapter=chapter.entry.id,
                        place=row.place,
                    )


def _made(chapter: ChapterEntry, words: Words) -> Entry:
    """The heading of a chapter that the program writes."""
    return Entry(
        anchor=chapter.id,
        kind="section",
        level=1,
        number=Both(zh="", en=""),
        title=words["page"][chapter.id],
        chapter=chapter.id,
        place=Both(zh=chapter.place, en=chapter.place),
    )


def _counted(counters: list[int], chapter: BookChapter, section: BookSection) -> list[int]:
    """The counters of depth 1 to the section's level, this section counted. Unnumbered chapters count nothing."""
    if not chapter.entry.forms:
        return counters
    known = (counters + [0] * section.level)[: section.level]
    return [*known[:-1], known[-1] + 1]


def _number(chapter: BookChapter, section: BookSection, counters: list[int]) -> Both[str]:
    forms = chapter.entry.forms
    if section.level > len(forms):
        return Both(zh="", en="")
    return forms[section.level - 1].map(lambda form: number_by_example(form, tuple(counters)))
