"""A finished PDF as the rules see it, and how they tell what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from reportgen.audit.setting import SetLine, read_setting
from reportgen.audit.told import Source, Told
from reportgen.audit.view import Box, Mark, Page, Picture
from reportgen.problems import Place, Problems

MM_PER_PT = 25.4 / 72
ABOVE_PT = 4.0  # text begins so far below its own upper edge at most
BESIDE_PT = 6.0  # and what is in its column so far left of it


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A PDF."""

    file: Path
    pages: tuple[Page, ...]
    marks: tuple[Mark, ...]
    fonts: Mapping[str, bool]  # name without the tag of a subset -> whether it is embedded
    title: str
    language: str
    mute: tuple[Picture, ...]
    ids: tuple[tuple[str, int], ...]  # of tagged elements, with their page
    labelled: bool
    told: Told | None  # None without a manifest

    @cached_property
    def setting(self) -> tuple[SetLine, ...]:
        """The lines of Chinese."""
        return read_setting(self.pages)

    def warn(self, problems: Problems, code: str, page: int = 1, box: Box | None = None, **values: object) -> None:
        """Tell what is wrong on a page, with the box of it and the line of text that it comes from."""
        spot, shown = self.pages[page - 1], ""
        if box is not None:
            sides = (box.left, spot.height - box.top, box.right, spot.height - box.bottom)
            shown = " ".join(f"{side * MM_PER_PT:.0f}" for side in sides)
        values |= {"source": self._source(spot, box), "box": shown or "–"}
        problems.warn(Place(self.file, page), code, **values)

    def _source(self, page: Page, box: Box | None) -> str:
        """The nearest text at or before a box that begins in its column, without one the page's first.

        Without a manifest the chapter's name.
        """
        here = self._sources.get(page.number, ())
        if box is None:
            nearest = max(here, key=lambda s: (s.y, -s.x), default=None)
        else:
            before = [s for s in here if s.y > box.top - ABOVE_PT and s.x < box.left + BESIDE_PT]
            nearest = min(before, key=lambda s: (s.y, -s.x), default=None)
        nearest = nearest or self._last_source(page)
        return f"{nearest.file}:{nearest.line}" if nearest else page.chapter

    @cached_property
    def _sources(self) -> Mapping[int, Sequence[Source]]:
        found: dict[int, list[Source]] = {}
        for source in self.told.sources if self.told else ():
            found.setdefault(source.page, []).append(source)
        return found

    def _last_source(self, page: Page) -> Source | None:
        """The last text of the same chapter that begins on a page before."""
        for number in range(page.number - 1, 0, -1):
            if self.pages[number - 1].part != page.part:
                return None
            if number in self._sources:
                return min(self._sources[number], key=lambda s: (s.y, s.x))
        return None
