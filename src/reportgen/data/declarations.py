"""data/facts.toml: which numbers are counted from the tables."""

from pathlib import Path

from reportgen.data.keys import KeyReader
from reportgen.model.facts import FactDeclaration
from reportgen.problems import Problems
from reportgen.toml_source import load_toml

FILE = Path("data/facts.toml")
_KEYS = ("alias", "table", "where", "measure", "unit")


def load_fact_declarations(root: Path, problems: Problems) -> tuple[FactDeclaration, ...]:
    """All entries of data/facts.toml, in its order.

    Fails:  problem file-missing, text-encoding, toml-syntax, data-key-unknown, data-key-missing, data-key-value.
    """
    source = load_toml(root, FILE, problems)
    if source is None:
        return ()
    read = KeyReader(source, problems)
    return tuple(_declaration(read, name) for name in read.tables())


def _declaration(read: KeyReader, name: str) -> FactDeclaration:
    read.only(_KEYS, name)
    return FactDeclaration(
        id=name,
        alias=read.need("", name, "alias"),
        table=read.need("", name, "table"),
        where=read.take({}, name, "where"),
        measure=read.need("count", name, "measure"),
        unit=read.take("", name, "unit"),
        place=read.place(name),
        places=read.places(name),
    )
