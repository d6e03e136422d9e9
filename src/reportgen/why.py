"""What a build made because of what, told by comparing what it was made from with the build before.

Why rows by their content and not by their lines: a row put in moves all that follow, and changes none of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias

from reportgen.build import Made, Prepared
from reportgen.model.book import Exhibit
from reportgen.model.exhibits import Declaration, Exhibits
from reportgen.model.tables import Table, Tables, rows_where

Parts: TypeAlias = Mapping[str, str]  # what something is made from by its name, each with its hash
Record: TypeAlias = Mapping[str, Any]

_ALWAYS = ("names", "taxonomy")
_READ: Mapping[str, Sequence[str]] = {"landscape": ("placements", "organisations")}  # else what `table` names, or facts
_EVERYWHERE = ("layouts/", "content/images/", "content/logos/", "content/edition.toml", "reportgen/")
_SHOWN = 8  # reasons of one thing


def describe_made(prepared: Prepared, made: Made, inputs: Mapping[str, str]) -> Record:
    """What `list_reasons` compares: the hashes of inputs, rows, facts, exhibits and chapters."""
    return {
        "files": dict(inputs),
        "rows": {name: dict(_rows(table)) for name, table in prepared.tables.named.items()},
        "facts": {name: f"{fact.value} {fact.hedge} {fact.unit}" for name, fact in prepared.facts.named.items()},
        "declared": {f"{d.kind}:{d.id}": _hash(d.keys) for d in prepared.declarations},
        "exhibits": dict(_exhibits(made.exhibits)),
        "chapters": dict(made.keys),
    }


def list_reasons(before: Record, after: Record, prepared: Prepared) -> Iterator[str]:
    """A line for each exhibit and each chapter that is another one than before: "chart:x ← data/published.csv:12"."""
    files, facts = (_changed(before[name], after[name]) for name in ("files", "facts"))
    rows = {name: _moved(before["rows"].get(name, {}), found) for name, found in after["rows"].items()}
    exhibits = _changed(before["exhibits"], after["exhibits"])
    everywhere = [file for file in files if file.startswith(_EVERYWHERE)]
    for declaration in prepared.declarations:
        name = f"{declaration.kind}:{declaration.id}"
        if name in exhibits:
            declared = before["declared"].get(name) != after["declared"][name]
            reasons = [f"content/exhibits.toml:{declaration.place.line}"] * declared
            reasons += _read_rows(declaration, prepared.tables, rows)
            yield _line(name, reasons or everywhere)
    for chapter in prepared.edition.chapters:
        if before["chapters"].get(chapter.id) == after["chapters"].get(chapter.id):
            continue
        called = {f"{row.kind}:{row.id}" for row in _called(prepared, chapter.id)}
        reasons = [file for file in files if Path(file).suffix == ".md" and Path(file).stem == chapter.stem]
        reasons += [name for name in exhibits if name in called]
        reasons += [f"{{{name}}}" for name in facts if name in prepared.quoted.get(chapter.id, ())]
        yield _line(chapter.id, reasons + everywhere)


def _line(name: str, reasons: Sequence[str]) -> str:
    shown = [*reasons[:_SHOWN], *([f"+{len(reasons) - _SHOWN}"] if len(reasons) > _SHOWN else [])]
    return f"{name} ← {', '.join(shown) or '…'}"


def _changed(before: Parts, after: Parts) -> list[str]:
    """What is new or another one, and what is gone."""
    return [name for name, hash_ in after.items() if before.get(name) != hash_] + [n for n in before if n not in after]


def _moved(before: Parts, after: Parts) -> list[str]:
    """The places of rows that are new, and of those that are gone."""
    new, gone = (
        [place for hash_, place in some.items() if hash_ not in other]
        for some, other in ((after, before), (before, after))
    )
    return list(dict.fromkeys((*new, *gone)))


def _called(prepared: Prepared, chapter: str) -> Iterator[Exhibit]:
    sections = (section for one in prepared.book.chapters if one.entry.id == chapter for section in one.sections)
    return (row for section in sections for row in section.rows if isinstance(row, Exhibit))


def _exhibits(exhibits: Exhibits) -> Iterator[tuple[str, str]]:
    kinds = {"tables": "table", "landscapes": "landscape", "maps": "map", "figures": "figures", "galleries": "gallery"}
    for field, kind in kinds.items():
        yield from ((f"{kind}:{id_}", _hash(made)) for id_, made in getattr(exhibits, field).items())
    yield from (
        (f"{kind}:{id_}", _hash(made)) for id_, made in exhibits.charts.items() for kind in ("chart", "timeline")
    )


# ---- rows


def _rows(table: Table) -> Iterator[tuple[str, str]]:
    """The hash of each row, and the place where it stands."""
    columns = [column for column in table.frame if column != "file"]
    for place, row in zip(_places(table), table.frame[columns].itertuples(index=False), strict=True):
        yield _hash(tuple(row)), place


def _places(table: Table) -> Sequence[str]:
    frame = table.frame
    files = frame["file"] if "file" in frame else [table.file] * len(frame)
    return [f"{file}:{line}" for file, line in zip(files, frame.index, strict=True)]


def _read_rows(declaration: Declaration, tables: Tables, rows: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The changed rows that an exhibit reads, and those gone from the tables that it reads."""
    chosen = tables["placements"]["landscape"] == declaration.keys.get("landscape", declaration.id)
    organisations = tables["placements"]["organisation"][chosen]
    asked = declaration.keys.get("table", "published")
    for name in (*_READ.get(declaration.kind, (asked,)), *_ALWAYS):
        table = tables.named.get(name)
        if table is None:
            continue
        frame = table.frame
        if declaration.kind == "landscape" and name in _READ["landscape"]:
            frame = frame[chosen] if name == "placements" else frame[frame["id"].isin(organisations)]
        elif name == asked:
            frame, _ = rows_where(frame, declaration.keys.get("where", {}))
        read, known = set(_places(replace(table, frame=frame))), set(_places(table))
        yield from (place for place in rows.get(name, ()) if place in read or place not in known)


def _hash(value: object) -> str:
    return sha256(repr(value).encode()).hexdigest()[:16]
