"""Personal copies made by the workers of a dask cluster."""

import json
import os
import re
import signal
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from distributed import LocalCluster
from tiny import SUBSCRIBERS_HEAD

from reportgen.cli.main import cli
from reportgen.copies.cluster import make_copies_on
from reportgen.copies.identity import copy_id
from reportgen.copies.kit import read_versions
from reportgen.copies.pool import Order, Outcome, Outcomes, Task
from reportgen.copies.stamp import Words
from reportgen.copies.subscribers import Subscriber
from reportgen.deliver import write_file
from reportgen.model.both import BookKind, Both
from reportgen.model.fonts import Fonts
from reportgen.problems import Place


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with start(2) as started:
        yield started


def start(workers: int) -> LocalCluster:
    return LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        scheduler_port=0,
        dashboard_address="127.0.0.1:0",
        host="127.0.0.1",
        memory_limit=0,
        silence_logs=50,
    )


def at(cluster: LocalCluster) -> str:
    return str(cluster.scheduler_address).replace("tcp://", "dask://")


@pytest.fixture
def project(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(root)
    monkeypatch.setenv("LANG", "C.UTF-8")
    return root


def make(folder: Path, *more: str) -> Result:
    fixed = ("--key", str(folder / "one.key"), "--out", str(folder / "out"))
    return CliRunner().invoke(cli, ["copies", "make", "subscribers.csv", *fixed, *more], catch_exceptions=False)


def codes(result: Result) -> list[str]:
    return re.findall(r"error\[(.+?)\]", result.stderr)


def hashes(made: Result) -> dict[str, str]:
    lines = (Path(made.stdout.strip()) / "manifest.jsonl").read_text("utf-8").splitlines()
    return {told["copy"]: told["delivered_sha256"] for told in map(json.loads, lines)}


def list_of_eight(folder: Path) -> tuple[str, ...]:
    """The command that makes their copies, but for where."""
    people = [f"S{n},Reader {n},,r{n}@example.org,en,parallel,\n" for n in range(8)]
    (folder / "list.csv").write_text(SUBSCRIBERS_HEAD + "".join(people), "utf-8")
    return "copies", "make", str(folder / "list.csv"), "--key", str(folder / "one.key"), "--out"


def test_a_cluster_makes_the_same_copies_though_a_worker_is_killed_in_the_middle(
    project: Path, tmp_path: Path, cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = list_of_eight(tmp_path)
    here = CliRunner().invoke(cli, [*words, str(tmp_path / "here")], catch_exceptions=False)
    monkeypatch.setattr("reportgen.copies.cluster._CHUNK", 1)
    killed: list[int] = []

    def kill_one(address: str, order: Order, tasks: list[Task]) -> Outcomes:
        for outcome in make_copies_on(address, order, tasks):
            if not killed:
                killed.append(cluster.workers[0].pid)
                os.kill(killed[0], signal.SIGKILL)
            yield outcome

    monkeypatch.setattr("reportgen.cli.distribution.make_copies_on", kill_one)

    far = CliRunner().invoke(cli, [*words, str(tmp_path / "far"), "--executor", at(cluster)], catch_exceptions=False)

    assert (far.exit_code, far.stderr, len(killed)) == (0, "8 made, 0 there before, 0 failed.\n", 1)
    assert hashes(far) == hashes(here)
    assert CliRunner().invoke(cli, ["copies", "verify", "--out", str(tmp_path / "far")]).exit_code == 0


def test_what_a_cluster_made_before_it_left_is_not_made_again(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = [*list_of_eight(tmp_path), str(tmp_path / "out")]
    monkeypatch.setattr("reportgen.copies.cluster._CHUNK", 1)
    monkeypatch.setattr("reportgen.copies.cluster._PATIENCE_S", 3.0)
    brief = start(1)

    def leave(address: str, order: Order, tasks: list[Task]) -> Outcomes:
        for task, outcome in make_copies_on(address, order, tasks):
            yield task, outcome
            if outcome.there:
                brief.close()

    monkeypatch.setattr("reportgen.cli.distribution.make_copies_on", leave)

    left = CliRunner().invoke(cli, [*words, "--executor", at(brief)], catch_exceptions=False)

    assert (left.exit_code, codes(left)) == (3, ["copies-workers-silent"])
    again = CliRunner().invoke(cli, words, catch_exceptions=False)
    made, before = map(int, re.findall(r"\d+", again.stderr)[:2])
    assert (made + before, before >= 1, again.exit_code) == (8, True, 0)


def test_a_copy_that_cannot_be_made_is_told_and_the_rest_go_on(
    project: Path, tmp_path: Path, cluster: LocalCluster, fonts: Fonts
) -> None:
    by_name = {(face.family, face.weight, face.italic): face for face in fonts.faces}
    order = Order(
        master=(project / "build" / "report.pdf").read_bytes(),
        words=Words(Both(zh="授权给 {holder}", en="Licensed to {holder}"), Both(zh="", en="")),
        faces=(by_name["Source Sans 3", 400, False],),
        folder=tmp_path,
        write=write_file,
    )
    tasks = [Task(copy_id(b"k", name), reader(name)) for name in ("A", "\U000f0000", "C")]

    made: dict[str, Outcome] = {}  # the last of each
    made.update((task.subscriber.name, outcome) for task, outcome in make_copies_on(at(cluster)[7:], order, tasks))

    assert {name: outcome.there for name, outcome in made.items()} == {"A": True, "\U000f0000": False, "C": True}
    assert made["\U000f0000"].fault.startswith("RuntimeError")
    assert {file.stem for file in tmp_path.glob("*.pdf")} == {tasks[0].copy, tasks[2].copy}


def reader(name: str) -> Subscriber:
    return Subscriber(
        id=name,
        name=name,
        organisation="",
        email="a@example.org",
        language="en",
        book=BookKind.EN,
        password="",
        place=Place(Path("list.csv")),
    )


def test_workers_of_other_versions_are_refused(
    project: Path, tmp_path: Path, cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_versions.cache_clear()
    monkeypatch.setattr("reportgen.copies.kit.__libqpdf_version__", "0")

    refused = make(tmp_path, "--executor", at(cluster))

    read_versions.cache_clear()
    assert (refused.exit_code, codes(refused)) == (3, ["copies-workers-differ"])
    assert f"{at(cluster)}:1:1: error" in refused.stderr
    assert list(tmp_path.rglob("*.pdf")) == []


def test_a_cluster_that_is_not_there_or_has_no_workers_is_named(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportgen.copies.cluster._PATIENCE_S", 0.5)
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        nobody = f"dask://127.0.0.1:{free.getsockname()[1]}"
    failed = make(tmp_path, "--executor", nobody)
    assert (failed.exit_code, codes(failed)) == (3, ["copies-workers-silent"])

    with start(0) as empty:
        failed = make(tmp_path, "--executor", at(empty))
    assert (failed.exit_code, codes(failed)) == (3, ["copies-workers-none"])


def test_without_the_extra_and_with_another_address_that_is_said(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportgen.copies.cluster.find_spec", lambda name: None)

    assert codes(make(tmp_path, "--executor", "dask://127.0.0.1:1")) == ["copies-extra"]
    assert make(tmp_path, "--executor", "threads://4").exit_code == 2
