"""The commands and their options."""

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from pathlib import Path
from types import FrameType
from typing import Any

import click

from reportgen.cli.copies import copies
from reportgen.cli.guard import guarded, wanted_language
from reportgen.cli.terminal import Terminal, open_streams
from reportgen.freshness import INPUTS
from reportgen.machine.limits import LEAST_MEMORY_MB, MEMORY_MB
from reportgen.model.both import BookKind, Language
from reportgen.workers import Limits

_LANGUAGE = click.option(
    "--language", type=click.Choice(["zh", "en"]), help="Language of messages. 提示信息的语言。 [default: from LANG]"
)
_BOOK = "Which book. 中英对照版、中文版、英文版或全部。"


def _apart(_context: click.Context, _option: click.Parameter, out: Path | None) -> Path | None:
    """The output folder, which is neither the project's own nor one that a build reads."""
    if out is None:
        return None
    with suppress(OSError):  # of a working folder that is gone; the command itself tells of it
        root, folder = Path.cwd(), out.resolve()
        if folder == root or any(folder.is_relative_to(root / name) for name in INPUTS):
            raise click.BadParameter(f"{str(out)!r}: the outputs need a folder of their own. 输出要有单独的文件夹。")
    return out


_OUT = click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    callback=_apart,
    help="Output folder. 输出文件夹。 [default: build]",
)
_STRICT = click.option("--strict", is_flag=True, help="Warnings count as errors. 提醒也算错误。")


def _limited(command: Callable[..., None]) -> Callable[..., None]:
    """The command with options for what its workers may use, handed on as `limits`."""

    @click.option(
        "--deadline",
        type=click.FloatRange(min=1),
        default=120,
        show_default=True,
        metavar="SECONDS",
        help="For each page and each exhibit. 每页、每个图表的时限（秒）。",
    )
    @click.option(
        "--memory",
        type=click.IntRange(min=LEAST_MEMORY_MB),
        default=MEMORY_MB,
        show_default=True,
        metavar="MB",
        help="For each process. 每个进程的内存上限。",
    )
    @click.option(
        "--workers",
        type=click.IntRange(min=1),
        metavar="N",
        help="Processes side by side. 并行的进程数。 [default: one a core]",
    )
    @wraps(command)
    def limited(deadline: float, memory: int, workers: int | None, **rest: Any) -> None:
        command(limits=Limits(workers=workers or os.cpu_count() or 1, seconds=deadline, memory_mb=memory), **rest)

    return limited


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Press a bilingual report from content/, data/ and layouts/. 由稿件、数据和版式生成双语报告。"""


@cli.command()
@click.option(
    "--book",
    type=click.Choice(["parallel", "zh", "en", "all"]),
    default="parallel",
    show_default=True,
    help=_BOOK,
)
@_OUT
@_STRICT
@click.option("--release", is_flag=True, help="Refuse sample data. 正式发布：不得含样例数据。")
@click.option("--why", is_flag=True, help="Say what is made because of what. 列出哪些部分因何重做。")
@_limited
@_LANGUAGE
def build(
    book: str, out: Path | None, strict: bool, release: bool, why: bool, limits: Limits, language: Language | None
) -> None:
    """Press the PDF and report.json; prints the path of each PDF. 生成 PDF。"""
    terminal = Terminal(language or wanted_language())
    kinds = tuple(BookKind) if book == "all" else (BookKind(book),)

    def work() -> int:
        from reportgen.cli.commands import build_books

        root = Path.cwd()
        return build_books(
            root, out or root / "build", kinds, limits, terminal, strict=strict, release=release, why=why
        )

    sys.exit(guarded(work, terminal, strict=strict, limits=limits))


@cli.command()
@_STRICT
@_limited
@_LANGUAGE
def check(strict: bool, limits: Limits, language: Language | None) -> None:
    """Judge content/, data/, exhibits and layouts without pressing. 只检查稿件、数据、图表和版式。"""
    terminal = Terminal(language or wanted_language())

    def work() -> int:
        from reportgen.cli.commands import check_inputs

        return check_inputs(Path.cwd(), limits, terminal, strict=strict)

    sys.exit(guarded(work, terminal, strict=strict, limits=limits))


@cli.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--measures", is_flag=True, help="Print how well Chinese lines are set, and judge nothing. 只列排版指标。"
)
@_STRICT
@_LANGUAGE
def audit(file: Path, measures: bool, strict: bool, language: Language | None) -> None:
    """Judge the pages of a finished PDF. 核查成品 PDF 的每一页。"""
    terminal = Terminal(language or wanted_language())

    def work() -> int:
        from reportgen.cli.audit import audit_file, measure_file

        return measure_file(file) if measures else audit_file(file, terminal, strict=strict)

    sys.exit(guarded(work, terminal, strict=strict))


@cli.command()
@click.option(
    "--book",
    type=click.Choice([kind.value for kind in BookKind]),
    default=BookKind.PARALLEL.value,
    show_default=True,
    help=_BOOK,
)
@_OUT
@_limited
@_LANGUAGE
def exhibits(book: str, out: Path | None, limits: Limits, language: Language | None) -> None:
    """Write each figure, table and landscape as PNG, CSV, JSON and SVG. 导出全部图、表和图谱。"""
    terminal = Terminal(language or wanted_language())

    def work() -> int:
        from reportgen.cli.exhibits import export_book

        root = Path.cwd()
        return export_book(root, out or root / "build", BookKind(book), limits, terminal)

    sys.exit(guarded(work, terminal, strict=False, limits=limits))


@cli.command()
@click.argument("code", required=False)
@_LANGUAGE
def explain(code: str | None, language: Language | None) -> None:
    """Say what a problem's CODE means; without one, list all codes. 解释错误代码。"""
    terminal = Terminal(language or wanted_language())

    def work() -> int:
        from reportgen.cli.commands import explain_code

        return explain_code(code, terminal)

    sys.exit(guarded(work, terminal, strict=False))


