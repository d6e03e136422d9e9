"""Pages anew while a report is edited: what a build prepares stays, and only what an edit reaches is made again.

For a preview, which shows pages beside the text: each `refresh` gives the pages of the chapter that was edited and
names the others that look otherwise now. Contents and index, and the folios on all pages, are a build's.

Nothing is guessed. Each refresh reads the hash of every input. When only texts have changed, all of them are paired,
numbered, worded and checked as in a build; exhibits and sheets are taken over where nothing that goes into them is
another. Any other change makes everything anew. Which pages are stale the keys tell under which a build keeps them.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path

from reportgen.assemble import assemble_chapter
from reportgen.build import Prepared, compose, draw, list_names, set_epoch, word
from reportgen.cache import Cache
from reportgen.composing import composed
from reportgen.exhibits.make import Asked, asked_by
from reportgen.freshness import hash_inputs
from reportgen.inside import check_inside
from reportgen.layout import compose_sheets
from reportgen.model.both import BookKind, Both
from reportgen.model.exhibits import Exhibits
from reportgen.model.outline import Entry, Outline
from reportgen.model.sheets import Sheet
from reportgen.pressing import Press
from reportgen.problems import Place, Problem, Problems, ReportError
from reportgen.sources import Sources, read_sources
from reportgen.workers import Workers

_TEXTS = ("content/zh/", "content/en/")
_NOWHERE = Both(zh=Place(Path()), en=Place(Path()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """A chapter's pages."""

    chapter: str  # id
    pdf: bytes  # by itself, with its fonts and without folios; links to other chapters have the address "xref:ANCHOR"
    count: int
    changed: tuple[int, ...]  # those, from 1, on which something else is drawn than when they were given last


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """What has become of the edition; with errors in the inputs there are no pages, and those given before still stand.

    `problems` are what a build would tell of the inputs, and of pressing those chapters that were pressed.
    """

    changed: tuple[str, ...]  # inputs that are others than at the last refresh without errors
    chapters: tuple[str, ...]  # all that can be pressed, in the order of the book
    pages: tuple[Pages, ...]
    stale: tuple[str, ...]  # chapters whose pages were never given, or would be others now
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """Everything before the press, without errors, and what went into it."""

    inputs: Mapping[str, str]
    sources: Sources
    prepared: Prepared
    asked: Asked
    exhibits: Exhibits
    sheets: Mapping[str, Sheet]  # by chapter; so are the keys
    keys: Mapping[str, str]
    press: Press
    of_sources: Sequence[Problem]
    of_exhibits: Sequence[Problem]
    problems: Sequence[Problem]


