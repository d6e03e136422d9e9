"""The sheets that no editor writes: contents with the lists of exhibits, glossary, index, and the folios."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen.layout.inlines import LANG
from reportgen.layout.sheets import FITS, common_values, styles_of
from reportgen.layout.templates import open_templates
from reportgen.model.both import BookKind
from reportgen.model.edition import Edition, Part
from reportgen.model.lists import Glossary, Index, IndexedName, UnderLetter
from reportgen.model.outline import Entry, Outline
from reportgen.model.sheets import PageLabel, Sheet
from reportgen.model.words import Words
from reportgen.problems import Place, Problems


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedHeading:
    """A line of the contents. A sector's tells where its landscape begins, beside its text."""

    entry: Entry
    beside: bool  # whether its division has a column for landscapes
    landscape: str  # anchor, or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folio:
    """A printed folio and the tile that it leads to; `on` where it ends a run of folios."""

    text: str
    anchor: str
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedName:
    """A line of the index."""

    entry: IndexedName
    folios: tuple[Folio, ...]


def compose_contents(
    edition: Edition,
    outline: Outline,
    folios: Mapping[str, str],
    words: Words,
    kind: BookKind,
    problems: Problems,
) -> Sheet:
    """The contents, and behind them the lists of figures, tables and landscapes, as far as there are any.

    Takes:  `folios` by anchor; what has none is hidden by the layouts, which the assembler tells.
    Fails:  problem layout-template.
    """
    shown = [e for e in outline.entries if e.anchor in folios and e.only in (None, *kind.languages)]
    listed = [e for e in outline.listed(edition) if e.anchor in folios and e.only in (None, *kind.languages)]
    values = {
        "headings": tuple(_headings(edition, listed, shown)),
        "lists": {
            name: [entry for entry in shown if entry.kind == one]
            for name, one in (("figures", "figure"), ("tables", "table"), ("landscapes", "landscape"))
        },
        "folios": folios,
    }
    return _sheet(edition, Part.CONTENTS, values, words, kind, problems)


def _headings(edition: Edition, listed: Sequence[Entry], shown: Sequence[Entry]) -> Iterator[ListedHeading]:
    divisions: dict[str, str] = {}  # of each chapter; a chapter in none stands for itself
    for chapter in edition.chapters:
        is_sector = chapter.part is Part.SECTOR
        divisions[chapter.id] = list(divisions.values())[-1] if is_sector else chapter.id
    landscapes: dict[str, str] = {}  # the first one of each sector
    for entry in shown:
        if entry.kind == "landscape" and divisions[entry.chapter] != entry.chapter:
            landscapes.setdefault(entry.chapter, entry.anchor)
    with_landscapes = {divisions[chapter] for chapter in landscapes}
    for entry in listed:
        is_title = entry.anchor == next(e.anchor for e in listed if e.chapter == entry.chapter)
        yield ListedHeading(
            entry=entry,
            beside=divisions[entry.chapter] in with_landscapes,
            landscape=landscapes.get(entry.chapter, "") if is_title else "",
        )


def compose_glossary(edition: Edition, glossary: Glossary, words: Words, kind: BookKind, problems: Problems) -> Sheet:
    """The glossary: terms in both languages, also in a book of one.

    Fails:  problem layout-template.
    """
    return _sheet(edition, Part.GLOSSARY, {"glossary": glossary}, words, kind, problems)


def compose_index(
    edition: Edition, index: Index, folios: Mapping[str, str], words: Words, kind: BookKind, problems: Problems
) -> Sheet:
    """The index of organisations with the folios of their tiles.

    Takes:  `folios` by anchor.
    Fails:  problem layout-template.
    """
    lists = [
        (
            names.language,
            [
                UnderLetter(
                    letter=under.letter,
                    items=tuple(ListedName(entry=e, folios=merge_folios(e.tiles, folios)) for e in under.items),
                )
                for under in names.letters
            ],
        )
        for names in index
    ]
    return _sheet(edition, Part.INDEX, {"lists": lists}, words, kind, problems)


def merge_folios(anchors: Sequence[str], folios: Mapping[str, str]) -> tuple[Folio, ...]:
    """Each folio once, consecutive ones as a run: 45, 45, 47, 48, 49 is 45, 47–49.

    Takes:  `anchors` in reading order, so that their folios never fall.
    """
    merged: list[Folio] = []
    for anchor in anchors:
        text = folios.get(anchor, "")
        last = merged[-1].text if merged else ""
        if text in ("", last):
            continue
        follows = text.isdecimal() and last.isdecimal() and int(text) == int(last) + 1
        if follows and merged[-1].on:
            merged.pop()
        merged.append(Folio(text=text, anchor=anchor, on=follows))
    return tuple(merged)


def compose_folios(
    edition: Edition, labels: Sequence[PageLabel], wide: Sequence[bool], kind: BookKind, problems: Problems
) -> Sheet:
    """One otherwise empty page a page of the book, with its folio in the margin; stamped over the pages at assembly.

    Fails:  problem layout-template.
    """
    templates = open_templates(edition.root, problems)
    pages = [(label.folio, flat) for label, flat in zip(labels, wide, strict=True)]
    html = templates.render("pages/folios.html.jinja", pages=pages, lang=LANG[kind.languages[0]], title="")
    styles = (Path("layouts/parts/tokens.css"), Path("layouts/pages/folios.css"))
    return Sheet(chapter="folios", html=html, styles=styles, places={}, place=_place("folios"))


def _sheet(
    edition: Edition, part: Part, own: Mapping[str, Any], words: Words, kind: BookKind, problems: Problems
) -> Sheet:
    name = part.value
    values = common_values(edition, words, kind) | {"head": words["page"][name], **own}
    html = open_templates(edition.root, problems).render(f"pages/{name}.html.jinja", **values)
    return Sheet(chapter=name, html=html, styles=styles_of(name), places={}, place=_place(name), fits=FITS)


def _place(name: str) -> Place:
    return Place(Path(f"layouts/pages/{name}.html.jinja"))
