"""Exhibits that are called but not declared, or declared but called nowhere."""

from collections.abc import Sequence

from reportgen.model.book import Book, Exhibit
from reportgen.model.exhibits import Declaration
from reportgen.nearest import nearest
from reportgen.problems import Problems


def check_calls(book: Book, declarations: Sequence[Declaration], problems: Problems) -> None:
    """Every call has its declaration, and every declaration its call.

    Fails:  problem check-exhibit-undeclared; warns check-exhibit-uncalled.
    """
    declared = {(d.kind, d.id): d for d in declarations}
    called = set()
    for chapter in book.chapters:
        for section in chapter.sections:
            for row in section.rows:
                if not isinstance(row, Exhibit):
                    continue
                called.add((row.kind, row.id))
                if (row.kind, row.id) not in declared:
                    close = nearest(row.id, [d.id for d in declarations if d.kind == row.kind])
                    problems.error(row.place.zh, "check-exhibit-undeclared", kind=row.kind, found=row.id, nearest=close)
    for key, declaration in declared.items():
        if key not in called:
            problems.warn(declaration.place, "check-exhibit-uncalled", kind=declaration.kind, found=declaration.id)
