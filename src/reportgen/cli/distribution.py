"""What the commands for personal copies do."""

import json
import os
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from reportgen.cli.commands import NAMES
from reportgen.cli.subscribers import load_subscribers
from reportgen.cli.terminal import Terminal, print_result
from reportgen.copies.claim import claimed
from reportgen.copies.identity import copy_id, load_key
from reportgen.copies.journal import Journal, manifest_lines
from reportgen.copies.pool import Order, Task, make_copies
from reportgen.copies.protect import Protection
from reportgen.copies.sign import SigningKey, can_sign
from reportgen.copies.stamp import Words
from reportgen.copies.subscribers import Subscriber
from reportgen.copies.template import Notices
from reportgen.deliver import sweep, write_file
from reportgen.fonts import find_fonts
from reportgen.freshness import MANIFEST
from reportgen.layout import load_words
from reportgen.model.both import BookKind
from reportgen.model.fonts import Face, Fonts
from reportgen.problems import Place, Problems

LIST, SIGNATURE = "manifest.jsonl", "manifest.jsonl.p7s"
PASSWORD = "REPORTGEN_SIGN_PASSWORD"  # in the environment: what opens the key
_FACES = (("Source Sans 3", 400), ("Noto Sans CJK SC", 400))
_PACKAGES = ("pikepdf", "uharfbuzz", "page-validation", "pypdfium2")
_NOTICES = "notices"  # the chapter over which a copy says that it is personal
_MARKS = 2  # raised where the same inputs give other copies than before


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked for."""

    root: Path
    list: Path
    kind: BookKind
    built: Path  # the folder with the finished books
    out: Path
    key: Path
    only: str  # id of a subscriber; "" makes all
    processes: int
    diagonal: bool
    protection: Protection
    whole: bool
    sign: Path | None  # PKCS#12 file that the manifest is signed with
    sign_copies: bool


def make(request: Request, terminal: Terminal, *, dry: bool) -> int:
    """Make what is missing of the run's copies and print their folder; 1 where one failed.

    Fails:  ReportError with all that is wrong in the list or the master; OSError, where the folder cannot be written.
    """
    problems, zh = Problems(), terminal.language == "zh"
    fonts = find_fonts(request.root, problems)
    problems.stop()
    chosen = _choose(request, load_subscribers(request.list, fonts.measure, problems), problems)
    signing = load_signing(request.sign, problems)
    master, notices = _load_master(request, problems)
    printed = load_words(request.root, problems)
    problems.stop()
    words, faces = Words(printed["copies"]["licensed"], printed["copies"]["personal"]), _faces(fonts)
    run = _name_run(master, words, faces, request)
    folder = request.out / run
    if dry:
        there = sum(1 for _ in folder.glob("*.pdf"))
        terminal.show(problems.found, strict=False)
        print_result(
            f"{folder}: {len(chosen)} 份（已有 {there} 份）\n"
            if zh
            else f"{folder}: {len(chosen)} copies, {there} there\n"
        )
        return 0
    key = load_key(request.key, request.out, problems)
    problems.stop()
    tasks = [
        Task(copy_id(key, s.id), s, copy_id(key, repr((s.name, s.organisation, s.language, s.password))))
        for s in chosen
    ]
    with claimed(request.out) as ours, closing(Journal(request.out)) as journal:
        if not ours:
            problems.error(Place(request.out), "copies-busy", out=str(request.out))
            problems.stop()
        sweep(folder)
        journal.plan(run, tasks)
        journal.adopt(run, lambda copy: _hash(folder / f"{copy}.pdf"))
        done = journal.done(run)
        left = [task for task in tasks if task.copy not in done or not (folder / f"{task.copy}.pdf").is_file()]
        order = Order(
            master=master,
            words=words,
            faces=faces,
            folder=folder,
            write=write_file,
            notices=notices,
            diagonal=request.diagonal,
            protection=request.protection,
            whole=request.whole,
            signing=signing if request.sign_copies else None,
        )
        failed = _work(order, left, request.processes, run, journal, problems, terminal)
        entries = journal.entries(run)
        lines = manifest_lines(entries, sha256(master).hexdigest(), {name: version(name) for name in _PACKAGES})
        manifest = "".join(f"{json.dumps(each)}\n" for each in lines).encode()
        write_file(folder / LIST, manifest)
        if signing:
            write_file(folder / SIGNATURE, signing.sign(manifest))
        else:
            (folder / SIGNATURE).unlink(missing_ok=True)  # of an earlier manifest
    terminal.show(problems.found, strict=False)
    made, before = len(left) - failed, len(tasks) - len(left)
    terminal.say(
        f"新制 {made} 份，原有 {before} 份，失败 {failed} 份。"
        if zh
        else f"{made} made, {before} there before, {failed} failed."
    )
    print_result(f"{folder}\n")
    return 1 if failed else 0


def _work(
    order: Order,
    left: Sequence[Task],
    processes: int,
    run: str,
    journal: Journal,
    problems: Problems,
    terminal: Terminal,
) -> int:
    """How many copies failed; each outcome is in the journal before the next is asked for."""
    count, failed, began = 0, 0, datetime.now(UTC)
    for task, outcome in make_copies(order, left, processes):
        now = datetime.now(UTC)
        journal.note(run, task, outcome, now.isoformat(timespec="seconds"))
        if not outcome.fault and not outcome.there:
            continue
        count += 1
        if outcome.fault:
            failed += 1
            problems.error(task.subscriber.place, "copies-failed", copy=task.copy, found=outcome.fault)
        rate = count / max((now - began).total_seconds(), 0.001)
        rest = round((len(left) - count) / rate)
        terminal.progress("copies", f"{count}/{len(left)}  {rate:.1f}/s  −{rest // 60}:{rest % 60:02}")
    return failed


def _hash(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


def _choose(request: Request, subscribers: Sequence[Subscriber], problems: Problems) -> list[Subscriber]:
    """The subscribers of the book, or the one who is asked for.

    Fails:  problem copies-nobody.
    """
    chosen = [s for s in subscribers if s.book is request.kind and request.only in ("", s.id)]
    if not chosen and not any(problem.fatal for problem in problems.found):
        problems.error(Place(request.list), "copies-nobody", book=request.kind.value, only=request.only or "*")
    return chosen


def load_signing(file: Path | None, problems: Problems) -> SigningKey | None:
    """The key that is asked for.

    Fails:  problem copies-extra, copies-sign-key.
    """
    if file is None:
        return None
    if not can_sign():
        problems.error(Place(file), "copies-extra", extra="sign")
        return None
    try:
        key = SigningKey(file.read_bytes(), os.environ.get(PASSWORD, ""))
        key.open()
    except (OSError, ValueError) as fault:
        problems.error(Place(file), "copies-sign-key", found=str(fault), variable=PASSWORD)
        return None
    return key


def _load_master(request: Request, problems: Problems) -> tuple[bytes, Notices | None]:
    """The finished book, as report.json describes it, and where its notices begin.

    Fails:  problem copies-master, where it is not there or was altered.
    """
    file = request.built / NAMES[request.kind]
    try:
        master = file.read_bytes()
        told = json.loads((request.built / MANIFEST).read_bytes())["books"][request.kind.value]
        notices = told["anchors"].get(_NOTICES)
        if sha256(master).hexdigest() == told["sha256"]:
            return master, Notices(notices["page"], notices["x_pt"]) if notices else None
    except (OSError, ValueError, KeyError):
        pass
    problems.error(Place(file), "copies-master", file=str(file), book=request.kind.value)
    return b"", None


def _faces(fonts: Fonts) -> tuple[Face, ...]:
    by_name = {(face.family, face.weight): face for face in fonts.faces if not face.italic}
    return tuple(by_name[name] for name in _FACES)


def _name_run(master: bytes, words: Words, faces: Sequence[Face], request: Request) -> str:
    """The name of all copies that are made alike: another master, word, font or option gives another one."""
    options = request.diagonal, request.protection, request.sign_copies
    alike = (sha256(master).hexdigest(), words, *(face.sha256 for face in faces), options, _MARKS)
    return sha256(repr(alike).encode()).hexdigest()[:12]
