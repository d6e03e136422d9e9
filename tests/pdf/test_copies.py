"""Personal copies of a small edition."""

import json
import os
import re
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner, Result
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pdf import Pdf
from tiny import SUBSCRIBERS_HEAD as HEAD

from reportgen.cli.main import cli
from reportgen.copies.claim import joined
from reportgen.copies.examine import find_fault, read_ids
from reportgen.copies.identity import copy_id
from reportgen.copies.pool import LOST, Bench, Order, Outcome, Task, make_copies
from reportgen.copies.proof import find_own_fault, make_witness
from reportgen.copies.protect import FORBIDDEN, encrypt
from reportgen.copies.sign import SigningKey, is_signed_whole
from reportgen.copies.stamp import Words, stamp
from reportgen.copies.subscribers import Subscriber
from reportgen.copies.template import Notices, Template, make_template
from reportgen.deliver import write_file
from reportgen.model.both import BookKind, Both
from reportgen.model.fonts import Face, Fonts
from reportgen.problems import Place

WORDS = Words(Both(zh="授权给 {holder}", en="Licensed to {holder}"), Both(zh="个人副本。", en="Personal."))
NOTICES = Notices(page=2, left_pt=57)
ID = "abcd-efgh-2345-qrst"


@pytest.fixture
def faces(fonts: Fonts) -> tuple[Face, ...]:
    by_name = {(face.family, face.weight, face.italic): face for face in fonts.faces}
    return by_name["Source Sans 3", 400, False], by_name["Noto Sans CJK SC", 400, False]


@pytest.fixture(scope="module")
def template(root: Path) -> Template:
    return make_template((root / "build" / "report.pdf").read_bytes())


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, words, catch_exceptions=False)


def codes(result: Result) -> list[str]:
    return re.findall(r"error\[(.+?)\]", result.stderr)


def subscriber(**changes: str) -> Subscriber:
    told = {
        "id": "S1",
        "name": "李雷 Müller",
        "organisation": "示例院",
        "email": "a@example.org",
        "password": "",
    } | changes
    return Subscriber(**told, language="zh", book=BookKind.PARALLEL, place=Place(Path("list.csv"), 2))  # type: ignore[arg-type]


def make(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *more: str) -> Result:
    monkeypatch.chdir(root)
    monkeypatch.setenv("LANG", "C.UTF-8")
    fixed = ("--out", str(tmp_path / "out"), "--key", str(tmp_path / "one.key"), "--processes", "1")
    return run("copies", "make", "subscribers.csv", *fixed, *more)


def test_a_copy_says_whose_it_is_on_each_page_and_stays_accessible(
    template: Template, faces: tuple[Face, ...], root: Path
) -> None:
    copy, master = stamp(template, subscriber(), ID, WORDS, faces), Pdf((root / "build" / "report.pdf").read_bytes())
    made = Pdf(copy)

    assert find_fault(copy, ID, master.pages) == ""
    assert made.faults() == []
    for page in range(1, made.pages + 1):
        assert f"Licensed to 李雷 Müller, 示例院 · 授权给 李雷 Müller，示例院 · {ID}" in made.text(page)
        assert made.links(page) == master.links(page)
        assert made.reading_order(page) == master.reading_order(page)
    assert (made.bookmarks(), made.labels(), made.tags()) == (master.bookmarks(), master.labels(), master.tags())


def test_the_same_copy_has_the_same_bytes(template: Template, faces: tuple[Face, ...]) -> None:
    assert stamp(template, subscriber(), ID, WORDS, faces) == stamp(template, subscriber(), ID, WORDS, faces)


def test_nothing_of_the_unmarked_book_is_left_to_cut_off(template: Template, faces: tuple[Face, ...]) -> None:
    copy = stamp(template, subscriber(), ID, WORDS, faces)

    assert copy.count(b"startxref") == 1


def test_each_letter_of_the_line_shows_in_a_viewer(template: Template, faces: tuple[Face, ...]) -> None:
    page = pypdfium2.PdfDocument(stamp(template, subscriber(), ID, WORDS, faces))[1]
    picture, words = page.render(scale=4).to_pil().convert("L"), page.get_textpage()
    line = words.search("Licensed").get_next()
    assert line is not None

    for n in range(line[0], words.count_chars()):
        left, bottom, right, top = (4 * edge for edge in words.get_charbox(n, loose=True))
        letter = words.get_text_range(n, 1)
        darkest, _ = picture.crop((left, picture.height - top, right, picture.height - bottom)).getextrema()
        assert letter.isspace() or darkest < 200, letter


