"""The subscribers' list as a table: its columns, read as strictly as those of data/."""

from dataclasses import replace
from pathlib import Path

from reportgen.copies.subscribers import Subscriber, read_subscriber
from reportgen.data import ColumnSchema, TableSchema, read_list
from reportgen.model.both import BookKind, Both
from reportgen.model.facts import Provenance
from reportgen.model.fonts import Measure
from reportgen.problems import Problems


def _column(zh: str, en: str, *, required: bool = False, choices: tuple[str, ...] = ()) -> ColumnSchema:
    return ColumnSchema(
        type="choice" if choices else "text",
        label=Both(zh=zh, en=en),
        required=required,
        aliases=(zh,),
        choices=choices,
    )


_SCHEMA = TableSchema(
    name="subscribers",
    file="",
    provenance=Provenance.SAMPLE,
    key=("id",),
    one_of=(),
    columns={
        "id": _column("编号", "Id", required=True),
        "name": _column("姓名", "Name", required=True),
        "organisation": _column("单位", "Organisation"),
        "email": _column("邮箱", "Email", required=True),
        "language": _column("语言", "Language", required=True, choices=("zh", "en")),
        "book": _column("版本", "Book", required=True, choices=tuple(BookKind)),
        "password": _column("密码", "Password"),
    },
)


def load_subscribers(file: Path, measure: Measure, problems: Problems) -> tuple[Subscriber, ...]:
    """All subscribers of the list, each once.

    Takes:  `measure`, which knows the characters that can be printed.
    Fails:  the problems data-* and copies-*, at their lines.
    """
    rows = read_list(file, replace(_SCHEMA, file=file.name), ("id", "email"), problems)
    read = (
        read_subscriber(row.cells, row.places, measure, problems)
        for row in rows
        if all(row.cells[name] for name, column in _SCHEMA.columns.items() if column.required)
    )
    return tuple(subscriber for subscriber in read if subscriber)
