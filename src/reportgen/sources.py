"""A project's inputs beside the text: read once for its three books, and for as long as none of them changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.content import load_declarations
from reportgen.data import load_fact_declarations, load_tables
from reportgen.edition import load_edition
from reportgen.facts import check_published, state_facts
from reportgen.fonts import find_fonts
from reportgen.layout import load_words
from reportgen.model.edition import Edition
from reportgen.model.exhibits import Declaration
from reportgen.model.facts import Facts
from reportgen.model.fonts import Fonts
from reportgen.model.tables import Tables
from reportgen.model.words import Words
from reportgen.problems import Problems, ReportError


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What a report is made from, its text aside."""

    edition: Edition
    words: Words
    declarations: Sequence[Declaration]
    tables: Tables
    facts: Facts
    fonts: Fonts


def read_sources(root: Path, problems: Problems) -> Sources:
    """The sources in `root`, with their errors in `problems`.

    Fails:  ReportError, where there is no edition.
    """
    edition = load_edition(root, problems)
    words = load_words(root, problems)
    declarations = load_declarations(root, problems)
    tables = load_tables(root, problems)
    facts = state_facts(tables, load_fact_declarations(root, problems), problems)
    check_published(tables, facts, problems)
    fonts = find_fonts(root, problems)
    if edition is None:
        raise ReportError(problems.found)
    return Sources(edition=edition, words=words, declarations=declarations, tables=tables, facts=facts, fonts=fonts)