def test_a_copy_says_over_the_notices_in_its_readers_language_that_it_is_personal(
    root: Path, faces: tuple[Face, ...]
) -> None:
    master = (root / "build" / "report.pdf").read_bytes()
    noticed = make_template(master, NOTICES)

    for language, words in (("zh", "个人副本。"), ("en", "Personal.")):
        copy = Pdf(stamp(noticed, replace(subscriber(), language=language), ID, WORDS, faces))
        assert [words in copy.text(page) for page in range(1, copy.pages + 1)] == [
            page == NOTICES.page for page in range(1, copy.pages + 1)
        ]
        assert copy.faults() == []


def test_a_light_line_crosses_each_page_where_it_is_wanted(root: Path, faces: tuple[Face, ...]) -> None:
    crossed = make_template((root / "build" / "report.pdf").read_bytes(), diagonal=True)

    copy = Pdf(stamp(crossed, subscriber(), ID, WORDS, faces))

    assert [copy.text(page).count(ID) for page in range(1, copy.pages + 1)] == [2] * copy.pages
    assert copy.faults() == []


def test_what_is_forbidden_is_asked_of_viewers_and_reading_aloud_never_is(
    template: Template, faces: tuple[Face, ...]
) -> None:
    plain = stamp(template, subscriber(), ID, WORDS, faces)

    with pikepdf.open(BytesIO(encrypt(plain, "", tuple(FORBIDDEN)))) as book:
        allowed = {name for name, given in book.allow._asdict().items() if given}
    assert allowed == {"accessibility"}


def test_a_long_line_is_set_smaller_and_stays_on_the_page(template: Template, faces: tuple[Face, ...]) -> None:
    copy = stamp(template, subscriber(name="很" * 60, organisation="长" * 60), ID, WORDS, faces)

    assert find_fault(copy, ID, template.pages) == ""
    places = [left for _, left, _ in Pdf(copy).characters(1)]
    assert min(places) > 0 and max(places) < 596


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda copy: copy[:200], "not a PDF"),
        (lambda copy: copy.replace(b"(Copy", b"(Kopy").replace(ID.encode(), b"abcd-efgh-2345-qrsu", 1), "a mark"),
        (lambda copy: without(copy, "PieceInfo"), "a mark"),
        (lambda copy: without(copy, "Contents"), "the line is not to be read on page 1"),
        (lambda copy: without(copy, "Contents", page=1), "the line is not to be read on page 2"),
        (lambda copy: without(copy, "MarkInfo", page=None), ""),
    ],
)
def test_a_spoilt_copy_does_not_count(template: Template, faces: tuple[Face, ...], spoil: object, said: str) -> None:
    fault = find_fault(spoil(stamp(template, subscriber(), ID, WORDS, faces)), ID, template.pages)  # type: ignore[operator]

    assert fault != "" and fault.startswith(said)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda copy, at: copy[: at // 2] + b"!" + copy[at // 2 + 1 :], "what all copies share"),
        (lambda copy, at: copy[:at] + copy[at:].replace(b"/Size ", b"/Sise "), "its table"),
        (lambda copy, at: copy[:at] + copy[at:].replace(b"/Info ", b"/Inof "), "its table"),
        (lambda copy, at: copy[:at] + b"%%" + copy[at:], "its table"),
        (lambda copy, at: copy[:at] + copy[at:].replace(b"0 obj", b"1 obj", 1), "its object"),
        (lambda copy, at: copy[:at] + copy[at:].replace(b"(Copy", b"(Kopy").replace(b"abcd-", b"abce-"), "a mark"),
        (lambda copy, at: copy[:at] + copy[at:].replace(b"pdfuaid:part", b"pdfuaid:trap"), ""),
        (lambda copy, at: copy[:at] + copy[at:].replace(b"/FontFile", b"/Fontfile"), ""),
        (lambda copy, at: copy[:at] + copy[at:].replace(b"/Subtype /Form", b"/Subtype /From"), "the line is not"),
    ],
)
def test_what_a_copy_brings_is_proven(template: Template, faces: tuple[Face, ...], spoil: object, said: str) -> None:
    witness, copy = make_witness(template), stamp(template, subscriber(), ID, WORDS, faces)

    assert find_own_fault(copy, ID, template, witness) == ""
    fault = find_own_fault(spoil(copy, len(template.shared)), ID, template, witness)  # type: ignore[operator]
    assert fault != "" and fault.startswith(said)


