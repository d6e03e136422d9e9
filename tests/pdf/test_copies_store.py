"""Personal copies in a store: S3 as moto plays it, and another that shows files before they are whole."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import fsspec
import pytest
from click.testing import CliRunner, Result
from moto.server import ThreadedMotoServer
from tiny import SUBSCRIBERS_HEAD

from reportgen.cli.main import cli
from reportgen.copies.address import parse_address
from reportgen.copies.identity import copy_id
from reportgen.copies.journal import Journal
from reportgen.copies.pool import Task, make_copies
from reportgen.copies.store import Store

SECRET = "moto-secret-of-nobody"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    served = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    served.start()
    host, port = served.get_host_and_port()
    yield f"http://{host}:{port}"
    served.stop()


@pytest.fixture
def bucket(server: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    """A bucket of the test's own, which the environment's keys open."""
    for name, value in {
        "AWS_ENDPOINT_URL": server,
        "AWS_ACCESS_KEY_ID": "moto",
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "LANG": "C.UTF-8",
    }.items():
        monkeypatch.setenv(name, value)
    name = "b-" + sha256(request.node.name.encode()).hexdigest()[:12]
    s3().call_s3("create_bucket", Bucket=name)
    return name


@pytest.fixture
def project(root: Path, tmp_path: Path, bucket: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The built edition, in a folder where copies may be made."""
    shutil.copytree(root, tmp_path / "project", symlinks=True)
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def s3() -> Any:
    return fsspec.filesystem("s3", skip_instance_cache=True)


def names(address: str) -> set[str]:
    return {path.rpartition("/")[2] for path in s3().find(address)}


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["copies", *words], catch_exceptions=False)


def make(out: str, *more: str) -> Result:
    return run("make", "subscribers.csv", "--out", out, "--key", "../one.key", "--processes", "1", *more)


def codes(result: Result) -> list[str]:
    return re.findall(r"error\[(.+?)\]", result.stderr)


def ids(project: Path) -> tuple[str, str]:
    key = (project.parent / "one.key").read_bytes()
    return copy_id(key, "S1"), copy_id(key, "S2")


def test_copies_come_into_the_store_whole_and_journal_and_names_stay_here(project: Path, bucket: str) -> None:
    out = f"s3://{bucket}/autumn"
    assert make(out, "--dry-run").stdout.endswith(": 2 copies, 0 there\n")

    made = make(out)

    address, first, second = made.stdout.strip(), *ids(project)
    assert made.exit_code == 0, made.stderr
    assert address.startswith(out)
    assert names(address) == {f"{first}.pdf", f"{second}.pdf", "manifest.jsonl"}
    lines = map(json.loads, s3().cat_file(f"{address}/manifest.jsonl").splitlines())
    assert {each["copy"]: each["delivered_sha256"] for each in lines} == {
        name: sha256(s3().cat_file(f"{address}/{name}.pdf")).hexdigest() for name in (first, second)
    }
    home = project / "copies" / "s3" / bucket / "autumn"
    assert (home / "journal.sqlite").is_file() and list(home.rglob("*.pdf")) == []
    assert run("verify", "--out", out).stdout == "2 copies are right.\n"


def test_what_the_store_has_is_not_written_again(project: Path, bucket: str) -> None:
    address = make(f"s3://{bucket}").stdout.strip()
    first, second = ids(project)
    before = s3().info(f"{address}/{first}.pdf")["LastModified"]
    s3().rm_file(f"{address}/{second}.pdf")
    shutil.rmtree("copies")  # so that nothing is known of either

    again = make(f"s3://{bucket}")

    assert (again.exit_code, again.stderr) == (0, "2 made, 0 there before, 0 failed.\n")
    assert s3().info(f"{address}/{first}.pdf")["LastModified"] == before
    assert make(f"s3://{bucket}").stderr == "0 made, 2 there before, 0 failed.\n"


