"""A table of publications to small drawn covers."""

from reportgen.exhibits.select import NO_WORDS, chosen_rows, declared_table, note_misfit, provenance_of, read_keys
from reportgen.model.both import Both
from reportgen.model.exhibits import Declaration
from reportgen.model.gallery import Cover, Gallery
from reportgen.model.tables import Misfit, Tables
from reportgen.nearest import nearest
from reportgen.problems import Problems

_PAIRS = ("title", "kind", "issuer")
_COLUMNS = ("number", *(f"{stem}_{half}" for stem in _PAIRS for half in ("zh", "en")), "issued", "effective")


def make_gallery(declaration: Declaration, tables: Tables, problems: Problems) -> Gallery | None:
    """One cover a row of the declared table, in its order; None where it cannot be made.

    Takes:  a table that has the columns of data/standards.csv.
    Fails:  problem toml-key-* and exhibit-* of its keys, columns and rows.
    """
    read = read_keys(declaration, problems)
    read.only(("table", "where", "note"))
    table = declared_table(read, tables)
    if table is None:
        return None
    missing = [column for column in _COLUMNS if column not in table.frame]
    for column in missing:
        note_misfit(read, Misfit("column", column, column, nearest(column, table.frame.columns)), "table")
    rows = chosen_rows(table.frame, read.take({}, "where"), read)
    if missing or rows is None:
        return None
    covers = []
    for row in rows.to_dict("records"):
        title, kind, issuer = (Both(zh=str(row[f"{stem}_zh"]), en=str(row[f"{stem}_en"])) for stem in _PAIRS)
        number, issued, effective = (str(row[column]) for column in ("number", "issued", "effective"))
        covers.append(Cover(number=number, title=title, kind=kind, issuer=issuer, issued=issued, effective=effective))
    return Gallery(
        id=declaration.id,
        covers=tuple(covers),
        note=read.take_both(NO_WORDS, "note"),
        provenance=provenance_of(tables, table.name),
    )
