"""The typed tables. The one place of the floor that knows pandas."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from reportgen.model.both import Both
from reportgen.model.facts import Provenance
from reportgen.nearest import nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of data/. The index of `frame` is `line`, the CSV line of the row (1 is the header).

    A table of several files (cases) has the column `file` as well. Missing text is "", missing numbers NA. Months and
    dates are text ("2022-06", "2022-06-30"), a list is a tuple of text, a decimal number a Decimal. Columns stand in
    the file's order.
    """

    name: str
    file: Path  # relative to the root; the folder, for a table of several files
    frame: pd.DataFrame
    provenance: Provenance
    hashes: Mapping[str, str]  # file -> sha256 of its bytes
    labels: Mapping[str, Both[str]] = field(default_factory=dict)  # column -> what it is called in print


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """All tables by the names that data/schema.toml gives them."""

    named: Mapping[str, Table]

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.named[name].frame


@dataclass(frozen=True, slots=True)
class Misfit:
    """A column, value or measure that was asked of a table and that it does not have."""

    kind: Literal["column", "value", "measure"]
    column: str  # the column asked for; of a value, the column that lacks it
    found: str
    nearest: str
    at: tuple[int, ...] = ()  # of a value that stands in a list, which of it


def rows_where(frame: pd.DataFrame, where: Mapping[str, object]) -> tuple[pd.DataFrame, tuple[Misfit, ...]]:
    """The rows whose columns hold the value, or one of the values, that `where` asks for; and what it asks in vain.

    Values compare by their text: 2022 and "2022" are the same year. An empty table lacks no value.
    """
    chosen: pd.Series[bool] = pd.Series(True, index=frame.index)
    misfits: list[Misfit] = []
    for column, asked in where.items():
        if column not in frame:
            misfits.append(Misfit("column", column, column, nearest(column, frame.columns)))
            continue
        cells = pd.Series([str(cell) for cell in frame[column]], index=frame.index, dtype="str")
        known = dict.fromkeys(cells)
        listed = asked if isinstance(asked, list | tuple) else None
        wanted = [str(value) for value in ([asked] if listed is None else listed)]
        for i, value in enumerate(wanted if known else []):
            if value not in known:
                at = () if listed is None else (i,)
                misfits.append(Misfit("value", column, value, nearest(value, known), at))
        chosen &= cells.isin(wanted)
    return frame[chosen], tuple(misfits)


def measured(frame: pd.DataFrame, measure: str) -> Decimal | Misfit:
    """What `measure` says of the rows: "count", "distinct:COLUMN" (empty cells aside) or "sum:COLUMN"."""
    kind, _, column = measure.partition(":")
    if kind == "count" and not column:
        return Decimal(len(frame))
    if kind not in ("distinct", "sum"):
        return Misfit("measure", column, measure, nearest(measure, ("count", "distinct:", "sum:")))
    fitting = [name for name in map(str, frame) if kind == "distinct" or is_numeric(frame[name])]
    if column not in fitting:
        return Misfit("column", column, column, nearest(column, fitting))
    cells = frame[column].explode().dropna()
    return (
        Decimal(cells[cells != ""].nunique())
        if kind == "distinct"
        else sum((Decimal(str(cell)) for cell in cells), Decimal(0))
    )


def is_numeric(cells: "pd.Series[Any]") -> bool:
    """Whether a column holds numbers: Int64, or Decimals."""
    return pd.api.types.is_numeric_dtype(cells) or any(isinstance(cell, Decimal) for cell in cells)
