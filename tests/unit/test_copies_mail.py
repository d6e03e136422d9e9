"""Copies as mails, and what becomes of them."""

import email
import json
import re
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from click.testing import CliRunner, Result

from reportgen.cli.main import cli
from reportgen.copies.journal import Journal
from reportgen.copies.pool import Outcome, Task
from reportgen.copies.subscribers import Subscriber
from reportgen.model.both import BookKind
from reportgen.problems import Place

PROJECT = Path(__file__).parents[2]
HEAD = "id,name,organisation,email,language,book,password\n"
LIST = HEAD + "S1,李雷,,li@example.org,zh,zh,\nS2,Zoë,,zoe@example.org,en,zh,\n"
ONE, TWO = "aaaa-aaaa-aaaa-aaaa", "bbbb-bbbb-bbbb-bbbb"
OUTBOX = ("--from", "desk@example.com", "--built", ".")


class Desk:
    """A mail server that answers as it is told, and keeps what it takes."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self.answer: Callable[[str], str | None] = lambda recipient: "250 OK"

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:
        recipient = envelope.rcpt_tos[0]  # type: ignore[attr-defined]
        answer = self.answer(recipient)
        if answer is None:
            server.transport.close()  # type: ignore[attr-defined]
            return "250 never heard"
        if answer.startswith("250"):
            self.taken.append(envelope.content)  # type: ignore[attr-defined]
        return answer


@pytest.fixture
def desk() -> Iterator[tuple[Desk, str]]:
    handler = Desk()
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler, f"127.0.0.1:{port}"
    controller.stop()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A run of two copies that are verified, in a project's folder."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(PROJECT / "layouts", tmp_path / "layouts", ignore=shutil.ignore_patterns("fonts"))
    (tmp_path / "layouts/fonts").symlink_to(PROJECT / "layouts/fonts")
    (tmp_path / "list.csv").write_text(LIST, "utf-8")
    told = {"edition": {"year": 2023, "title": {"zh": "小报告", "en": "Small Report"}}}
    (tmp_path / "report.json").write_text(json.dumps(told), "utf-8")
    run = tmp_path / "copies" / "run"
    run.mkdir(parents=True)
    with closing(Journal(run.parent)) as journal:
        for copy, person in ((ONE, "S1"), (TWO, "S2")):
            (run / f"{copy}.pdf").write_bytes(copy.encode())
            task = Task(copy, subscriber(person))
            journal.plan("run", [task])
            made = Outcome(fault="", there=True, delivered=copy * 2, size=len(copy))
            journal.note("run", task, made, "2023-09-01T08:00:00+00:00")
    return run


def subscriber(id_: str) -> Subscriber:
    return Subscriber(
        id=id_,
        name="",
        organisation="",
        email="",
        language="zh",
        book=BookKind.ZH,
        password="",
        place=Place(Path("list.csv")),
    )


def run(*words: str | Path) -> Result:
    return CliRunner(env={"LANG": "C.UTF-8"}).invoke(cli, ["copies", *map(str, words)], catch_exceptions=False)


def places(result: Result) -> list[str]:
    return re.findall(r"^(.+?:\d+:\d+: error\[.+?\])", result.stderr, re.MULTILINE)


def mails(folder: Path) -> dict[str, email.message.EmailMessage]:
    read = {
        file.stem: email.message_from_bytes(file.read_bytes(), policy=default) for file in folder.glob("outbox/*.eml")
    }
    return read  # type: ignore[return-value]


def test_each_subscriber_gets_a_letter_in_ones_language_with_the_copy(folder: Path) -> None:
    assert run("outbox", folder, "list.csv", *OUTBOX).exit_code == 0

    written = mails(folder)
    assert {name: (mail["To"], mail["Subject"]) for name, mail in written.items()} == {
        ONE: ("李雷 <li@example.org>", "小报告（2023）：您的个人副本"),
        TWO: ("Zoë <zoe@example.org>", "Small Report (2023): your personal copy"),
    }
    (attached,) = written[ONE].iter_attachments()
    assert (attached.get_content(), attached.get_filename()) == (ONE.encode(), f"{ONE}.pdf")
    assert written[ONE]["Message-ID"] == f"<{ONE}.{(ONE * 2)[:16]}@example.com>"


def test_the_same_copy_gives_the_same_mail(folder: Path) -> None:
    run("outbox", folder, "list.csv", *OUTBOX)
    first = {file.name: file.read_bytes() for file in folder.glob("outbox/*")}
    with closing(Journal(folder.parent)) as journal:
        for copy in (ONE, TWO):
            journal.move("run", copy, "verified")

    run("outbox", folder, "list.csv", *OUTBOX)

    assert {file.name: file.read_bytes() for file in folder.glob("outbox/*")} == first


def test_a_large_copy_is_linked(folder: Path) -> None:
    assert places(run("outbox", folder, "list.csv", *OUTBOX, "--limit", "0")) == [
        f"{folder}/{copy}.pdf:1:1: error[copies-link]" for copy in (ONE, TWO)
    ]
    assert run("outbox", folder, "list.csv", *OUTBOX, "--limit", "0", "--link", "https://example.com/c/").exit_code == 0

    assert f"https://example.com/c/{TWO}.pdf" in mails(folder)[TWO].get_content()


def test_what_keeps_a_mail_from_being_written_is_named(folder: Path) -> None:
    assert places(run("outbox", folder.parent, "list.csv", *OUTBOX)) == [f"{folder.parent}:1:1: error[copies-journal]"]
    Path("short.csv").write_text(LIST.partition("S2")[0], "utf-8")
    assert places(run("outbox", folder, "short.csv", *OUTBOX)) == [f"{folder}/{TWO}.pdf:1:1: error[copies-unlisted]"]
    Path("layouts/mail/linked-zh.txt").write_text("{nmae}", "utf-8")
    Path("layouts/mail/linked-en.txt").unlink()
    assert places(run("outbox", folder, "list.csv", *OUTBOX)) == [
        "layouts/mail/linked-en.txt:1:1: error[file-missing]",
        "layouts/mail/linked-zh.txt:1:1: error[copies-letter]",
    ]
    assert run("outbox", folder, "list.csv", "--from", "a@b.org\nBcc: c@d.org").exit_code == 2


def test_a_mail_is_sent_once(folder: Path, desk: tuple[Desk, str]) -> None:
    handler, server = desk
    run("outbox", folder, "list.csv", *OUTBOX)

    assert [run("send", folder, "--server", server).stdout for _ in range(2)] == ["2 sent.\n", "0 sent.\n"]
    run("outbox", folder, "list.csv", *OUTBOX)
    assert run("send", folder, "--server", server).stdout == "0 sent.\n"
    assert len(handler.taken) == 2


def test_a_mail_that_waits_goes_to_the_address_that_was_mended_since(folder: Path) -> None:
    run("outbox", folder, "list.csv", *OUTBOX)
    Path("list.csv").write_text(LIST.replace("zoe@example.org", "zoe@example.net"), "utf-8")

    run("outbox", folder, "list.csv", *OUTBOX)

    assert mails(folder)[TWO]["To"] == "Zoë <zoe@example.net>"


@pytest.mark.parametrize(
    ("answer", "code", "again"),
    [("554 no", "copies-refused", 0), ("451 later", "copies-refused", 1), (None, "copies-unknown", 0)],
)
def test_a_mail_that_did_not_go_is_sent_again_only_where_the_server_said_so(
    folder: Path, desk: tuple[Desk, str], answer: str | None, code: str, again: int
) -> None:
    handler, server = desk
    run("outbox", folder, "list.csv", *OUTBOX)
    handler.answer = lambda recipient: answer if recipient.startswith("zoe") else "250 OK"

    failed = run("send", folder, "--server", server)

    assert (failed.exit_code, places(failed), failed.stdout) == (
        1,
        [f"{folder}/outbox/{TWO}.eml:1:1: error[{code}]"],
        "1 sent.\n",
    )
    handler.answer = lambda recipient: "250 OK"
    assert run("send", folder, "--server", server).stdout == f"{again} sent.\n"


def test_a_mail_nobody_knows_of_is_sent_again_when_that_is_said(folder: Path, desk: tuple[Desk, str]) -> None:
    run("outbox", folder, "list.csv", *OUTBOX)
    with closing(Journal(folder.parent)) as journal:
        journal.move("run", ONE, "sending")  # as a kill leaves it

    assert run("send", folder, "--server", desk[1]).stdout == "1 sent.\n"
    assert run("send", folder, "--server", desk[1], "--resend", ONE).stdout == "1 sent.\n"


def test_a_server_that_is_not_there_leaves_all_mails_waiting(folder: Path, desk: tuple[Desk, str]) -> None:
    run("outbox", folder, "list.csv", *OUTBOX)

    assert run("send", folder, "--server", "127.0.0.1:1").exit_code == 3
    assert run("send", folder, "--server", desk[1]).stdout == "2 sent.\n"


def test_who_is_forgotten_gets_no_mail_and_the_others_do(folder: Path, desk: tuple[Desk, str]) -> None:
    run("outbox", folder, "list.csv", *OUTBOX)

    run("forget", "S1", "--out", folder.parent)

    assert set(mails(folder)) == {TWO}
    assert run("outbox", folder, "list.csv", *OUTBOX).exit_code == 0
    assert run("send", folder, "--server", desk[1]).stdout == "1 sent.\n"
