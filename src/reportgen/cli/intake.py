"""The command that brings another file's rows into data/."""

from collections.abc import Sequence
from pathlib import Path

from reportgen.cli.terminal import Terminal, print_result
from reportgen.data import import_table
from reportgen.deliver import write_file
from reportgen.problems import Problems

_KEPT = ".before"


def import_file(
    root: Path,
    file: Path,
    table: str,
    sheet: str,
    columns: Sequence[tuple[str, str]],
    values: Sequence[tuple[str, str, str]],
    terminal: Terminal,
    *,
    replace: bool,
) -> int:
    """Write the table's file and what was learned of headers and words; print the file's path and how to undo it.

    Fails:  ReportError with all that could not be read or mapped; then nothing is written.
    """
    problems = Problems()
    intake = import_table(root, file, table, sheet, columns, values, problems, replace=replace)
    problems.stop()
    assert intake is not None  # stop() raised otherwise
    zh = terminal.language == "zh"
    for header, column in intake.columns.items():
        terminal.say(f"  {header} → {column or ('（略去）' if zh else '(left out)')}")
    target = root / intake.file
    undo = f"rm {intake.file}"
    if target.exists():
        kept = target.with_name(target.name + _KEPT)
        write_file(kept, target.read_bytes())
        undo = f"mv {kept.relative_to(root)} {intake.file}"
    write_file(target, intake.text.encode())
    if columns or values:
        write_file(root / intake.meanings_file, intake.meanings.encode())
    terminal.show(problems.found, strict=False)
    rows = f"{intake.rows} 行。撤销：{undo}" if zh else f"{intake.rows} rows. To undo: {undo}"
    terminal.say(rows)
    print_result(f"{intake.file}\n")
    return 0
