"""Script to Book: the Chinese and the English half of each section, paired heading by heading and block by block."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from reportgen.model.book import Book, BookChapter, BookSection, Exhibit, Pair, Row
from reportgen.model.both import Both, Language
from reportgen.model.edition import Edition
from reportgen.model.text import Block, ChapterText, ExhibitCall, Script, Section
from reportgen.problems import Place, Problems


def pair_languages(edition: Edition, script: Script, problems: Problems) -> Book:
    """The book with both languages side by side, chapters without text included.

    Fails:  problem align-missing, align-ids-differ, align-exhibits-differ;
            warns align-blocks-differ.
    """
    texts = {pair.zh.entry.id: pair for pair in script.chapters}
    chapters = []
    for entry in edition.chapters:
        text = texts.get(entry.id)
        chapters.append(
            BookChapter(
                entry=entry,
                kicker=text.map(lambda t: t.kicker) if text else Both(zh="", en=""),
                short=text.map(lambda t: t.short) if text else Both(zh="", en=""),
                sections=tuple(_sections(text, problems)) if text else (),
                said=(*text.zh.said, *text.en.said) if text else (),
            )
        )
    return Book(chapters=tuple(chapters))


def _sections(text: Both[ChapterText], problems: Problems) -> Iterator[BookSection]:
    zh, en = text.zh.sections, text.en.sections
    levels = [[s.level if not s.only else f"{name}{s.level}" for s in half] for name, half in (("zh", zh), ("en", en))]
    matcher = SequenceMatcher(None, levels[0], levels[1], autojunk=False)
    for _, a, b, c, d in matcher.get_opcodes():
        for left, right in zip_longest(zh[a:b], en[c:d]):
            if left and right and not left.only and not right.only and left.level == right.level:
                yield _pair(left, right, problems)
                continue
            for section, language, other in ((left, "zh", text.en.place), (right, "en", text.zh.place)):
                if section is None:
                    continue
                if not section.only:
                    problems.error(section.place, "align-missing", found=section.title, other=str(other.file))
                yield _single(section, language)


def _pair(zh: Section, en: Section, problems: Problems) -> BookSection:
    if zh.id != en.id:
        problems.error(en.place, "align-ids-differ", found=en.id, expected=zh.id)
    return BookSection(
        id=zh.id,
        level=zh.level,
        title=Both(zh=zh.title, en=en.title),
        rows=tuple(_rows(zh, en, problems)),
        place=Both(zh=zh.place, en=en.place),
    )


def _single(section: Section, language: str) -> BookSection:
    only: Language = "zh" if language == "zh" else "en"
    empty: tuple[Block, ...] = ()
    pairs = (Both(zh=(b,), en=empty) if only == "zh" else Both(zh=empty, en=(b,)) for b in section.blocks)
    return BookSection(
        id=section.id,
        level=section.level,
        title=Both(zh=section.title, en=section.title),
        rows=tuple(Pair(blocks=p) for p in pairs),
        place=Both(zh=section.place, en=section.place),
        only=only,
    )


def _rows(zh: Section, en: Section, problems: Problems) -> Iterator[Row]:
    left, right = _stretches(zh.blocks), _stretches(en.blocks)
    calls = Both(zh=[call for _, call in left if call], en=[call for _, call in right if call])
    if [(c.kind, c.id) for c in calls.zh] != [(c.kind, c.id) for c in calls.en]:
        _report_calls(calls, en.place, problems)
        return
    for (some, call), (other, twin) in zip(left, right, strict=True):
        yield from _stretch(some, other, zh.place, problems)
        if call and twin:
            anchor = f"{call.kind}-{call.id}" if call.kind in ("landscape", "map") else call.id
            yield Exhibit(
                kind=call.kind,
                id=call.id,
                anchor=anchor,
                caption=Both(zh=call.caption, en=twin.caption),
                takeaway=Both(zh=call.takeaway, en=twin.takeaway),
                place=Both(zh=call.place, en=twin.place),
            )


def _stretches(blocks: Sequence[Block]) -> list[tuple[list[Block], ExhibitCall | None]]:
    """The blocks cut at each exhibit: (blocks before it, the exhibit); the last has no exhibit."""
    out: list[tuple[list[Block], ExhibitCall | None]] = [([], None)]
    for block in blocks:
        if isinstance(block, ExhibitCall):
            out[-1] = (out[-1][0], block)
            out.append(([], None))
        else:
            out[-1][0].append(block)
    return out


def _stretch(zh: Sequence[Block], en: Sequence[Block], place: Place, problems: Problems) -> Iterator[Row]:
    if len(zh) != len(en):
        at = zh[0].place if zh else place
        problems.warn(at, "align-blocks-differ", zh=len(zh), en=len(en))
        yield Pair(blocks=Both(zh=tuple(zh), en=tuple(en)))
        return
    for left, right in zip(zh, en, strict=True):
        yield Pair(blocks=Both(zh=(left,), en=(right,)))


def _report_calls(calls: Both[list[ExhibitCall]], place: Place, problems: Problems) -> None:
    for some, other in ((calls.zh, calls.en), (calls.en, calls.zh)):
        known = {(c.kind, c.id) for c in other}
        for call in some:
            if (call.kind, call.id) not in known:
                problems.error(call.place, "align-exhibits-differ", found=f"{call.kind}:{call.id}")
                return
    problems.error(calls.en[0].place if calls.en else place, "align-exhibits-differ", found=f"{calls.en[0].id}")
