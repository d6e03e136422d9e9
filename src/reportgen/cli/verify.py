"""The command that presses anew and compares."""

import json
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from reportgen.cache import Cache
from reportgen.cli.terminal import Terminal, print_result
from reportgen.freshness import MANIFEST, hash_inputs
from reportgen.model.both import BookKind
from reportgen.problems import Problems
from reportgen.workers import Limits, Workers


def verify_books(root: Path, out: Path, limits: Limits, terminal: Terminal) -> int:
    """Press each book of `out`/report.json anew and print whether its bytes are the same; 1 where one differs.

    Nothing is written, and nothing that earlier builds have kept is used. Inputs that have changed since are named,
    because then no book can be the same.

    Fails:  ReportError with the problems of the inputs.
    """
    from reportgen.build import build, prepare

    if not (out / MANIFEST).is_file():
        zh, en = f"没有 {out / MANIFEST}，请先生成。", f"there is no {out / MANIFEST} to compare with; build first."
        terminal.say(zh if terminal.language == "zh" else en)
        return 1
    manifest = json.loads((out / MANIFEST).read_bytes())
    inputs = hash_inputs(root)
    changed = sorted(k for k in {*inputs, *manifest["inputs"]} if inputs.get(k) != manifest["inputs"].get(k))
    if changed:
        zh, en = "以下文件在生成之后改动过：", "changed since the build:"
        terminal.say("\n  ".join([zh if terminal.language == "zh" else en, *changed]))
        return 1
    problems = Problems()
    prepared = prepare(root, problems, terminal.progress)
    well = True
    with Workers(limits) as workers, TemporaryDirectory() as folder:
        for name, book in manifest["books"].items():
            made = build(
                prepared,
                BookKind(name),
                workers,
                Cache(Path(folder)),
                problems,
                terminal.progress,
                release=book["settings"]["release"],
            )
            hashes = {
                "report.json": book["sha256"],
                book["file"]: sha256((out / book["file"]).read_bytes()).hexdigest(),
            }
            pressed = sha256(made.pressed.pdf).hexdigest()
            differ = [what for what, found in hashes.items() if found != pressed]
            well = well and not differ
            terminal.end_line()
            print_result(f"{'≠ ' + ', '.join(differ) if differ else '='} {book['file']} sha256:{pressed}\n")
    return 0 if well else 1
