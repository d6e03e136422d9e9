"""Sheets to pressed chapters in the workers; a chapter of which nothing has changed is taken from the cache.

Why a chapter that was complained about is not kept: the complaint belongs to every build.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from reportgen.cache import Cache, key_of
from reportgen.kept import hash_surroundings, key_of_sheet, pack, unpack
from reportgen.model.fonts import Fonts
from reportgen.model.sheets import PressedChapter, Sheet
from reportgen.press import press_chapter, press_overlay
from reportgen.problems import Problem, Problems
from reportgen.workers import Failure, Tell, Why, Workers

_CODES = {
    Why.LATE: "press-late",
    Why.MEMORY: "press-memory",
    Why.KILLED: "press-killed",
    Why.CRASH: "press-crash",
}


@dataclass(frozen=True, slots=True)
class _Job:
    sheet: Sheet
    root: Path
    fonts: Fonts


class Press:
    """Presses the sheets of one project."""

    def __init__(self, root: Path, fonts: Fonts, workers: Workers, cache: Cache) -> None:
        self._root, self._fonts, self._workers, self._cache = root, fonts, workers, cache
        self._surroundings = hash_surroundings(root, fonts)
        self.keys: dict[str, str] = {}  # of all that was pressed, by chapter

    def key(self, sheet: Sheet) -> str:
        """What a sheet's pages are kept under: another one where they may look otherwise."""
        return key_of_sheet(sheet, self._surroundings)

    def chapters(
        self, sheets: Sequence[Sheet], problems: Problems, progress: Callable[[str], None] = lambda done: None
    ) -> dict[str, PressedChapter]:
        """The chapters by their ids, in the order of `sheets`.

        Takes:  `progress`, which hears of each: "trends 3/26  −0:40", with the time that is likely to be left.
        Fails:  what the engine complains about; problem press-late, press-memory, press-killed, press-crash. Such a
                chapter is left out; after one that is late no other is begun.
        """
        keys = [self.key(sheet) for sheet in sheets]
        self.keys |= {sheet.chapter: key for sheet, key in zip(sheets, keys, strict=True)}
        kept = (self._cache.get(key) for key in keys)
        done: dict[int, PressedChapter] = {i: unpack(data) for i, data in enumerate(kept) if data is not None}
        # The longest first, so that none is left over to the last.
        wanting = sorted(set(range(len(sheets))) - set(done), key=lambda i: (-len(sheets[i].html), i))
        found: dict[int, Sequence[Problem] | Failure] = {}
        jobs = [_Job(sheets[i], self._root, self._fonts) for i in wanting]
        began, left = monotonic(), sum(len(sheets[i].html) for i in wanting)
        whole = left
        for n, result in self._workers.run(_press, jobs):
            i = wanting[n]
            if isinstance(result, Failure):
                found[i] = result
            else:
                done[i], found[i] = result
                if not found[i] and self._is_current():
                    self._cache.put(keys[i], pack(done[i]))
            left -= len(sheets[i].html)
            seconds = (monotonic() - began) * left / (whole - left)
            progress(f"{sheets[i].chapter} {len(done)}/{len(sheets)}  {_countdown(seconds)}".rstrip())
            if isinstance(result, Failure) and result.why is Why.LATE:
                break  # what hangs one chapter is mostly a style that they share: each would take its time
        for i in sorted(found):  # in the order of the book, whoever was ready first
            self._note(sheets[i], found[i], problems)
        return {sheets[i].chapter: done[i] for i in sorted(done)}

    def chapter(self, sheet: Sheet, problems: Problems) -> PressedChapter:
        """One chapter.

        Fails:  ReportError, as `chapters`.
        """
        pressed = self.chapters((sheet,), problems)
        problems.stop()
        return pressed[sheet.chapter]

    def overlay(self, sheet: Sheet, problems: Problems) -> bytes:
        """Pages to be drawn over others.

        Fails:  ReportError, as `chapters`.
        """
        key = key_of("overlay", self.key(sheet))
        kept = self._cache.get(key)
        if kept is not None:
            return kept
        ((_, result),) = self._workers.run(_press_overlay, (_Job(sheet, self._root, self._fonts),))
        self._note(sheet, result if isinstance(result, Failure) else result[1], problems)
        problems.stop()
        assert not isinstance(result, Failure)
        if not result[1] and self._is_current():
            self._cache.put(key, result[0])
        return result[0]

    def _is_current(self) -> bool:
        """Whether no style or picture was edited meanwhile: pages made of it must not be kept under what it was."""
        return hash_surroundings(self._root, self._fonts) == self._surroundings

    def _note(self, sheet: Sheet, found: Sequence[Problem] | Failure, problems: Problems) -> None:
        if isinstance(found, Failure):
            values = found.values(self._workers.limits)
            problems.error(sheet.place, _CODES[found.why], chapter=sheet.chapter, **values)
        else:
            problems.note(found)


def _countdown(seconds: float) -> str:
    """What is left, as players of music show it: "−2:05"."""
    minutes, rest = divmod(round(seconds), 60)
    return f"−{minutes}:{rest:02}" if minutes or rest else ""


def _press(job: _Job, tell: Tell) -> tuple[PressedChapter, Sequence[Problem]]:
    tell(job.sheet.chapter)
    problems = Problems()
    pressed = press_chapter(job.sheet, job.root, job.fonts, problems, lambda: tell(job.sheet.chapter))
    return pressed, problems.found


def _press_overlay(job: _Job, tell: Tell) -> tuple[bytes, Sequence[Problem]]:
    problems = Problems()
    return press_overlay(job.sheet, job.root, job.fonts, problems), problems.found
