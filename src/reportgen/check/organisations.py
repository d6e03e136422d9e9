"""Organisations that the data hold under two ids."""

import re

from reportgen.model.tables import Tables
from reportgen.nearest import fold
from reportgen.problems import Place, Problems

_NAMES = ("name_zh", "name_en", "short_zh", "short_en")


def check_organisations(tables: Tables, problems: Problems) -> None:
    """No two organisations share a name, full or short, in either language; case, width, spaces and points aside.

    Why:    one that stands twice is counted twice, and the index lists it twice.
    Warns:  check-organisation-doubled, at the later row.
    Source: data/organisations.csv
    """
    frame, file = tables["organisations"], tables.named["organisations"].file
    columns = list(frame.columns)
    known: dict[str, str] = {}
    for line, id_, *names in frame[["id", *_NAMES]].itertuples(name=None):
        for column, name in zip(_NAMES, names, strict=True):
            other = known.setdefault(re.sub(r"[\W_]", "", fold(name)) or id_, id_)
            if other != id_:
                place = Place(file, line, columns.index(column) + 1)
                problems.warn(place, "check-organisation-doubled", found=name, other=other)
                break
