"""Tables and tiles to Index: every organisation that stands on a landscape of the book, by name."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from reportgen.collation import letter_of, sort_key
from reportgen.model.both import BookKind, Language
from reportgen.model.exhibits import Tile
from reportgen.model.lists import Index, IndexedName, NameList, UnderLetter
from reportgen.model.tables import Tables
from reportgen.problems import Place, Problems


def list_organisations(
    tables: Tables, tiles: Iterable[Tile], kind: BookKind, place: Place, problems: Problems
) -> Index:
    """A list of Chinese and one of Latin names, the book's language first; a list without names is left out.

    Takes:  `tiles` of the book's landscapes, in reading order; `place`, where the index was asked for.
    Gives:  the parallel book lists an organisation by each of its names, a book of one language once: by its name in
            that language, or else by the other.
    Warns:  index-empty, where the book has no landscape.
    Source: data/organisations.csv
    """
    anchors: dict[str, list[str]] = {}
    for tile in tiles:
        anchors.setdefault(tile.organisation, []).append(tile.anchor)
    if not anchors:
        problems.warn(place, "index-empty")
    found: Mapping[Language, list[IndexedName]] = {"zh": [], "en": []}
    for row in tables["organisations"].to_dict("records"):
        if row["id"] in anchors:
            for n, language in enumerate(_languages(row, kind)):
                found[language].append(_indexed(row, language, tuple(anchors[row["id"]]), first=n == 0))
    order: Sequence[Language] = ("en", "zh") if kind is BookKind.EN else ("zh", "en")
    return tuple(
        NameList(language=language, letters=_lettered(found[language])) for language in order if found[language]
    )


def _languages(row: Mapping[Any, Any], kind: BookKind) -> Sequence[Language]:
    """The languages in which the book lists an organisation by name, the first one first."""
    named: list[Language] = [language for language in kind.languages if row[f"name_{language}"]]
    return named or ["en" if row["name_en"] else "zh"]


def _indexed(row: Mapping[Any, Any], language: Language, tiles: tuple[str, ...], *, first: bool) -> IndexedName:
    return IndexedName(
        anchor=f"index-{row['id']}" if first else "",
        name=row[f"name_{language}"],
        country=row["country"],
        closed=row["status"] == "closed",
        href=row["homepage"] or (row["source"] if row["source"].startswith(("https://", "http://")) else ""),
        tiles=tiles,
    )


def _lettered(names: Sequence[IndexedName]) -> tuple[UnderLetter[IndexedName], ...]:
    ordered = sorted(names, key=lambda entry: (sort_key(entry.name), entry.tiles))
    return tuple(
        UnderLetter(letter=letter, items=tuple(some))
        for letter, some in groupby(ordered, key=lambda entry: letter_of(entry.name))
    )
