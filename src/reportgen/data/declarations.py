"""data/facts.toml: which numbers are counted from the tables."""

from pathlib import Path

from reportgen.model.facts import FactDeclaration
from reportgen.problems import Problems
from reportgen.toml_source import KeyReader, TomlSource, load_toml

FILE = Path("data/facts.toml")
_KEYS = ("alias", "table", "where", "measure", "unit")


def load_fact_declarations(root: Path, problems: Problems) -> tuple[FactDeclaration, ...]:
    """All entries of data/facts.toml, in its order.

    Fails:  problem file-missing, text-encoding, toml-syntax, toml-key-unknown, toml-key-missing, toml-key-value.
    """
    source = load_toml(root, FILE, problems)
    if source is None:
        return ()
    read = KeyReader(source, problems)
    return tuple(_declaration(read, name, source.below(name)) for name in read.tables())


def _declaration(read: KeyReader, name: str, written: TomlSource) -> FactDeclaration:
    read.only(_KEYS, name)
    measure = read.need(str, name, "measure")
    return FactDeclaration(
        id=name,
        alias=read.need(str, name, "alias") or "",
        table=read.need(str, name, "table") or "",
        where=read.take({}, name, "where"),
        measure="count" if measure is None else measure,
        unit=read.take("", name, "unit"),
        place=written.start,
        places=written.places,
    )
