"""What reads well but misleads the reader; one rule a file."""

from collections.abc import Sequence

from reportgen.check.calls import check_calls
from reportgen.check.drafts import check_drafts
from reportgen.check.enumerations import check_enumerations
from reportgen.check.glyphs import check_glyphs
from reportgen.check.headings import check_headings
from reportgen.check.landscapes import check_landscapes
from reportgen.check.names import check_names
from reportgen.check.organisations import check_organisations
from reportgen.check.printed import cells, set_texts
from reportgen.check.release import check_release
from reportgen.check.segments import check_segments
from reportgen.check.terms import check_terms
from reportgen.check.traditional import check_traditional
from reportgen.check.unbound import check_unbound_numbers
from reportgen.model.book import Book
from reportgen.model.edition import Edition
from reportgen.model.exhibits import Declaration
from reportgen.model.fonts import Fonts
from reportgen.model.tables import Tables
from reportgen.model.words import Words
from reportgen.problems import Problems

__all__ = ["check_enumerations", "check_release", "run_checks"]


def run_checks(
    edition: Edition,
    words: Words,
    book: Book,
    declarations: Sequence[Declaration],
    tables: Tables,
    fonts: Fonts,
    problems: Problems,
) -> None:
    """Every rule over the paired book, before its numbers are worded, and over what else is printed.

    Fails:  problem check-exhibit-undeclared, check-glyph-missing, check-segment-name, check-segment-missing,
            check-segment-order; warns check-exhibit-uncalled, check-heading-long, check-number-unbound, check-draft,
            check-traditional, check-landscape-caption, check-landscape-name, check-name-differs,
            check-organisation-doubled, check-term-missing.
    """
    check_calls(book, declarations, problems)
    check_headings(book, problems)
    check_unbound_numbers(book, problems)
    check_drafts(book, problems)
    settings = tuple(set_texts(edition, words, book, declarations))
    check_traditional(book, settings, problems)
    written = ((text, place) for _, text, place in settings)
    check_glyphs(book, (*written, *cells(edition, tables, declarations)), fonts, problems)
    if not tables.named:
        return  # what is wrong with data/schema.toml is known
    check_segments(book, tables, problems)
    check_landscapes(book, tables, problems)
    check_names(book, tables, problems)
    check_organisations(tables, problems)
    check_terms(book, tables, problems)
