"""A sector in numbers."""

from dataclasses import dataclass

from reportgen.model.both import Both


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedCount:
    """A published figure as it stands beside a mark."""

    value: float
    word: Both[str]  # the hedge before the digits, such as 约 and c.; "" has none
    digits: Both[str]  # with the + of what is over


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorNumbers:
    """What is known of a sector; a count of 0 where there is no data."""

    sector: str
    name: Both[str]
    cases: PublishedCount | None  # None where none is published
    segments: int
    scenarios: int
    organisations: int  # on its landscapes
