"""Sample data in a book that is meant to be published."""

from reportgen.model.book import Book, Exhibit
from reportgen.model.exhibits import Chart, DataTable, Exhibits
from reportgen.model.facts import Provenance
from reportgen.problems import Problems


def check_release(book: Book, exhibits: Exhibits, problems: Problems) -> None:
    """A released book shows no sample data.

    Fails:  problem check-release-sample, at each call of an exhibit drawn from a sample.
    """
    drawn: dict[str, Chart | DataTable] = {**exhibits.charts, **exhibits.tables}
    for chapter in book.chapters:
        for section in chapter.sections:
            for row in section.rows:
                if isinstance(row, Exhibit) and row.kind in ("chart", "timeline", "table"):
                    made = drawn.get(row.id)
                    if made and made.provenance is Provenance.SAMPLE:
                        problems.error(row.place.zh, "check-release-sample", found=row.id)
