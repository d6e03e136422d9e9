"""What the commands do that look at copies already made."""

import json
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from reportgen.cli.distribution import LIST, OUTBOX, SIGNATURE
from reportgen.cli.shelves import opened
from reportgen.cli.terminal import Terminal, print_result
from reportgen.copies.address import Address, Run
from reportgen.copies.examine import read_ids, read_page_ids
from reportgen.copies.journal import FILE, Entry, Journal
from reportgen.copies.shelf import Shelf
from reportgen.copies.sign import can_sign, find_signer
from reportgen.problems import Place, Problems


def verify_copies(out: Address, terminal: Terminal) -> int:
    """Compare each copy with what the journal says of it, and print how many are as they were made.

    Anew for each: its hash and size; where no password closes it, its pages and the id that all of them carry. Of each
    manifest: its lines, and its signature.

    Fails:  ReportError with copies-journal, or with copies-file-missing, copies-file-altered, copies-file-unknown,
            copies-manifest, copies-signature, copies-extra.
    """
    problems = Problems()
    with closing(_open(out, problems)) as journal:
        entries = {f"{entry.run}/{entry.copy}.pdf": entry for entry in journal.entries()}
    with opened(out, problems) as shelf:
        there = shelf.names()
        for name, entry in entries.items():
            if name not in there:
                problems.error(out.place(name), "copies-file-missing")
            elif not _is_as_noted(shelf.read(name), entry):
                problems.error(out.place(name), "copies-file-altered")
        for name in there - set(entries):
            problems.error(out.place(name), "copies-file-unknown")
        for run in sorted({entry.run for entry in entries.values()}):
            noted = {entry.copy: entry.delivered for entry in entries.values() if entry.run == run}
            _verify_manifest(Run(out, run), noted, shelf, problems, terminal)
    problems.stop()
    print_result(
        f"{len(entries)} 份副本无误。\n" if terminal.language == "zh" else f"{len(entries)} copies are right.\n"
    )
    return 0


def _is_as_noted(copy: bytes, entry: Entry) -> bool:
    if sha256(copy).hexdigest() != entry.delivered or len(copy) != entry.size:
        return False
    try:
        return read_page_ids(copy) == [entry.copy] * entry.pages
    except ValueError:  # a password closes it; the hash says that it is the copy that was read when it was made
        return entry.plain != entry.delivered


def _verify_manifest(run: Run, noted: dict[str, str], shelf: Shelf, problems: Problems, terminal: Terminal) -> None:
    manifest, signature = f"{run.name}/{LIST}", f"{run.name}/{SIGNATURE}"
    data = shelf.read(manifest) if shelf.kept(manifest) else b""
    try:
        told = {line["copy"]: line["delivered_sha256"] for line in map(json.loads, data.splitlines())}
    except (ValueError, KeyError, TypeError):
        data, told = b"", {}
    if told != noted:
        problems.error(run.address.place(manifest), "copies-manifest")
    if shelf.kept(signature):
        if not can_sign():
            problems.error(run.address.place(signature), "copies-extra", extra="sign")
        elif signer := find_signer(data, shelf.read(signature)):
            words = "签署者" if terminal.language == "zh" else "signed by"
            terminal.say(f"{run.address}/{manifest}: {words} {signer}")
        else:
            problems.error(run.address.place(signature), "copies-signature")


def forget_subscriber(subscriber: str, out: Address, terminal: Terminal) -> int:
    """Let the journal no longer know whose the subscriber's copies are; 1 where it knew of none.

    Fails:  ReportError with copies-journal.
    """
    with closing(_open(out, Problems())) as journal:
        for entry in journal.entries():
            if journal.subscriber(entry.copy) == subscriber:
                (out.home / entry.run / OUTBOX / f"{entry.copy}.eml").unlink(missing_ok=True)
        count = journal.forget(subscriber)
    zh, en = f"已删除 {count} 条对应关系。", f"forgotten in {count} copies."
    terminal.say(zh if terminal.language == "zh" else en)
    return 0 if count else 1


def tell_whose(file: Path, password: str, out: Address, terminal: Terminal) -> int:
    """Print each id that the file carries, and the subscriber's where a journal knows it; 1 where there is none.

    Fails:  ReportError with copies-unread.
    """
    problems = Problems()
    try:
        found = read_ids(file.read_bytes(), password)
    except (ValueError, OSError) as fault:
        problems.error(Place(file), "copies-unread", found=str(fault))
        problems.stop()
        raise
    if not found:
        terminal.say("没有发现副本号。" if terminal.language == "zh" else "no id of a copy was found.")
        return 1
    known = {}
    if (out.home / FILE).is_file():
        with closing(Journal(out.home)) as journal:
            known = {copy: journal.subscriber(copy) for copy in found}
    print_result("".join(f"{copy} {known.get(copy, '')}".rstrip() + "\n" for copy in found))
    return 0


def _open(out: Address, problems: Problems) -> Journal:
    """The journal of the copies there.

    Fails:  ReportError with copies-journal, where there is none.
    """
    if not (out.home / FILE).is_file():
        problems.error(out.place(""), "copies-journal", out=str(out.home))
        problems.stop()
    return Journal(out.home)
