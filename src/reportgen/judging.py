"""Templates and style sheets judged as far as that goes without pressing."""

from collections.abc import Mapping

from reportgen.build import Prepared, compose, list_composers, list_names
from reportgen.composing import composed
from reportgen.layout import compose_folios
from reportgen.model.both import BookKind
from reportgen.model.exhibits import Exhibits
from reportgen.model.sheets import PageLabel, Sheet
from reportgen.press import check_styles_of
from reportgen.problems import Problems
from reportgen.workers import Workers


def judge_layouts(prepared: Prepared, drawn: Mapping[BookKind, Exhibits], workers: Workers, problems: Problems) -> None:
    """Nothing; the books are composed, with folios that are not theirs, and their style sheets are read.

    Fails:  as `composed` and `check_styles_of`.
    """
    sheets: list[Sheet] = []
    edition = prepared.edition
    for kind, exhibits in drawn.items():
        sheets += compose(prepared, exhibits, kind, workers, problems)[0]
        index = list_names(prepared, exhibits, kind, problems)
        tiles = (tile for names in index for letter in names.letters for name in letter.items for tile in name.tiles)
        folios = dict.fromkeys((*(entry.anchor for entry in prepared.outline.entries), *tiles), "1")
        sheets += [make(folios) for make in list_composers(prepared, index, kind, workers, problems).values()]
        labels = [PageLabel(chapter=chapter.id, folio="1") for chapter in edition.chapters[:1]]
        sheets.append(composed(workers, problems, compose_folios, edition, labels, [False] * len(labels), kind))
    composed(workers, problems, check_styles_of, sheets, edition.root, prepared.fonts)
