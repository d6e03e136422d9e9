"""content/exhibits.toml to declarations: what each chart, table, landscape and row of figures is drawn from."""

from pathlib import Path
from typing import get_args

from reportgen.model.exhibits import Declaration
from reportgen.model.text import ExhibitKind
from reportgen.nearest import nearest
from reportgen.problems import Problems
from reportgen.toml_source import load_toml

FILE = Path("content/exhibits.toml")


def load_declarations(root: Path, problems: Problems) -> tuple[Declaration, ...]:
    """All entries of content/exhibits.toml, in its order.

    Fails:  problem file-missing, text-encoding, toml-syntax, declaration-kind, declaration-entry.
    """
    source = load_toml(root, FILE, problems)
    if source is None:
        return ()
    found = []
    kinds: dict[str, ExhibitKind] = {kind: kind for kind in get_args(ExhibitKind)}
    for kind, entries in source.values.items():
        if kind not in kinds:
            problems.error(source.place(kind), "declaration-kind", found=kind, nearest=nearest(kind, kinds))
            continue
        for id_, keys in entries.items() if isinstance(entries, dict) else ():
            place = source.place(kind, id_)
            if not isinstance(keys, dict):
                problems.error(place, "declaration-entry", found=f"{kind}.{id_}")
                continue
            places = {str(k[2]): p for k, p in source.places.items() if k[:2] == (kind, id_) and len(k) == 3}
            found.append(Declaration(kind=kinds[kind], id=id_, keys=keys, place=place, places=places))
    return tuple(found)
