"""What the commands do."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.cache import FOLDER, Cache
from reportgen.cli.terminal import Terminal, print_result
from reportgen.deliver import sweep, write_files
from reportgen.freshness import MANIFEST, hash_inputs, is_fresh
from reportgen.model.both import BookKind
from reportgen.nearest import nearest
from reportgen.problems import Problems, ReportError
from reportgen.problems.wording import catalogue
from reportgen.workers import Limits, Workers

if TYPE_CHECKING:
    from reportgen.build import Prepared

NAMES: Mapping[BookKind, str] = {
    BookKind.PARALLEL: "report.pdf",
    BookKind.ZH: "report-zh.pdf",
    BookKind.EN: "report-en.pdf",
}


def build_books(
    root: Path,
    out: Path,
    kinds: Sequence[BookKind],
    limits: Limits,
    terminal: Terminal,
    *,
    strict: bool,
    release: bool,
    why: bool,
) -> int:
    """Press what is not fresh, write it, and print each PDF's path; with `why`, say what was made because of what.

    Fails:  ReportError with the problems of the inputs; OSError, where the folder cannot be written.
    """
    refresh_books(root, out, kinds, limits, terminal, strict=strict, release=release, why=why)
    for kind in kinds:
        print_result(f"{out / NAMES[kind]}\n")
    return 0


def refresh_books(
    root: Path,
    out: Path,
    kinds: Sequence[BookKind],
    limits: Limits,
    terminal: Terminal,
    *,
    strict: bool,
    release: bool,
    why: bool = False,
) -> None:
    """Press and write the books that are not fresh.

    Fails:  ReportError with the problems of the inputs; OSError, where the folder cannot be written.
    """
    for folder in (out, root / FOLDER, *(root / FOLDER).glob("*")):
        sweep(folder)
    inputs = hash_inputs(root)
    settings = {"strict": strict, "release": release}
    stale = [kind for kind in kinds if not is_fresh(out, NAMES[kind], inputs, settings)]
    if stale:
        _press(root, out, stale, inputs, settings, limits, terminal, why=why)
        terminal.done("完成", "done")
    else:
        terminal.say(
            "没有改动，沿用现有文件。" if terminal.language == "zh" else "nothing changed; the books are as they were."
        )


def _press(
    root: Path,
    out: Path,
    kinds: Sequence[BookKind],
    inputs: Mapping[str, str],
    settings: Mapping[str, bool],
    limits: Limits,
    terminal: Terminal,
    *,
    why: bool,
) -> None:
    from reportgen.audit import audit_pdf
    from reportgen.build import build, prepare
    from reportgen.cli.audit import list_findings, tell
    from reportgen.manifest import describe_book, describe_build
    from reportgen.why import describe_made

    problems = Problems()
    prepared = prepare(root, problems, terminal.progress)
    books: dict[str, Any] = _earlier_books(out, inputs)
    cache = Cache(root / FOLDER)
    with Workers(limits) as workers:
        made = [
            build(prepared, kind, workers, cache, problems, terminal.progress, release=settings["release"])
            for kind in kinds
        ]
    manifest = describe_build(prepared, books, inputs)
    files = {}
    for book in made:
        name = NAMES[book.kind]
        told = describe_book(prepared, book, name)
        terminal.progress("audit", name)
        audit_pdf(book.pressed.pdf, Path(name), tell(told, book.kind.value, manifest), problems)
        found = list_findings(problems, Path(name))
        manifest["books"][book.kind.value] = told | {"audit": found, "settings": dict(settings)}
        files[out / name] = book.pressed.pdf
    if settings["strict"] and problems.found:
        raise ReportError(problems.found)
    records = {root / FOLDER / f"{book.kind.value}.json": describe_made(prepared, book, inputs) for book in made}
    if why:
        _tell_why(prepared, records, terminal)
    files |= {file: json.dumps(record).encode() for file, record in records.items()}
    write_files({**files, out / MANIFEST: json.dumps(manifest, ensure_ascii=False, indent=1).encode()})
    cache.prune()
    terminal.show(problems.found, strict=False)


def _tell_why(prepared: "Prepared", records: Mapping[Path, Mapping[str, Any]], terminal: Terminal) -> None:
    """A line for each exhibit and chapter of the books that is another one than in the build before."""
    from reportgen.why import list_reasons

    for file, record in records.items():
        try:
            before = json.loads(file.read_bytes())
        except (OSError, ValueError):
            terminal.say(f"{file.stem}：全部新做" if terminal.language == "zh" else f"{file.stem}: all of it is new")
            continue
        for line in list_reasons(before, record, prepared):
            terminal.say(line if len(records) == 1 else f"{file.stem} {line}")


def _earlier_books(out: Path, inputs: Mapping[str, str]) -> dict[str, Any]:
    """The books of the last manifest that were made of the same inputs."""
    try:
        manifest = json.loads((out / MANIFEST).read_bytes())
        return dict(manifest["books"]) if manifest["inputs"] == inputs else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def check_inputs(root: Path, limits: Limits, terminal: Terminal, *, strict: bool) -> int:
    """Say everything that a build would complain about before the press.

    Fails:  ReportError with the problems of the inputs.
    """
    from reportgen.build import draw, prepare
    from reportgen.judging import judge_layouts

    problems, cache = Problems(), Cache(root / FOLDER)
    prepared = prepare(root, problems, terminal.progress)
    with Workers(limits) as workers:
        drawn = {kind: draw(prepared, kind, workers, cache, problems, terminal.progress) for kind in BookKind}
        terminal.progress("compose", "")
        judge_layouts(prepared, drawn, workers, problems)
    problems.stop()
    terminal.show(problems.found, strict=strict)
    if strict and problems.found:
        return 1
    terminal.end_line()
    print_result("稿件与数据没有错误。\n" if terminal.language == "zh" else "no errors in text and data.\n")
    return 0


def explain_code(code: str | None, terminal: Terminal) -> int:
    """Print what a code means, or all codes with their messages."""
    words, language = catalogue(), terminal.language
    if code is None:
        print_result("".join(f"{name}\n  {told[f'about_{language}']}\n" for name, told in sorted(words.items())))
        return 0
    entry = words.get(code)
    if entry is None:
        close = nearest(code, words)
        zh, en = f"没有代码 {code}；是否指 {close}？", f"there is no code {code}; did you mean {close}?"
        terminal.say(zh if language == "zh" else en)
        return 2
    about, text, mend = (entry[f"{key}{language}"] for key in ("about_", "", "hint_"))
    print_result(f"{code}\n{about}\n\n  {text}\n  {mend}\n")
    return 0
