"""A store as such: what is no address of one, how it refuses, and when a file in it is whole."""

from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportgen.cli.main import cli
from reportgen.copies.address import Address, parse_address
from reportgen.copies.refusal import Refusal
from reportgen.copies.shelf import Kept
from reportgen.copies.store import Store

SECRET = "secret-of-nobody"


@pytest.mark.parametrize(
    "out", ["s3://key:secret@bucket/x", "s3://", "s3://b/../x", "file:///tmp/x", "s3://b/x?versionId=1", "s3://b/*"]
)
def test_what_is_no_address_is_refused_and_not_quoted(out: str) -> None:
    refused = CliRunner().invoke(cli, ["copies", "make", "subscribers.csv", "--out", out])

    assert refused.exit_code == 2
    assert "secret" not in refused.stderr


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (PermissionError(SECRET), "copies-store-rights"),
        (TimeoutError(SECRET), "copies-store-silent"),
        (RuntimeError(SECRET), "copies-store-fault"),
    ],
)
def test_a_refusal_is_told_without_the_words_of_the_library(
    monkeypatch: pytest.MonkeyPatch, fault: Exception, code: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise fault

    store = Store(Address(Path("copies"), "memory://bucket"))
    monkeypatch.setattr(store._store, "cat_file", refuse)

    with pytest.raises(Refusal) as told:
        store.read("run/a.pdf")

    assert told.value.code == code
    assert SECRET not in repr(told.value.values)


def test_where_files_show_before_they_are_whole_they_are_moved_to_their_names(monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(parse_address("memory://shelf"))
    seen: list[str] = []
    pipe = store._store.pipe_file
    monkeypatch.setattr(store._store, "pipe_file", lambda path, data: seen.append(path) or pipe(path, data))

    store.write("run/a.pdf", b"whole")

    assert (seen, store.read("run/a.pdf"), store.names("run")) == (["shelf/run/.a.pdf.part"], b"whole", {"run/a.pdf"})
    assert store.kept("run/a.pdf") == Kept(5, sha256(b"whole").hexdigest())
    store.remove("run/a.pdf")
    assert store.kept("run/a.pdf") is None


def test_what_arrives_as_something_else_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(parse_address("memory://spoilt"))
    monkeypatch.setattr(Store, "kept", lambda store, name: Kept(1, "other"))

    with pytest.raises(Refusal, match="copies-store-altered"):
        store.write("run/manifest.jsonl", b"x")

    assert store.names() == frozenset()
