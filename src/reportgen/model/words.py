"""Every word that the layouts print and no editor writes: 目录 / Contents, 来源 / Source."""

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.model.both import Both, Said


@dataclass(frozen=True, slots=True)
class Words:
    """The printed words by group and name, from layouts/words.toml."""

    groups: Mapping[str, Mapping[str, Both[str]]]
    said: tuple[Said, ...] = ()  # the same, each half with its place

    def __getitem__(self, group: str) -> Mapping[str, Both[str]]:
        return self.groups[group]
