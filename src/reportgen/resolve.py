"""Book to Book in its final words: numbers worded from facts, references turned into links."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from reportgen.model.book import Book, BookChapter, BookSection, Exhibit, Pair, Row
from reportgen.model.both import Both, Language
from reportgen.model.edition import Edition
from reportgen.model.facts import Fact, Facts
from reportgen.model.outline import Outline
from reportgen.model.text import Inline, Inlines, Link, Number, Reference, Text
from reportgen.model.trees import leaves, map_leaves, map_texts, texts, walk
from reportgen.nearest import nearest
from reportgen.numerals import FactFault, format_period, hedge_around, word_fact
from reportgen.problems import Problems

NO_BREAK = "\u00a0"  # 图 and its number stay on one line
_PERIOD = ("period", "期间")
_EDITION = ("edition", "版次")
_UNITS = ("万", "亿")
_INNER_QUOTES = str.maketrans("“”", "‘’")
_FOLLOWING_UNIT = re.compile(r"\s*[多余]?\s*([万亿])")


def resolve(book: Book, edition: Edition, facts: Facts, outline: Outline, problems: Problems) -> Book:
    """The book with no Number and no Reference left.

    Fails:  problem resolve-fact-unknown, resolve-anchor-unknown, resolve-unit-missing, resolve-unit-loose and the
            fact-* faults of wording a number.
    """
    return Book(chapters=tuple(_Resolver(edition, facts, outline, problems).chapter(c) for c in book.chapters))


def list_quoted(book: Book) -> Mapping[str, frozenset[str]]:
    """The names of the facts that each chapter of a book quotes, which is not yet in its final words."""
    return {chapter.entry.id: frozenset(_quoted(chapter)) for chapter in book.chapters}


def _quoted(chapter: BookChapter) -> Iterator[str]:
    for row in (row for section in chapter.sections for row in section.rows):
        if isinstance(row, Exhibit):
            runs = [row.caption.zh, row.caption.en, row.takeaway.zh, row.takeaway.en]
        else:
            runs = [run for block in walk((*row.blocks.zh, *row.blocks.en)) for run in texts(block)]
        yield from (node.name for run in runs for node in leaves(run) if isinstance(node, Number))


class _Resolver:
    def __init__(self, edition: Edition, facts: Facts, outline: Outline, problems: Problems) -> None:
        self.edition, self.facts, self.outline, self.problems = edition, facts, outline, problems

    def chapter(self, chapter: BookChapter) -> BookChapter:
        return replace(chapter, sections=tuple(self.section(s) for s in chapter.sections))

    def section(self, section: BookSection) -> BookSection:
        return replace(section, rows=tuple(self.row(r) for r in section.rows))

    def row(self, row: Row) -> Row:
        if isinstance(row, Exhibit):
            return replace(row, caption=self.both(row.caption), takeaway=self.both(row.takeaway))
        return Pair(
            blocks=Both(
                zh=tuple(map_texts(b, lambda inlines: self.inlines(inlines, "zh")) for b in row.blocks.zh),
                en=tuple(map_texts(b, lambda inlines: self.inlines(inlines, "en")) for b in row.blocks.en),
            )
        )

    def both(self, inlines: Both[Inlines]) -> Both[Inlines]:
        return Both(zh=self.inlines(inlines.zh, "zh"), en=self.inlines(inlines.en, "en"))

    def inlines(self, inlines: Inlines, language: Language) -> Inlines:
        return map_leaves(inlines, lambda node: self.leaf(node, language))

    def leaf(self, node: Inline, language: Language) -> Inline:
        match node:
            case Number():
                return Text(self.number(node, language))
            case Reference(anchor, _):
                return self.reference(node, anchor, language)
            case _:
                return node

    def number(self, node: Number, language: Language) -> str:
        if node.form == "=" and node.name:
            return node.name
        if node.name in (*_PERIOD, *_EDITION):
            period, year = format_period(self.edition.period, language), str(self.edition.year)
            if node.form:
                self.problems.error(node.place, "fact-form-unknown", fact=node.name, found=node.form, value=year)
            return period if node.name in _PERIOD else year
        fact = self.facts.named.get(node.name)
        if fact is None:
            close = nearest(node.name, self.facts.named)
            self.problems.error(node.place, "resolve-fact-unknown", found=node.name or node.form, nearest=close)
            return ""
        self.check_unit(node, fact)
        worded = word_fact(fact, node.form, hedge_around(node.before, node.after, language), language)
        if isinstance(worded, FactFault):
            self.problems.error(node.place, worded.code, **worded.values)
            return ""
        return worded

    def check_unit(self, node: Number, fact: Fact) -> None:
        """Nothing; 万 or 亿 stands behind a number in just that unit. In a cell of its own the table's head may."""
        unit = node.form if node.form in _UNITS else ""
        found = _FOLLOWING_UNIT.match(node.after)
        following = found[1] if found else ""
        if unit and following != unit and (node.before + node.after).strip():
            self.problems.error(node.place, "resolve-unit-missing", fact=node.name, found=unit)
        elif following and following != unit and not fact.unit.startswith(following):
            self.problems.error(node.place, "resolve-unit-loose", fact=node.name, found=following)

    def reference(self, node: Reference, anchor: str, language: Language) -> Inline:
        entry = self.outline.at.get(anchor)
        if entry is None:
            close = nearest(anchor, self.outline.at)
            self.problems.error(node.place, "resolve-anchor-unknown", found=anchor, nearest=close)
            return Text("")
        number, title = entry.number.of(language), entry.title.of(language)
        if number and not entry.level:
            return Link(f"#{anchor}", (Text(number.replace(" ", NO_BREAK)),), node.place)
        spaced = f"{number}{'' if number.endswith(('、', '）')) else ' '}{title}".lstrip()
        return Link(f"#{anchor}", (Text(f"“{spaced.translate(_INNER_QUOTES)}”"),), node.place)
