"""What charts and tables have in common: checked keys of a declaration, chosen rows, names of ids, provenance."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import pandas as pd

from reportgen.model.both import Both
from reportgen.model.exhibits import Declaration
from reportgen.model.facts import Provenance
from reportgen.model.tables import Misfit, Table, Tables, rows_where
from reportgen.nearest import nearest
from reportgen.problems import Place, Problems

NO_WORDS = Both(zh="", en="")
_WRITTEN: Mapping[type, str] = {
    str: '"…"',
    bool: "true",
    int: "30",
    float: "30",
    list: "[ … ]",
    dict: "{ … = … }",
}
_ABSENT = object()
T = TypeVar("T")

# ---- keys; one inside another is named by its path, such as "columns.0.head.zh"


def place_of(declaration: Declaration, key: str = "") -> Place:
    """Where `key` was written, or the nearest key around it that has a place."""
    while key and key not in declaration.places:
        key = key.rpartition(".")[0]
    return declaration.places.get(key, declaration.place)


def check_keys(declaration: Declaration, known: Iterable[str], problems: Problems, within: str = "") -> None:
    """Nothing; the keys of the declaration, or of its table `within`, are all `known`.

    Fails:  problem exhibit-key-unknown.
    """
    known = tuple(known)
    table = _value(declaration, within) if within else declaration.keys
    for key in table if isinstance(table, Mapping) else ():
        if key not in known:
            place = place_of(declaration, f"{within}.{key}".lstrip("."))
            problems.error(place, "exhibit-key-unknown", found=key, nearest=nearest(key, known))


def required(declaration: Declaration, key: str, kind: type[T], problems: Problems) -> T | None:
    """The value of `key`, which has to be there; None where it is not, or is no `kind`.

    Fails:  problem exhibit-key-missing, exhibit-key-type.
    """
    value = _value(declaration, key)
    if value is _ABSENT:
        problems.error(place_of(declaration, key), "exhibit-key-missing", key=key, expected=_WRITTEN[kind])
        return None
    if isinstance(value, kind) and (kind is bool or not isinstance(value, bool)):
        return value
    if kind is float and type(value) is int:
        return float(value)  # type: ignore[return-value]
    problems.error(place_of(declaration, key), "exhibit-key-type", key=key, found=str(value), expected=_WRITTEN[kind])
    return None


def declared(declaration: Declaration, key: str, kind: type[T], problems: Problems, default: T) -> T:
    """The value of `key`, or `default` where the key is absent or its value is no `kind`.

    Fails:  problem exhibit-key-type.
    """
    if _value(declaration, key) is _ABSENT:
        return default
    value = required(declaration, key, kind, problems)
    return default if value is None else value


def declared_choice(
    declaration: Declaration, key: str, choices: Iterable[str], problems: Problems, default: str = ""
) -> str:
    """The value of `key`, which is one of `choices`; `default` where it is absent or something else.

    Fails:  problem exhibit-key-type, exhibit-choice-unknown.
    """
    choices = tuple(choices)
    value = declared(declaration, key, str, problems, default)
    if value == default or value in choices:
        return value
    place = place_of(declaration, key)
    problems.error(place, "exhibit-choice-unknown", key=key, found=value, nearest=nearest(value, choices))
    return default


def declared_texts(declaration: Declaration, key: str, problems: Problems) -> tuple[str, ...]:
    """The texts listed under `key`; none where it is absent.

    Fails:  problem exhibit-key-type.
    """
    listed = declared(declaration, key, list, problems, [])
    texts = (declared(declaration, f"{key}.{i}", str, problems, "") for i in range(len(listed)))
    return tuple(text for text in texts if text)


def declared_both(declaration: Declaration, key: str, problems: Problems, default: Both[str] = NO_WORDS) -> Both[str]:
    """The words `{ zh = …, en = … }` of `key`; `default` where it is absent.

    Fails:  problem exhibit-key-type, exhibit-key-unknown, exhibit-key-missing.
    """
    if _value(declaration, key) is _ABSENT or required(declaration, key, dict, problems) is None:
        return default
    check_keys(declaration, ("zh", "en"), problems, key)
    zh, en = (required(declaration, f"{key}.{half}", str, problems) for half in ("zh", "en"))
    return Both(zh=zh or "", en=en or "")


def _value(declaration: Declaration, key: str) -> Any:
    value: Any = declaration.keys
    for part in key.split("."):
        if isinstance(value, Mapping) and part in value:
            value = value[part]
        elif isinstance(value, list) and part.isdecimal() and int(part) < len(value):
            value = value[int(part)]
        else:
            return _ABSENT
    return value


# ---- rows


def declared_table(declaration: Declaration, tables: Tables, problems: Problems) -> Table | None:
    """The table that the key `table` names; None where there is none of that name.

    Fails:  problem exhibit-key-missing, exhibit-key-type, exhibit-table-unknown.
    """
    name = required(declaration, "table", str, problems)
    if name is None or name in tables.named:
        return tables.named.get(name or "")
    place = place_of(declaration, "table")
    problems.error(place, "exhibit-table-unknown", found=name, nearest=nearest(name, tables.named))
    return None


def chosen_rows(
    frame: pd.DataFrame, where: Mapping[str, object], declaration: Declaration, problems: Problems
) -> pd.DataFrame | None:
    """The rows that hold each column's value, or one of its values; None where that cannot be or leaves no row.

    Fails:  problem exhibit-column-unknown, exhibit-value-unknown, exhibit-rows-none.
    """
    rows, misfits = rows_where(frame, where)
    for misfit in misfits:
        note_misfit(misfit, declaration, f"where.{misfit.column}", problems)
    if misfits:
        return None
    if rows.empty:
        problems.error(place_of(declaration, "where"), "exhibit-rows-none", exhibit=declaration.id)
        return None
    return rows


def note_misfit(misfit: Misfit, declaration: Declaration, key: str, problems: Problems) -> None:
    """Nothing; the problem of a column, value or measure that the key asks for in vain is noted at the key.

    Fails:  problem exhibit-column-unknown, exhibit-value-unknown, exhibit-measure-unknown.
    """
    codes = {
        "column": "exhibit-column-unknown",
        "value": "exhibit-value-unknown",
        "measure": "exhibit-measure-unknown",
    }
    place = place_of(declaration, key)
    problems.error(place, codes[misfit.kind], column=misfit.column, found=misfit.found, nearest=misfit.nearest)


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
