"""The command that presses anew and compares."""

import json
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from reportgen.cache import Cache
from reportgen.cli.terminal import Terminal, print_result
from reportgen.freshness import MANIFEST, hash_inputs
from reportgen.model.both import BookKind
from reportgen.problems import Problems
from reportgen.workers import Limits, Workers


class _Told(NamedTuple):
    """What the manifest tells of a book."""

    kind: BookKind
    file: str
    sha256: str
    release: bool


def verify_books(root: Path, out: Path, limits: Limits, terminal: Terminal) -> int:
    """Press each book of `out`/report.json anew and print whether its bytes are the same; 1 where one differs.

    Nothing is written, and nothing that earlier builds have kept is used. Inputs that have changed since are named,
    because then no book can be the same.

    Fails:  ReportError with the problems of the inputs.
    """
    from reportgen.build import build, prepare

    earlier = _earlier(out / MANIFEST)
    if earlier is None:
        zh = f"没有可用的 {out / MANIFEST}，请先生成。"
        en = f"there is no {out / MANIFEST} to compare with, or it is damaged; build first."
        terminal.say(zh if terminal.language == "zh" else en)
        return 1
    inputs, pressed_from, books = hash_inputs(root), *earlier
    changed = sorted(k for k in {*inputs, *pressed_from} if inputs.get(k) != pressed_from.get(k))
    if changed:
        zh, en = "以下文件在生成之后改动过：", "changed since the build:"
        terminal.say("\n  ".join([zh if terminal.language == "zh" else en, *changed]))
        return 1
    problems = Problems()
    prepared = prepare(root, problems, terminal.progress)
    well = True
    with Workers(limits) as workers, TemporaryDirectory() as folder:
        for book in books:
            cache = Cache(Path(folder))
            made = build(prepared, book.kind, workers, cache, problems, terminal.progress, release=book.release)
            hashes = {
                "report.json": book.sha256,
                book.file: sha256((out / book.file).read_bytes()).hexdigest(),
            }
            pressed = sha256(made.pressed.pdf).hexdigest()
            differ = [what for what, found in hashes.items() if found != pressed]
            well = well and not differ
            terminal.end_line()
            print_result(f"{'≠ ' + ', '.join(differ) if differ else '='} {book.file} sha256:{pressed}\n")
    return 0 if well else 1


def _earlier(manifest: Path) -> tuple[dict[str, str], list[_Told]] | None:
    """The hashes of the inputs, and the books, that a manifest tells of; None where it cannot be read."""
    try:
        told = json.loads(manifest.read_bytes())
        books = [
            _Told(BookKind(kind), book["file"], book["sha256"], book["settings"]["release"])
            for kind, book in told["books"].items()
        ]
        return dict(told["inputs"]), books
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
