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
from reportgen.cli.shelves import opened
from reportgen.cli.subscribers import load_subscribers
from reportgen.cli.terminal import Terminal, print_result
from reportgen.copies.address import Address, Run
from reportgen.copies.claim import claimed
from reportgen.copies.cluster import make_copies_on
from reportgen.copies.handover import find_waiting, hand_over
from reportgen.copies.identity import copy_id, load_key
from reportgen.copies.journal import Journal, manifest_lines
from reportgen.copies.pool import Order, Task, make_copies
from reportgen.copies.protect import Protection
from reportgen.copies.shelf import Shelf
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
OUTBOX = "outbox"  # in a run's folder: the mails
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
    out: Address
    key: Path
    only: str  # id of a subscriber; "" makes all
    processes: int
    cluster: str  # "HOST:PORT" of its scheduler; "" makes all on this machine
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
    run = Run(request.out, _name_run(master, words, faces, request))
    with opened(run.address, problems) as shelf:
        if dry:
            there = len(shelf.names(run.name))
            terminal.show(problems.found, strict=False)
            zh_words, en_words = f"{len(chosen)} 份（已有 {there} 份）", f"{len(chosen)} copies, {there} there"
            print_result(f"{run}: {zh_words if zh else en_words}\n")
            return 0
        key = load_key(request.key, run.address.home, problems)
        problems.stop()
        tasks = [
            Task(copy_id(key, s.id), s, copy_id(key, repr((s.name, s.organisation, s.language, s.password))))
            for s in chosen
        ]
        order = Order(
            master=master,
            words=words,
            faces=faces,
            folder=run.home,
            write=write_file,
            notices=notices,
            diagonal=request.diagonal,
            protection=request.protection,
            whole=request.whole,
            signing=signing if request.sign_copies else None,
        )
        with claimed(run.address.home) as ours, closing(Journal(run.address.home)) as journal:
            if not ours:
                problems.error(run.address.place(""), "copies-busy", out=str(run.address))
                problems.stop()
            made, failed = _work(order, tasks, request, run, shelf, journal, problems, terminal)
            _write_manifest(run, sha256(master).hexdigest(), journal, shelf, signing)
    terminal.show(problems.found, strict=False)
    before = len(tasks) - made - failed
    terminal.say(
        f"新制 {made} 份，原有 {before} 份，失败 {failed} 份。"
        if zh
        else f"{made} made, {before} there before, {failed} failed."
    )
    print_result(f"{run}\n")
    return 1 if failed else 0


def _work(
    order: Order,
    tasks: Sequence[Task],
    request: Request,
    run: Run,
    shelf: Shelf,
    journal: Journal,
    problems: Problems,
    terminal: Terminal,
) -> tuple[int, int]:
    """How many copies were made and failed; each outcome is in the journal before the next is asked for."""
    sweep(run.home)
    journal.plan(run.name, tasks)
    for copy in journal.in_state(run.name, "planned"):
        (run.home / OUTBOX / f"{copy}.eml").unlink(missing_ok=True)  # with the copy of a row that was mended since
    journal.adopt(run.name, lambda copy: kept.sha256 if (kept := shelf.kept(f"{run.name}/{copy}.pdf")) else "")
    done, there = journal.done(run.name), shelf.names(run.name)
    left = [task for task in tasks if task.copy not in done or f"{run.name}/{task.copy}.pdf" not in there]
    waiting = find_waiting(left, run.name, run.home, journal) if run.address.store else []
    proven = {task.copy for task, _ in waiting}
    lacking = [task for task in left if task.copy not in proven]
    outcomes = (
        make_copies_on(request.cluster, order, lacking)
        if request.cluster
        else make_copies(order, lacking, request.processes)
    )
    if run.address.store:
        outcomes = hand_over(waiting, outcomes, run.name, run.home, shelf)
    count, failed, began = 0, 0, datetime.now(UTC)
    with closing(outcomes):
        for task, outcome in outcomes:
            now = datetime.now(UTC)
            journal.note(run.name, task, outcome, now.isoformat(timespec="seconds"))
            if not outcome.fault and not outcome.there:
                continue
            count += 1
            if outcome.fault:
                failed += 1
                problems.error(task.subscriber.place, "copies-failed", copy=task.copy, found=outcome.fault)
            rate = count / max((now - began).total_seconds(), 0.001)
            rest = round((len(left) - count) / rate)
            terminal.progress("copies", f"{count}/{len(left)}  {rate:.1f}/s  −{rest // 60}:{rest % 60:02}")
    return count - failed, failed


def _write_manifest(run: Run, master: str, journal: Journal, shelf: Shelf, signing: SigningKey | None) -> None:
    lines = manifest_lines(journal.entries(run.name), master, {name: version(name) for name in _PACKAGES})
    manifest = "".join(f"{json.dumps(each)}\n" for each in lines).encode()
    shelf.write(f"{run.name}/{LIST}", manifest)
    if signing:
        shelf.write(f"{run.name}/{SIGNATURE}", signing.sign(manifest))
    else:
        shelf.remove(f"{run.name}/{SIGNATURE}")  # of an earlier manifest


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
