"""Numbers, anchors and list entries: the one owner of every number that is printed more than once."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import dropwhile
from typing import Literal, TypeAlias

from reportgen.model.both import Both, Language
from reportgen.model.edition import Edition, Part
from reportgen.problems import Place

EntryKind: TypeAlias = Literal["section", "figure", "table", "landscape"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A heading or an exhibit that can be listed, cited and linked."""

    anchor: str
    kind: EntryKind
    level: int  # depth of a section; 0 for an exhibit
    number: Both[str]  # "（三）" / "(C)", "图 3" / "Figure 3"; "" where unnumbered
    title: Both[str]
    chapter: str  # id of the chapter it stands in
    place: Both[Place]
    only: Language | None = None  # the one language of a section without another half


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """All entries in reading order; `at` finds one by its anchor."""

    entries: tuple[Entry, ...]
    at: Mapping[str, Entry]

    def listed(self, edition: Edition) -> tuple[Entry, ...]:
        """What the contents list: numbered headings down to the edition's depth, and all titles behind the contents."""
        following = {c.id for c in dropwhile(lambda c: c.part is not Part.CONTENTS, edition.chapters)}
        return tuple(
            entry
            for entry in self.entries
            if entry.kind == "section"
            and entry.level <= edition.contents_depth
            and (entry.number.zh or (entry.level == 1 and entry.chapter in following))
        )