@cli.command()
@_OUT
@_limited
@_LANGUAGE
def verify(out: Path | None, limits: Limits, language: Language | None) -> None:
    """Press the books again and compare them with report.json, byte for byte. 重新生成并逐字节核对。"""
    terminal = Terminal(language or wanted_language())

    def work() -> int:
        from reportgen.cli.verify import verify_books

        root = Path.cwd()
        return verify_books(root, out or root / "build", limits, terminal)

    sys.exit(guarded(work, terminal, strict=False, limits=limits))


@cli.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--table", required=True, help="Which table of data/schema.toml. 导入到哪张表。")
@click.option("--sheet", default="", help="Which sheet of a workbook. 工作表名称。 [default: the first with rows]")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="HEADER=COLUMN",
    help="What a header means; nothing behind = leaves it out. 表头的含义。",
)
@click.option("--value", "values", multiple=True, metavar="COLUMN:WORD=CHOICE", help="What a word means. 词语的含义。")
@click.option(
    "--replace", is_flag=True, help="Write over a file of that name; it is kept beside. 覆盖同名文件（原文件保留）。"
)
@_LANGUAGE
def import_(
    file: Path,
    table: str,
    sheet: str,
    columns: tuple[str, ...],
    values: tuple[str, ...],
    replace: bool,
    language: Language | None,
) -> None:
    """Bring the rows of a workbook or CSV file into a table of data/. 把表格文件导入 data/。"""
    terminal = Terminal(language or wanted_language())
    headers = [_split(text, "=", "HEADER=COLUMN") for text in columns]
    words = [
        (c, *_split(word, "=", "COLUMN:WORD=CHOICE"))
        for c, word in (_split(v, ":", "COLUMN:WORD=CHOICE") for v in values)
    ]

    def work() -> int:
        from reportgen.cli.intake import import_file

        return import_file(Path.cwd(), file, table, sheet, headers, words, terminal, replace=replace)

    sys.exit(guarded(work, terminal, strict=False))


def _split(text: str, mark: str, form: str) -> tuple[str, str]:
    left, found, right = text.replace("＝", "=").replace("：", ":").partition(mark)
    if not found or not left.strip():
        raise click.BadParameter(f"{text!r} is not of the form {form}")
    return left.strip(), right.strip()


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
@_LANGUAGE
def init(folder: Path, language: Language | None) -> None:
    """Begin a report of your own: a small one in both languages, with comments. 新建一份小的双语报告。"""
    terminal = Terminal(language or wanted_language())

    def work() -> int:
        from reportgen.cli.init import begin_project

        return begin_project(folder, terminal)

    sys.exit(guarded(work, terminal, strict=False))


@cli.command()
def doctor() -> None:
    """Tell what this machine has and lacks. 检查这台电脑的环境。"""
    from reportgen.machine.doctor import report

    sys.exit(report())


cli.add_command(copies)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt(number)


def main() -> None:
    """The command line."""
    open_streams()
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup leaves it
            signal.signal(number, _interrupt)
    cli(prog_name="reportgen")
