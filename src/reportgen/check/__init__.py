"""What reads well but misleads the reader; one rule a file."""

from collections.abc import Sequence

from reportgen.check.calls import check_calls
from reportgen.check.headings import check_headings
from reportgen.check.release import check_release
from reportgen.check.unbound import check_unbound_numbers
from reportgen.model.book import Book
from reportgen.model.exhibits import Declaration
from reportgen.problems import Problems

__all__ = ["check_release", "run_checks"]


def run_checks(book: Book, declarations: Sequence[Declaration], problems: Problems) -> None:
    """Every rule over the paired book, before its numbers are worded.

    Fails:  problem check-exhibit-undeclared; warns check-exhibit-uncalled, check-heading-long, check-number-unbound.
    """
    check_calls(book, declarations, problems)
    check_headings(book, problems)
    check_unbound_numbers(book, problems)
