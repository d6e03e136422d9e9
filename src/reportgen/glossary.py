"""Tables to Glossary: the terms of the field in the order of the book's leading language."""

from itertools import groupby

from reportgen.collation import letter_of, sort_key
from reportgen.model.both import BookKind, Both
from reportgen.model.lists import Glossary, Term, UnderLetter
from reportgen.model.tables import Tables
from reportgen.problems import Place, Problems


def list_terms(tables: Tables, kind: BookKind, place: Place, problems: Problems) -> Glossary:
    """All terms under their letters: by pinyin where the book leads with Chinese, by English where it has no other.

    Takes:  `place`, where the glossary was asked for.
    Warns:  glossary-empty, where no term is given.
    Source: data/glossary.csv
    """
    lead = kind.languages[0]
    frame = tables["glossary"]
    rows = zip(frame["zh"], frame["en"], frame["note"], strict=True)
    terms = sorted(
        (Term(words=Both(zh=zh, en=en), note=note) for zh, en, note in rows),
        key=lambda term: sort_key(term.words.of(lead)),
    )
    if not terms:
        problems.warn(place, "glossary-empty")
    return tuple(
        UnderLetter(letter=letter, items=tuple(some))
        for letter, some in groupby(terms, key=lambda term: letter_of(term.words.of(lead)))
    )
