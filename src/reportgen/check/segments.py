"""The segments of a sector as its chapter's headings tell them."""

from collections.abc import Mapping

from reportgen.model.book import Book, BookSection
from reportgen.model.both import Both, Language
from reportgen.model.tables import Tables
from reportgen.problems import Problems

Segments = Mapping[str, Both[str]]  # anchor, such as "dual-carbon-1", -> name, in the taxonomy's order


def segments_by_sector(tables: Tables) -> dict[str, Segments]:
    """The segments of each sector; sectors by the anchors of their chapters, "dual-carbon".

    Source: data/taxonomy.csv
    """
    found: dict[str, dict[str, Both[str]]] = {}
    frame = tables["taxonomy"]
    for sector, id_, zh, en in zip(
        frame["sector"], frame["segment_id"], frame["segment_zh"], frame["segment_en"], strict=True
    ):
        found.setdefault(_anchor(sector), {})[_anchor(id_)] = Both(zh=zh, en=en)
    return dict(found)


def check_segments(book: Book, tables: Tables, problems: Problems) -> None:
    """A sector whose segments have headings has all of them, named and ordered as in the taxonomy.

    Fails:  problems check-segment-name, check-segment-missing, check-segment-order.
    """
    sections = [section for chapter in book.chapters for section in chapter.sections]
    for segments in segments_by_sector(tables).values():
        written = [section for section in sections if section.id in segments]
        if written:
            _compare(written, segments, problems)


def _compare(written: list[BookSection], segments: Segments, problems: Problems) -> None:
    for section in written:
        languages: tuple[Language, ...] = (section.only,) if section.only else ("zh", "en")
        for language in languages:
            title, name = section.title.of(language), segments[section.id].of(language)
            if title != name:
                problems.error(section.place.of(language), "check-segment-name", found=title, expected=name)
    ids = [section.id for section in written]
    for anchor, missing in segments.items():
        if anchor not in ids:
            problems.error(written[-1].place.zh, "check-segment-missing", found=missing.zh, id=anchor)
    due = [anchor for anchor in segments if anchor in ids]
    for section, expected in zip(written, due, strict=False):
        if section.id != expected:
            problems.error(
                section.place.zh, "check-segment-order", found=section.title.zh, expected=segments[expected].zh
            )
            return


def _anchor(id_: str) -> str:
    return id_.replace("_", "-")
