"""What charts and tables have in common: a declaration's keys, chosen rows, names of ids, provenance."""

from collections.abc import Mapping

import pandas as pd

from reportgen.model.both import Both
from reportgen.model.exhibits import Declaration
from reportgen.model.facts import Provenance
from reportgen.model.tables import Misfit, Table, Tables, rows_where
from reportgen.nearest import nearest
from reportgen.problems import Problems
from reportgen.toml_source import KeyReader, TomlSource

NO_WORDS = Both(zh="", en="")


def read_keys(declaration: Declaration, problems: Problems) -> KeyReader:
    """The reader of a declaration's keys."""
    return KeyReader(TomlSource(declaration.keys, declaration.places, declaration.place), problems)


# ---- rows


def declared_table(read: KeyReader, tables: Tables) -> Table | None:
    """The table that the key `table` names; None where there is none of that name.

    Fails:  problem toml-key-missing, toml-key-value, exhibit-table-unknown.
    """
    name = read.need(str, "table")
    if name is None or name in tables.named:
        return tables.named.get(name or "")
    read.note("exhibit-table-unknown", "table", found=name, nearest=nearest(name, tables.named))
    return None


def chosen_rows(frame: pd.DataFrame, where: Mapping[str, object], read: KeyReader) -> pd.DataFrame | None:
    """The rows that hold each column's value, or one of its values; None where that cannot be or leaves no row.

    Fails:  problem exhibit-column-unknown, exhibit-value-unknown, exhibit-rows-none.
    """
    rows, misfits = rows_where(frame, where)
    for misfit in misfits:
        note_misfit(read, misfit, "where", misfit.column, *misfit.at)
    if misfits:
        return None
    if rows.empty:
        read.note("exhibit-rows-none", "where")
        return None
    return rows


def note_misfit(read: KeyReader, misfit: Misfit, *at: str | int) -> None:
    """Nothing; the problem of a column, value or measure that the key asks for in vain is noted at the key.

    Fails:  problem exhibit-column-unknown, exhibit-value-unknown, exhibit-measure-unknown.
    """
    codes = {
        "column": "exhibit-column-unknown",
        "value": "exhibit-value-unknown",
        "measure": "exhibit-measure-unknown",
    }
    read.note(codes[misfit.kind], *at, column=misfit.column, found=misfit.found, nearest=misfit.nearest)


# ---- names and provenance


def names_of(tables: Tables, kind: str) -> dict[str, Both[str]]:
    """The names of all ids of a kind, in the table's order.

    Takes:  segment_id or scenario_id, named in taxonomy; or a kind of names: sector, industry, country, stage, …
    Gives:  an empty half is filled with the other one.
    """
    if kind in ("segment_id", "scenario_id"):
        stem = kind.removesuffix("_id")
        rows = tables["taxonomy"][[kind, f"{stem}_zh", f"{stem}_en"]]
    else:
        names = tables["names"]
        rows = names.loc[names["kind"] == kind, ["id", "zh", "en"]]
    return {id_: Both(zh=zh or en, en=en or zh) for id_, zh, en in rows.itertuples(index=False, name=None) if id_}


def name_of(tables: Tables, kind: str, id_: str) -> Both[str]:
    """The name of one id of a kind; the id itself where it has none."""
    return names_of(tables, kind).get(id_, Both(zh=id_, en=id_))


def provenance_of(tables: Tables, *names: str) -> Provenance:
    """The weakest claim that holds for all the tables named."""
    order = list(Provenance)
    return min((tables.named[name].provenance for name in names), key=order.index)
