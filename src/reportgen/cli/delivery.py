"""What the commands do that send copies: mails into a folder, and from there to a server."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path

from reportgen.cli.distribution import OUTBOX
from reportgen.cli.shelves import opened
from reportgen.cli.subscribers import load_subscribers
from reportgen.cli.terminal import Terminal, print_result
from reportgen.copies.address import Run
from reportgen.copies.claim import claimed
from reportgen.copies.journal import FILE, Journal
from reportgen.copies.letters import Letters, unknown_fields, write_letter
from reportgen.copies.post import LATER, REFUSED, SENT, UNKNOWN, Server, hand_in
from reportgen.deliver import write_file
from reportgen.fonts import find_fonts
from reportgen.freshness import MANIFEST
from reportgen.model.both import Both
from reportgen.problems import Place, Problems

_LETTERS = Path("layouts/mail")


def fill_outbox(
    root: Path, run: Run, file: Path, built: Path, sender: str, limit: int, link: str, terminal: Terminal
) -> int:
    """Write a mail for each copy of the run that is verified and not under way, and print their folder.

    Fails:  ReportError with the problems of the list and the letters, copies-journal, copies-unlisted, copies-link.
    """
    problems = Problems()
    fonts = find_fonts(root, problems)
    problems.stop()
    people = {one.id: one for one in load_subscribers(file, fonts.measure, problems)}
    attached, linked = (_load_letter(root, name, problems) for name in ("attached", "linked"))
    problems.stop()
    edition = json.loads((built / MANIFEST).read_bytes())["edition"]
    letters = Letters(
        sender=sender,
        title=Both(**edition["title"]),
        year=edition["year"],
        attached=attached,
        linked=linked,
        link=link,
    )
    with _journal(run, problems) as journal, opened(run.address, problems) as shelf:
        waiting = journal.in_state(run.name, "verified", LATER, REFUSED)  # of which a row may have been mended since
        for entry in journal.entries(run.name):
            subscriber = journal.subscriber(entry.copy)
            if entry.copy not in waiting or not subscriber:  # of a person who is forgotten
                continue
            name = f"{run.name}/{entry.copy}.pdf"
            place, person = run.address.place(name), people.get(subscriber)
            attaches = entry.size <= limit
            if person is None:
                problems.error(place, "copies-unlisted", copy=entry.copy)
            elif not attaches and not link:
                problems.error(place, "copies-link", copy=entry.copy, found=round(entry.size / 1e6, 1))
            else:
                sent = format_datetime(datetime.fromisoformat(entry.made))
                mail = write_letter(letters, person, entry, shelf.read(name) if attaches else None, sent)
                write_file(run.home / OUTBOX / f"{entry.copy}.eml", mail)
                journal.move(run.name, entry.copy, "queued")
    problems.stop()
    print_result(f"{run.home / OUTBOX}\n")
    return 0


def send(run: Run, server: Server, resend: str, terminal: Terminal) -> int:
    """Hand in the mails that wait, each once; 1 where one was refused or nobody can know.

    Why "sending" is noted before: a mail whose sending was cut off may be on its way, and is not sent again.

    Fails:  ReportError with copies-journal; OSError, where the server is not there.
    """
    problems, count = Problems(), 0
    with _journal(run, problems) as journal:
        if resend in journal.in_state(run.name, UNKNOWN):
            journal.move(run.name, resend, "queued")
        for copy in sorted(journal.in_state(run.name, UNKNOWN)):
            problems.error(run.address.place(f"{run.name}/{copy}.pdf"), "copies-unknown", copy=copy)
        for copy in sorted(journal.in_state(run.name, "queued")):
            mail = run.home / OUTBOX / f"{copy}.eml"
            data = mail.read_bytes()
            with closing(server.connect()) as session:
                journal.move(run.name, copy, UNKNOWN)
                state, said = hand_in(session, data)
            journal.move(run.name, copy, state)
            count += state == SENT
            terminal.progress("send", str(count))
            if state == UNKNOWN:
                problems.error(Place(mail), "copies-unknown", copy=copy)
            elif state != SENT:
                problems.error(Place(mail), "copies-refused", copy=copy, found=said)
    terminal.show(problems.found, strict=False)
    print_result(f"寄出 {count} 封。\n" if terminal.language == "zh" else f"{count} sent.\n")
    return 1 if problems.found else 0


@contextmanager
def _journal(run: Run, problems: Problems) -> Iterator[Journal]:
    """The journal of the run, which nobody else writes meanwhile."""
    home, place = run.address.home, run.address.place(run.name)
    if not (home / FILE).is_file():
        problems.error(place, "copies-journal", out=str(home))
        problems.stop()
    with claimed(home) as ours, closing(Journal(home)) as journal:
        if not ours:
            problems.error(place, "copies-busy", out=str(run.address))
            problems.stop()
        yield journal


def _load_letter(root: Path, name: str, problems: Problems) -> Both[str]:
    halves = {}
    for language in ("zh", "en"):
        file = _LETTERS / f"{name}-{language}.txt"
        try:
            halves[language] = (root / file).read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            problems.error(Place(file), "file-missing", file=str(file))
            halves[language] = ""
        if unknown := unknown_fields(halves[language]):
            problems.error(Place(file), "copies-letter", found=", ".join(unknown))
    return Both(zh=halves["zh"], en=halves["en"])
