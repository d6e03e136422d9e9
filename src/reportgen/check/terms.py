"""Terms of the glossary that are used in one half of a section and not in the other."""

import re
from collections.abc import Iterator, Mapping, Sequence

from reportgen.check.texts import row_texts
from reportgen.model.book import Book, BookSection, Exhibit
from reportgen.model.both import Language
from reportgen.model.tables import Tables
from reportgen.problems import Place, Problems

_PIECE = re.compile(r"[^\W_]+|[^\w\s-]")  # a word, or a mark that parts words
# tracing, traced, traceability; reconciliation, reconciling; entry, entries
_ENDING = re.compile(r"(?:e?(?:iations?|ations?|abilit(?:y|ies)|able|ings?|ions?|ers?|ed|ies|es|s|y)|e)$")


def check_terms(book: Book, tables: Tables, problems: Problems) -> None:
    """A term and its translation stand in both halves of a section, in whatever form of the word.

    English terms of one word are not looked for in the Chinese half: most of them have other meanings, too. Captions
    of landscapes are left to check_landscapes.

    Warns:  check-term-missing.
    Source: data/glossary.csv
    """
    glossary = tables["glossary"]
    terms = list(zip(glossary["zh"], glossary["en"], glossary["note"], strict=True))
    english = {zh: [_folded(said) for said in (en, note) if said] for zh, en, note in terms}
    chinese: dict[str, list[str]] = {}
    for zh, en, _ in terms:
        if len(_PIECE.findall(en)) > 1:
            chinese.setdefault(_folded(en), [_folded(en)]).append(zh)  # English names stand in Chinese text, too
    shown = {_folded(en): en for _, en, _ in terms} | {zh: zh for zh in english}
    for chapter in book.chapters:
        for section in chapter.sections:
            zh, en = (_said(section, language) for language in ("zh", "en"))
            if not zh or not en:
                continue
            for found, place in _missing(zh, en, english):
                problems.warn(place, "check-term-missing", found=found, expected=shown[english[found][0]])
            for found, place in _missing(en, zh, chinese):
                problems.warn(place, "check-term-missing", found=shown[found], expected=chinese[found][1])


Said = Sequence[tuple[str, Place]]


def _said(section: BookSection, language: Language) -> Said:
    """What a section says in a language: English words without their endings, Chinese as it stands and folded."""
    rows = [row for row in section.rows if not (isinstance(row, Exhibit) and row.kind == "landscape")]
    runs = [(text, place) for row in rows for of, text, place in row_texts(row) if of == language and text]
    return [(_folded(text) if language == "en" else f"{text}\n{_folded(text)}", place) for text, place in runs]


def _missing(half: Said, other: Said, terms: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Place]]:
    """Each term of `half` that has none of its translations in the `other` half, where it stands first."""
    across = "\n".join(text for text, _ in other)
    pattern = re.compile("|".join(map(re.escape, sorted(terms, key=len, reverse=True))) or "$^")
    seen = set()
    for text, place in half:
        for found in pattern.findall(text):
            if found not in seen and not any(said in across for said in terms[found]):
                yield found, place
            seen.add(found)


def _folded(text: str) -> str:
    """Words of English in small letters without their endings, each between spaces."""
    pieces = (piece if len(piece) < 4 else _ENDING.sub("", piece) for piece in _PIECE.findall(text.casefold()))
    return f" {'  '.join(pieces)} "
