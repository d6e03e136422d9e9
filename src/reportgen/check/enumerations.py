"""Numbers before an enumeration: "六大场景：…", "10 个领域：…", "in three steps: …", also before a list."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from reportgen.check.counting import counts_en, counts_zh
from reportgen.check.segments import Segments, segments_by_sector
from reportgen.check.texts import row_texts
from reportgen.model.book import Book, BookSection, Pair
from reportgen.model.both import Language
from reportgen.model.tables import Tables
from reportgen.model.text import Block, Callout, ListBlock, Paragraph, Quotation, plain_text
from reportgen.problems import Place, Problems

_ZH = {
    "两": 2,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "十一": 11,
    "十二": 12,
}
_EN = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_EN |= {"eleven": 11, "twelve": 12}  # one is left out: "one thing: …" goes on as it likes
_DIGITS = r"(?<![\d.,])[1-9]\d?"
_ONE_ZH = "〇一二两三四五六七八九十百"
_SAID_ZH = re.compile(
    rf"(?<![{_ONE_ZH}第这那其上前后每另余几])(?P<number>{'|'.join(sorted(_ZH, key=len, reverse=True))}|{_DIGITS})\s?"
    rf"(?P<noun>(?:[个大类种条组步项点层块件对句股]|方面|环节)[^的，。；：、！？（）“”\s{_ONE_ZH}]{{0,8}})：(?P<rest>.*)",
    re.DOTALL,
)
_SAID_EN = re.compile(
    rf"(?<![\w-])(?P<number>{'|'.join(_EN)}|{_DIGITS})"
    rf"(?P<noun>(?: (?!(?:of|one|{'|'.join(_EN)})\b)[\w’'-]+){{1,5}}):(?P<rest>.*)",
    re.DOTALL | re.IGNORECASE,
)
_KNOWN_EN = frozenset({"all", "the", "these", "those", "other", "last", "first", "next", "our", "its", "their", "same"})
_KNOWN_EN |= {"figure", "table", "landscape"}  # Table 4
_LANGUAGES: tuple[Language, ...] = ("zh", "en")
_SEGMENTS = {"zh": re.compile("领域$"), "en": re.compile("segments$")}


def check_enumerations(book: Book, tables: Tables, problems: Problems) -> None:
    """The number before an enumeration is true, and a sector's segments have the taxonomy's names.

    Takes:  the book in its final words, so that numbers from data are held to it, too.

    Warns:  check-enumeration-count, where the items can be counted surely; check-enumeration-segment.
    """
    sectors = segments_by_sector(tables) if tables.named else {}  # what is wrong with data/schema.toml is known
    for chapter in book.chapters:
        for section in chapter.sections:
            _check_lists(section, problems)
            for row in section.rows:
                for language, text, place in row_texts(row):
                    _check_sentence(text, place, language, sectors.get(chapter.entry.id, {}), problems)


def _check_sentence(text: str, place: Place, language: Language, segments: Segments, problems: Problems) -> None:
    for said in _sayings(text, language):
        number, rest = _number(said, language), said["rest"].strip()
        counts = counts_zh(rest) if language == "zh" else counts_en(rest)
        unnamed = _unnamed(rest, language, segments)
        if counts and number not in counts:
            _warn(said, counts[0], place, problems)
        elif not _SEGMENTS[language].search(said["noun"]) or not counts:
            continue
        elif unnamed and number == len(segments):
            problems.warn(place, "check-enumeration-segment", expected=unnamed)
        elif segments and not unnamed and number != len(segments):
            _warn(said, len(segments), place, problems)


def _unnamed(text: str, language: Language, segments: Segments) -> str:
    """The first segment of the sector that is not named in its turn; "" where all are."""
    folded, at = _folded(text), 0
    for segment in segments.values():
        name = segment.of(language)
        found = folded.find(_folded(name), at)
        if found < 0:
            return name
        at = found + len(_folded(name))
    return ""


def _folded(text: str) -> str:
    """Without what names lose in a sentence: "Retail & e-commerce" is "retail and e-commerce" there."""
    return text.casefold().replace("&", "and").replace(",", "")


def _check_lists(section: BookSection, problems: Problems) -> None:
    for language in _LANGUAGES:
        blocks = [b for row in section.rows if isinstance(row, Pair) for b in row.blocks.of(language)]
        for block, after in _followed(blocks):
            if isinstance(block, Paragraph) and isinstance(after, ListBlock):
                for said in _sayings(plain_text(block.inlines), language):
                    if not said["rest"].strip() and _number(said, language) != len(after.items):
                        _warn(said, len(after.items), block.place, problems)


def _followed(blocks: Sequence[Block]) -> Iterator[tuple[Block, Block | None]]:
    """Each block with the one after it, if any, also within others."""
    for block, after in zip_longest(blocks, blocks[1:]):
        yield block, after
        match block:
            case ListBlock(items, _, _):
                for item in items:
                    yield from _followed(item)
            case Quotation(inside, _, _) | Callout(_, _, inside, _):
                yield from _followed(inside)


def _sayings(text: str, language: Language) -> Iterator[re.Match[str]]:
    """Where `text` tells the number of what follows a colon."""
    pattern, at = _SAID_ZH if language == "zh" else _SAID_EN, 0
    while said := pattern.search(text, at):
        before = text[: said.start()].split()
        if language == "zh" or not before or before[-1].casefold() not in _KNOWN_EN:
            yield said
        at = said.start("rest")


def _number(said: re.Match[str], language: Language) -> int:
    number = said["number"].casefold()
    return int(number) if number.isdigit() else (_ZH if language == "zh" else _EN)[number]


def _warn(said: re.Match[str], found: int, place: Place, problems: Problems) -> None:
    problems.warn(place, "check-enumeration-count", said=said["number"] + said["noun"], found=found)
