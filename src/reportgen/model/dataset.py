"""The values behind an exhibit, to be handed on as a file."""

from dataclasses import dataclass
from typing import TypeAlias

from reportgen.model.both import Both

Value: TypeAlias = str | int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """One row a mark, a row of cells or a placement, as exact as the data is."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    unit: Both[str]  # of the values: 案例数 / cases; "" where they differ or are words