class Live:
    """One kind of book of one project, kept warm."""

    def __init__(self, root: Path, kind: BookKind, workers: Workers, cache: Cache) -> None:
        self._root, self._kind, self._workers, self._cache = root, kind, workers, cache
        self._made: _Made | None = None
        self._given: dict[str, tuple[str, Sequence[str]]] = {}  # by chapter: its key, and what is drawn on each page
        self._complaints: dict[str, tuple[str, Sequence[Problem]]] = {}  # likewise, what its press complained about

    def refresh(self, *wanted: str) -> Refreshed:
        """The pages of the chapters `wanted`, and anew those given before whose texts have been edited.

        Fails:  OSError, where the machine is not ready. Errors of the inputs are given, not raised.
        """
        before, problems = self._made, Problems()
        inputs = hash_inputs(self._root)
        changed = _differing(before.inputs if before else {}, inputs)
        if changed or not before:
            try:
                self._made = self._make(inputs, changed, problems)
            except ReportError:
                return self._tell(changed, (), problems.found)
        made = self._made
        assert made
        stems = {Path(name).stem for name in changed if name.startswith(_TEXTS)}
        edited = {chapter.id for chapter in made.sources.edition.chapters if chapter.stem in stems} & self._given.keys()
        pages = [self._press(made, c) for c in made.sheets if c in wanted or (c in edited and c in self._stale())]
        return self._tell(changed, [some for some in pages if some], made.problems)

    def _make(self, inputs: Mapping[str, str], changed: Sequence[str], problems: Problems) -> _Made:
        """Everything before the press.

        Fails:  ReportError; what was found is in `problems`.
        """
        before = self._made if all(name.startswith(_TEXTS) for name in changed) else None
        check_inside(self._root, problems)
        problems.stop()
        with _apart(problems, before.of_sources if before else ()) as of_sources:
            sources = before.sources if before else read_sources(self._root, of_sources)
        set_epoch(sources.edition)
        prepared = word(sources, problems, _silent)
        asked = asked_by(prepared.book, self._kind)
        before = before if before and before.asked == asked else None
        with _apart(problems, before.of_exhibits if before else ()) as of_exhibits:
            if before:
                exhibits, known = before.exhibits, dict(before.sheets)
            else:
                exhibits = draw(prepared, self._kind, self._workers, self._cache, of_exhibits, _silent)
                list_names(prepared, exhibits, self._kind, of_exhibits)
                problems.stop()
                sheets, _ = compose(prepared, exhibits, self._kind, self._workers, of_exhibits)
                known = {sheet.chapter: sheet for sheet in sheets}
        problems.stop()
        if before:
            known |= self._compose_anew(prepared, before, problems)
        problems.stop()
        press = Press(self._root, sources.fonts, self._workers, self._cache)
        return _Made(
            inputs=inputs,
            sources=sources,
            prepared=prepared,
            asked=asked,
            exhibits=exhibits,
            sheets=known,
            keys={chapter: press.key(sheet) for chapter, sheet in known.items()},
            press=press,
            of_sources=of_sources.found,
            of_exhibits=of_exhibits.found,
            problems=problems.found,
        )

    def _compose_anew(self, prepared: Prepared, before: _Made, problems: Problems) -> dict[str, Sheet]:
        """The sheets, by chapter, that may be others than `before`, of the same sources and exhibits."""
        chapters = prepared.book.chapters
        if _unplaced(before.prepared.outline) == _unplaced(prepared.outline):
            known = before.prepared.book.chapters
            chapters = tuple(new for new, old in zip(chapters, known, strict=True) if new != old)
        book, words, kind = replace(prepared.book, chapters=chapters), prepared.words, self._kind
        parts = (prepared.edition, book, prepared.outline, before.exhibits, words, kind)
        made = composed(self._workers, problems, compose_sheets, *parts)
        return {sheet.chapter: sheet for sheet in made}

    def _press(self, made: _Made, chapter: str) -> Pages | None:
        """The chapter's pages; None, where the press met an error."""
        problems, pressed = Problems(), None
        with suppress(ReportError):
            pressed = made.press.chapter(made.sheets[chapter], problems)
        self._complaints[chapter] = made.keys[chapter], problems.found
        if pressed is None:
            return None
        pdf, drawn = assemble_chapter(pressed, made.sources.fonts)
        _, before = self._given.get(chapter, ("", ()))
        self._given[chapter] = made.keys[chapter], drawn
        changed = (n for n, (new, old) in enumerate(zip_longest(drawn, before), 1) if new and new != old)
        return Pages(chapter=chapter, pdf=pdf, count=pressed.pages, changed=tuple(changed))

    def _stale(self) -> tuple[str, ...]:
        keys = self._made.keys if self._made else {}
        return tuple(c for c, key in keys.items() if self._given.get(c, ("", ()))[0] != key)

    def _tell(self, changed: tuple[str, ...], pages: Sequence[Pages], found: Sequence[Problem]) -> Refreshed:
        keys = self._made.keys if self._made else {}
        problems = Problems()
        problems.note(found)
        for chapter, (key, complaints) in self._complaints.items():
            if keys.get(chapter) == key:
                problems.note(complaints)
        return Refreshed(
            changed=changed, chapters=tuple(keys), pages=tuple(pages), stale=self._stale(), problems=problems.found
        )


def _differing(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name)))


def _unplaced(outline: Outline) -> Sequence[Entry]:
    """The outline without where it was written, which moves with every line and is printed nowhere."""
    return [replace(entry, place=_NOWHERE) for entry in outline.entries]


@contextmanager
def _apart(problems: Problems, known: Sequence[Problem]) -> Iterator[Problems]:
    """The problems of one step, `known` or to be found, noted with all others however it ends."""
    own = Problems()
    own.note(known)
    try:
        yield own
    finally:
        problems.note(own.found)


def _silent(stage: str, what: str) -> None:
    """No progress."""
