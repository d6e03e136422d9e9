"""content/exhibits.toml to declarations: what each chart, table, landscape and row of figures is drawn from."""

import re
from pathlib import Path
from typing import get_args

from reportgen.model.exhibits import Declaration
from reportgen.model.text import ExhibitKind
from reportgen.problems import Problems
from reportgen.toml_source import KeyReader, TomlSource, load_toml

FILE = Path("content/exhibits.toml")
_ID = re.compile(r"[a-z][a-z0-9_-]*")  # it is an anchor, and the name of exported files


def load_declarations(root: Path, problems: Problems) -> tuple[Declaration, ...]:
    """All entries of content/exhibits.toml, those of a kind in its order.

    Fails:  problem file-missing, text-encoding, toml-syntax; toml-key-unknown, for a kind that there is not;
            toml-key-value, for an entry that is no table; content-exhibit-id.
    """
    source = load_toml(root, FILE, problems)
    if source is None:
        return ()
    read = KeyReader(source, problems)
    kinds: tuple[ExhibitKind, ...] = get_args(ExhibitKind)
    read.only(kinds)
    ids = [(kind, id_) for kind in kinds if kind in source.values for id_ in read.tables(kind)]
    for kind, id_ in ids:
        if not _ID.fullmatch(id_):
            read.note("content-exhibit-id", kind, id_, found=id_)
    return tuple(_declaration(kind, id_, source.below(kind, id_)) for kind, id_ in ids)


def _declaration(kind: ExhibitKind, id_: str, written: TomlSource) -> Declaration:
    return Declaration(kind=kind, id=id_, keys=written.values, place=written.start, places=written.places)
