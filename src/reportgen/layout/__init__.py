"""Book, outline and exhibits to sheets: HTML a chapter, made by the templates of layouts/."""

from reportgen.layout.lists import compose_contents, compose_folios, compose_glossary, compose_index
from reportgen.layout.sheets import compose_sheets
from reportgen.layout.words import load_words

__all__ = [
    "compose_contents",
    "compose_folios",
    "compose_glossary",
    "compose_index",
    "compose_sheets",
    "load_words",
]
