"""The rows behind a landscape."""

from collections.abc import Iterable

import pandas as pd

from reportgen.exhibits.landscape.placements import Placement
from reportgen.model.both import Both
from reportgen.model.dataset import Dataset
from reportgen.model.tables import Tables

_COLUMNS = (
    *("segment_id", "segment_zh", "segment_en", "organisation", "name_zh", "name_en", "country", "status"),
    *("role", "role_basis", "homepage", "source"),
)


def dataset_of(landscape: str, placements: Iterable[Placement], tables: Tables) -> Dataset:
    """One row a placement in their order; `source` is where the placement was found."""
    organisations = tables["organisations"].set_index("id", drop=False).drop(columns=["source"])
    segments = tables["taxonomy"][["segment_id", "segment_zh", "segment_en"]].drop_duplicates()
    rows = tables["placements"]
    joined = (
        rows[rows["landscape"] == landscape]
        .merge(segments, on="segment_id")
        .merge(organisations, left_on="organisation", right_index=True)
        .set_index(["organisation", "segment_id"], drop=False)
    )
    order = pd.MultiIndex.from_tuples([(p.organisation.id, p.segment_id) for p in placements])
    columns = tuple(column for column in _COLUMNS if column in joined)
    ordered = joined.reindex(order)[list(columns)]
    return Dataset(columns=columns, rows=tuple(ordered.itertuples(index=False, name=None)), unit=Both(zh="", en=""))