def test_what_the_store_cannot_take_now_waits_here_and_is_not_made_again(
    project: Path, bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise ConnectionResetError

    with monkeypatch.context() as patch:
        patch.setattr("reportgen.copies.store.Store._put", refuse)
        failed = make(f"s3://{bucket}")
    assert (failed.exit_code, codes(failed)) == (3, ["copies-store-silent"])
    waiting = {file.stem for file in Path("copies").rglob("*.pdf")}
    assert waiting <= set(ids(project)) and waiting
    asked: list[Task] = []
    monkeypatch.setattr(
        "reportgen.cli.distribution.make_copies",
        lambda order, tasks, processes: asked.extend(tasks) or make_copies(order, tasks, processes),
    )

    made = make(f"s3://{bucket}")

    assert {task.copy for task in asked} == set(ids(project)) - waiting
    assert names(made.stdout.strip()) == {*(f"{name}.pdf" for name in ids(project)), "manifest.jsonl"}
    assert list(Path("copies").rglob("*.pdf")) == []


def test_verify_tells_what_is_missing_altered_or_from_elsewhere_in_a_store(project: Path, bucket: str) -> None:
    assert codes(run("verify", "--out", f"s3://{bucket}")) == ["copies-journal"]
    address = make(f"s3://{bucket}").stdout.strip()
    first, second = ids(project)
    s3().mv(f"{address}/{first}.pdf", f"{address}/other.pdf")
    s3().pipe_file(f"{address}/{second}.pdf", b"another")

    found = run("verify", "--out", f"s3://{bucket}")

    assert set(codes(found)) == {"copies-file-missing", "copies-file-altered", "copies-file-unknown"}
    assert f"{address}/other.pdf:1:1: error[copies-file-unknown]" in found.stderr


def test_mails_are_written_here_with_copies_from_the_store(project: Path, bucket: str) -> None:
    address = make(f"s3://{bucket}/autumn").stdout.strip()
    first, second = ids(project)

    written = run("outbox", address, "subscribers.csv", "--from", "desk@example.com")

    outbox = Path(written.stdout.strip())
    assert outbox == Path("copies", "s3", bucket, "autumn", address.rpartition("/")[2], "outbox")
    assert {file.stem for file in outbox.iterdir()} == {first, second}
    assert b"Content-Type: application/pdf" in (outbox / f"{first}.eml").read_bytes()
    out = ("--out", f"s3://{bucket}/autumn")
    assert run("forget", "S1", *out).exit_code == 0
    assert {file.stem for file in outbox.iterdir()} == {second}
    s3().get_file(f"{address}/{second}.pdf", "leaked.pdf")
    assert run("who", "leaked.pdf", *out).stdout == f"{second} S2\n"
    assert run("who", f"{address}/{second}.pdf", *out).exit_code == 2


def test_a_larger_copy_is_linked_and_not_fetched(project: Path, bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    address = make(f"s3://{bucket}").stdout.strip()
    monkeypatch.setattr("reportgen.copies.store.Store.read", None)
    link = ("--limit", "0", "--link", "https://example.com/c/")

    written = run("outbox", address, "subscribers.csv", "--from", "desk@example.com", *link)

    (mail, _) = sorted(Path(written.stdout.strip()).iterdir())
    assert b"https://example.com/c/" in mail.read_bytes()


@pytest.mark.parametrize(
    ("out", "code"),
    [("s3://no-such-bucket/x", "copies-store-missing"), ("nosuch://bucket", "copies-store-driver")],
)
def test_a_store_that_cannot_be_used_is_named(project: Path, out: str, code: str) -> None:
    failed = make(out)

    assert (failed.exit_code, codes(failed)) == (3, [code])
    assert f"{out}:1:1: error" in failed.stderr


def test_a_store_that_is_not_there_is_named(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free.getsockname()[1]}")

    failed = make("s3://bucket")

    assert (failed.exit_code, codes(failed)) == (3, ["copies-store-silent"])


def test_without_credentials_or_the_extra_that_is_said(
    project: Path, bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    assert codes(make(f"s3://{bucket}")) == ["copies-store-rights"]
    monkeypatch.setattr("reportgen.copies.store.find_spec", lambda name: None)

    assert codes(make(f"s3://{bucket}")) == ["copies-extra"]


def test_what_arrives_as_something_else_is_taken_away_and_is_a_fault_of_that_copy(
    project: Path, bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, _ = None, make(f"s3://{bucket}", "--dry-run")
    put = Store._put

    def spoil(store: Store, path: str, data: bytes) -> None:
        nonlocal bad
        if path.endswith(".pdf") and bad in (None, path):
            bad, data = path, data + b"\n"
        put(store, path, data)

    monkeypatch.setattr(Store, "_put", spoil)

    failed = make(f"s3://{bucket}")

    assert (failed.exit_code, codes(failed)) == (1, ["copies-failed"])
    assert failed.stderr.endswith("1 made, 0 there before, 1 failed.\n")
    assert bad is not None and not s3().exists(bad)


def test_a_run_into_a_store_that_is_killed_goes_on_and_loses_and_doubles_nothing(project: Path, bucket: str) -> None:
    copies, kills, out = 6, 2, f"s3://{bucket}/x"
    people = [f"S{n},Reader {n},,r{n}@example.org,en,parallel,{'password' * (n % 3 == 0)}\n" for n in range(copies)]
    Path("subscribers.csv").write_text(SUBSCRIBERS_HEAD + "".join(people), "utf-8")
    words = ["make", "subscribers.csv", "--out", out, "--key", "../one.key", "--processes", "2"]
    command = [sys.executable, "-m", "reportgen", "copies", *words]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}

    for kill in range(1, kills + 1):
        process = subprocess.Popen(command, env=environment)
        while process.poll() is None and len(names(out)) < kill * copies // (kills + 1):
            time.sleep(0.005)
        process.kill()
        process.wait()
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)

    key = Path("../one.key").read_bytes()
    assert names(out) == {*(f"{copy_id(key, f'S{n}')}.pdf" for n in range(copies)), "manifest.jsonl"}
    assert run("verify", "--out", out).stdout == f"{copies} copies are right.\n"
    assert list(Path("copies").rglob("*.pdf")) == []
    assert "Unclosed" not in done.stderr
    with closing(Journal(parse_address(out).home)) as journal:
        assert len(journal.entries()) == copies