def test_a_letter_that_no_viewer_draws_is_found(
    template: Template, faces: tuple[Face, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportgen.copies.lettering._WRAPPING", ())  # such fonts are valid, and blank
    copy = stamp(template, subscriber(name="乙", organisation=""), ID, WORDS, faces)

    assert find_fault(copy, ID, template.pages) == ""
    assert find_own_fault(copy, ID, template, make_witness(template)) == "the letter 乙 does not show"


@pytest.mark.parametrize("whole", [False, True])
def test_the_first_copy_is_validated_as_a_whole_and_the_others_where_that_is_asked_for(
    root: Path, tmp_path: Path, faces: tuple[Face, ...], monkeypatch: pytest.MonkeyPatch, whole: bool
) -> None:
    seen: list[str] = []
    monkeypatch.setattr("reportgen.copies.pool.find_fault", lambda copy, id_, pages: seen.append(id_) or "")
    master = (root / "build" / "report.pdf").read_bytes()
    bench = Bench(Order(master=master, words=WORDS, faces=faces, folder=tmp_path, write=write_file, whole=whole))

    for id_ in (ID, ID[::-1].replace("2345", "abcd")):
        assert [outcome.there for outcome in bench.make(Task(id_, subscriber()))] == [False, True]

    assert len(seen) == (2 if whole else 1)


def without(copy: bytes, key: str, *, page: int | None = 0) -> bytes:
    """The copy of which a page, or the catalogue, lacks a key."""
    with pikepdf.open(BytesIO(copy)) as book:
        del (book.Root if page is None else book.pages[page].obj)[f"/{key}"]
        kept = BytesIO()
        book.save(kept, fix_metadata_version=False)
    return kept.getvalue()


def test_a_single_page_still_tells_its_id(template: Template, faces: tuple[Face, ...]) -> None:
    page, kept = pikepdf.new(), BytesIO()
    with pikepdf.open(BytesIO(stamp(template, subscriber(), ID, WORDS, faces))) as book:
        page.pages.append(book.pages[1])
        page.save(kept)
        del page.pages[0].obj["/PieceInfo"]
        bare = BytesIO()
        page.save(bare)

    assert read_ids(kept.getvalue()) == (ID,)
    assert read_ids(bare.getvalue()) == (ID,)  # from the printed line


def test_a_book_that_is_no_copy_has_no_id(root: Path) -> None:
    assert read_ids((root / "build" / "report.pdf").read_bytes()) == ()
    with pytest.raises(ValueError):
        read_ids(b"no PDF")


def test_make_writes_a_copy_each_under_its_id_and_a_manifest_without_names(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = make(root, tmp_path, monkeypatch)

    assert result.exit_code == 0, result.stderr
    folder = Path(result.stdout.strip())
    key = (tmp_path / "one.key").read_bytes()
    assert {file.stem for file in folder.glob("*.pdf")} == {copy_id(key, "S1"), copy_id(key, "S2")}
    manifest = (folder / "manifest.jsonl").read_text("utf-8")
    told = [json.loads(line) for line in manifest.splitlines()]
    assert {each["copy"] for each in told} == {copy_id(key, "S1"), copy_id(key, "S2")}
    assert all(word not in manifest for word in ("S1", "李雷", "Zo", "example.org"))
    copy = Pdf((folder / f"{copy_id(key, 'S2')}.pdf").read_bytes())
    assert copy.text(1).count("Zoë Łuk") == 2
    (noticed,) = (page for page in range(1, copy.pages + 1) if "This copy is personal" in copy.text(page))
    assert "Important notice" in copy.text(noticed)


def test_a_second_run_makes_what_is_missing_only(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(make(root, tmp_path, monkeypatch, "--only", "S1").stdout.strip())
    (first,) = folder.glob("*.pdf")
    before = first.stat().st_mtime_ns

    result = make(root, tmp_path, monkeypatch)

    assert "1 made, 1 there before, 0 failed" in result.stderr
    assert len(list(folder.glob("*.pdf"))) == 2
    assert first.stat().st_mtime_ns == before


def test_other_options_make_another_run(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    options = ([], ["--diagonal"], ["--encrypt"], ["--forbid", "print"], ["--forbid", "print", "--forbid", "copy"])
    made = [make(root, tmp_path, monkeypatch, "--only", "S1", *more).stdout for more in options]
    again = make(root, tmp_path, monkeypatch, "--only", "S1", "--forbid", "copy", "--forbid", "print").stdout

    assert len(set(made)) == len(options)
    assert again == made[-1]


@pytest.mark.parametrize("book", ["parallel", "zh", "en"])
def test_a_book_is_asked_for_by_its_name(root: Path, monkeypatch: pytest.MonkeyPatch, book: str) -> None:
    monkeypatch.chdir(root)

    assert run("copies", "make", "subscribers.csv", "--book", book, "--built", "elsewhere").exit_code == 1
    assert run("exhibits", "--book", book, "--help").exit_code == 0


def test_a_row_that_was_mended_gets_another_copy_and_its_earlier_mail_goes(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "list.csv").write_text(HEAD + "S1,Wrng,,a@example.org,en,parallel,\n", "utf-8")
    fixed = ("--out", str(tmp_path / "out"), "--key", str(tmp_path / "one.key"), "--processes", "1")
    monkeypatch.chdir(root)
    first = Path(run("copies", "make", str(tmp_path / "list.csv"), *fixed).stdout.strip())
    run("copies", "outbox", str(first), str(tmp_path / "list.csv"), "--from", "desk@example.com")
    (mail,) = first.glob("outbox/*.eml")
    (tmp_path / "list.csv").write_text(HEAD + "S1,Right,,a@example.org,en,parallel,\n", "utf-8")

    folder = Path(run("copies", "make", str(tmp_path / "list.csv"), *fixed).stdout.strip())

    (file,) = folder.glob("*.pdf")
    assert "Licensed to Right" in Pdf(file.read_bytes()).text(1)
    assert not mail.exists()
    assert run("copies", "verify", "--out", str(tmp_path / "out")).exit_code == 0


def test_a_dry_run_writes_nothing(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = make(root, tmp_path, monkeypatch, "--dry-run")

    assert (result.exit_code, result.stdout.split(": ")[1]) == (0, "2 copies, 0 there\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("more", "code"), [(("--only", "S9"), "copies-nobody"), (("--built", "elsewhere"), "copies-master")]
)
def test_what_cannot_be_made_is_said(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...], code: str
) -> None:
    result = make(root, tmp_path, monkeypatch, *more)

    assert (result.exit_code, codes(result)) == (1, [code])
    assert not (tmp_path / "out").exists()


def test_a_failed_copy_is_reported_and_the_rest_go_on(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportgen.cli.distribution.write_file", refuse_first)
    (tmp_path / "out").mkdir()

    result = make(root, tmp_path, monkeypatch)

    assert (result.exit_code, codes(result)) == (1, ["copies-failed"])
    assert "1 made, 0 there before, 1 failed" in result.stderr


def refuse_first(file: Path, data: bytes) -> None:
    """As a disk that fails once."""
    mark = file.parent.parent / "refused"
    if not mark.exists():
        mark.touch()
        raise OSError("no room")
    write_file(file, data)


def test_a_worker_that_ends_takes_no_other_copy_with_it(root: Path, tmp_path: Path, faces: tuple[Face, ...]) -> None:
    order = Order(
        master=(root / "build" / "report.pdf").read_bytes(), words=WORDS, faces=faces, folder=tmp_path, write=end_at_b
    )
    tasks = [Task(name, subscriber(id=name)) for name in ("a", "b", "c")]
    tasks = [Task(copy_id(b"k", task.copy) if task.copy != "b" else ID, task.subscriber) for task in tasks]

    made: dict[str, Outcome] = {}  # the last of each
    made.update({task.subscriber.id: outcome for task, outcome in make_copies(order, tasks, 1)})

    assert {name: outcome.fault for name, outcome in made.items()} == {"a": "", "b": LOST, "c": ""}


def end_at_b(file: Path, data: bytes) -> None:
    if file.stem == ID:
        raise SystemExit(1)
    write_file(file, data)


def test_the_example_list_can_be_used_as_it_is(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "example.csv").write_text(run("copies", "example").stdout, "utf-8")
    monkeypatch.chdir(root)

    result = run("copies", "make", str(tmp_path / "example.csv"), "--dry-run", "--out", str(tmp_path / "out"))

    assert result.stdout.endswith("2 copies, 0 there\n")


def test_a_password_encrypts_its_copy_and_opens_it(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "list.csv").write_text(HEAD + "S1,A,,a@example.org,en,parallel,open-sesame\n", "utf-8")
    monkeypatch.chdir(root)
    fixed = ("--out", str(tmp_path / "out"), "--key", str(tmp_path / "one.key"), "--processes", "1")

    folder = Path(run("copies", "make", str(tmp_path / "list.csv"), *fixed).stdout.strip())

    (file,) = folder.glob("*.pdf")
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(file)
    with pikepdf.open(file, password="open-sesame") as book:
        assert (book.encryption.R, str(book.encryption.stream_method)) == (6, "EncryptionMethod.aesv3")
        assert all(book.allow)
    (told,) = map(json.loads, (folder / "manifest.jsonl").read_text("utf-8").splitlines())
    assert told["plain_sha256"] != told["delivered_sha256"] == sha256(file.read_bytes()).hexdigest()
    out = ("--out", str(tmp_path / "out"))
    assert run("copies", "who", str(file), "--password", "open-sesame", *out).stdout == f"{file.stem} S1\n"
    assert codes(run("copies", "who", str(file), *out)) == ["copies-unread"]


def test_a_copy_tells_whose_it_is_until_the_person_is_forgotten(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(make(root, tmp_path, monkeypatch).stdout.strip())
    file = folder / f"{copy_id((tmp_path / 'one.key').read_bytes(), 'S1')}.pdf"
    out = ("--out", str(tmp_path / "out"))

    assert run("copies", "who", str(file), *out).stdout == f"{file.stem} S1\n"
    assert run("copies", "forget", "S1", *out).exit_code == 0
    assert run("copies", "who", str(file), *out).stdout == f"{file.stem}\n"
    assert run("copies", "forget", "S1", *out).exit_code == 1
    assert b"S1" not in b"".join(each.read_bytes() for each in (tmp_path / "out").glob("journal*"))


def test_verify_tells_what_is_missing_altered_or_from_elsewhere(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = ("--out", str(tmp_path / "out"))
    assert codes(run("copies", "verify", *out)) == ["copies-journal"]
    folder = Path(make(root, tmp_path, monkeypatch).stdout.strip())
    assert run("copies", "verify", *out).stdout == "2 copies are right.\n"

    first, second = sorted(folder.glob("*.pdf"))
    first.rename(folder / "other.pdf")
    second.write_bytes(second.read_bytes() + b"\n")

    assert set(codes(run("copies", "verify", *out))) == {
        "copies-file-missing",
        "copies-file-altered",
        "copies-file-unknown",
    }


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key with a certificate of its own, that "open-sesame" opens."""
    key, name = rsa.generate_private_key(65537, 2048), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Trial")])
    begins = datetime(2023, 9, 1, tzinfo=UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, begins, begins + timedelta(days=36500))
    signed = made.add_extension(x509.KeyUsage(True, True, *[False] * 7), critical=True).sign(key, hashes.SHA256())
    file = tmp_path_factory.mktemp("key") / "trial.p12"
    closed = serialization.BestAvailableEncryption(b"open-sesame")
    file.write_bytes(pkcs12.serialize_key_and_certificates(b"trial", key, signed, None, closed))
    return file


def test_manifest_and_copies_are_signed_and_stay_accessible(
    root: Path, tmp_path: Path, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPORTGEN_SIGN_PASSWORD", "open-sesame")
    out = ("--out", str(tmp_path / "out"))

    folder = Path(make(root, tmp_path, monkeypatch, "--sign", str(certificate), "--sign-copies").stdout.strip())

    for file in folder.glob("*.pdf"):
        assert find_fault(file.read_bytes(), file.stem, Pdf(file.read_bytes()).pages) == ""
        assert is_signed_whole(file.read_bytes()) and not is_signed_whole(file.read_bytes() + b"\n")
    verified = run("copies", "verify", *out)
    assert (verified.exit_code, "Trial sha256:" in verified.stderr) == (0, True)
    manifest = folder / "manifest.jsonl"
    manifest.write_bytes(manifest.read_bytes().replace(b'"size"', b'"Size"'))
    assert codes(run("copies", "verify", *out)) == ["copies-signature"]
    manifest.write_bytes(b"")
    assert codes(run("copies", "verify", *out)) == ["copies-manifest", "copies-signature"]


def test_a_copy_with_a_password_is_signed_too(template: Template, faces: tuple[Face, ...], certificate: Path) -> None:
    closed = encrypt(stamp(template, subscriber(), ID, WORDS, faces), "open-sesame")

    signed = SigningKey(certificate.read_bytes(), "open-sesame").sign_copy(closed, "open-sesame")

    assert is_signed_whole(signed, "open-sesame")
    assert read_ids(signed, "open-sesame") == (ID,)


def test_what_cannot_sign_is_named(
    root: Path, tmp_path: Path, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert codes(make(root, tmp_path, monkeypatch, "--sign", str(certificate))) == ["copies-sign-key"]
    assert codes(make(root, tmp_path, monkeypatch, "--sign", "no.p12")) == ["copies-sign-key"]
    assert make(root, tmp_path, monkeypatch, "--sign-copies").exit_code == 2
    monkeypatch.setattr("reportgen.cli.distribution.can_sign", lambda: False)
    assert codes(make(root, tmp_path, monkeypatch, "--sign", str(certificate))) == ["copies-extra"]


def test_two_runs_never_write_into_one_folder_at_once(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportgen.copies.claim._PATIENCE_S", 0.1)
    with joined(tmp_path / "out"):
        assert codes(make(root, tmp_path, monkeypatch)) == ["copies-busy"]


def test_a_copy_that_was_there_before_a_kill_could_be_noted_is_not_made_again(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(make(root, tmp_path, monkeypatch).stdout.strip())
    with closing(sqlite3.connect(tmp_path / "out" / "journal.sqlite")) as base, base:
        base.execute("UPDATE copies SET state = 'stamped'")
    min(folder.glob("*.pdf")).write_bytes(b"another")

    assert "1 made, 1 there before, 0 failed" in make(root, tmp_path, monkeypatch).stderr


@pytest.mark.parametrize(("copies", "kills"), [(9, 3), pytest.param(10_000, 50, marks=pytest.mark.long)])
def test_a_run_that_is_killed_goes_on_and_loses_and_doubles_nothing(
    root: Path, tmp_path: Path, copies: int, kills: int
) -> None:
    people = [f"S{n},Reader {n},,r{n}@example.org,en,parallel,{'password' * (n % 9 == 0)}\n" for n in range(copies)]
    (tmp_path / "list.csv").write_text(HEAD + "".join(people), "utf-8")
    out = tmp_path / "out"
    words = ["copies", "make", str(tmp_path / "list.csv"), "--out", str(out), "--key", str(tmp_path / "one.key")]
    command = [sys.executable, "-m", "reportgen", *words, "--processes", "2"]

    for kill in range(1, kills + 1):
        process = subprocess.Popen(command, cwd=root, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)})
        while process.poll() is None and len(list(out.glob("*/*.pdf"))) < kill * copies // (kills + 1):
            time.sleep(0.001)
        process.kill()
        process.wait()
    subprocess.run(command, cwd=root, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}, check=True)

    (folder,) = (each for each in out.iterdir() if each.is_dir())
    key = (tmp_path / "one.key").read_bytes()
    manifest = [json.loads(line) for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines()]
    assert sorted(each["copy"] for each in manifest) == sorted(copy_id(key, f"S{n}") for n in range(copies))
    assert {file.name for file in folder.iterdir()} == {f"{each['copy']}.pdf" for each in manifest} | {"manifest.jsonl"}
    assert run("copies", "verify", "--out", str(out)).exit_code == 0
