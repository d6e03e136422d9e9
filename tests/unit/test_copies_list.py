"""The subscribers' list, as it is read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.cli.subscribers import load_subscribers
from reportgen.copies.identity import ID, copy_id, load_key
from reportgen.copies.pool import Task
from reportgen.copies.stamp import license_line
from reportgen.copies.subscribers import Subscriber
from reportgen.model.both import BookKind, Both
from reportgen.problems import Place, Problems

HEAD = "id,name,organisation,email,language,book,password\n"
Read = Callable[[str], tuple[tuple[Subscriber, ...], list[tuple[int, int, str]]]]


def measure(text: str, stack: str, size_pt: float, *, ligatures: bool = True) -> float:
    for character in text:
        if character > "\uffff":
            raise KeyError(character)
    return len(text) * size_pt


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def work(rows: str) -> tuple[tuple[Subscriber, ...], list[tuple[int, int, str]]]:
        file = tmp_path / "subscribers.csv"
        file.write_text(HEAD + rows, "utf-8")
        problems = Problems()
        found = load_subscribers(file, measure, problems)
        assert {p.place.file for p in problems.found} <= {file}
        return found, [(p.place.line, p.place.col, p.code) for p in problems.found]

    return work


def test_a_row_becomes_a_subscriber(read: Read) -> None:
    (one,), problems = read("007,李雷,示例院,li@example.org,zh,parallel,secret-1\n")

    assert problems == []
    assert (one.id, one.name, one.organisation, one.email) == ("007", "李雷", "示例院", "li@example.org")
    assert (one.language, one.book, one.password) == ("zh", BookKind.PARALLEL, "secret-1")


@pytest.mark.parametrize(
    ("row", "field", "code"),
    [
        ("../x,A,,a@example.org,en,zh,", 1, "copies-id"),
        ("a/b,A,,a@example.org,en,zh,", 1, "copies-id"),
        (".a,A,,a@example.org,en,zh,", 1, "copies-id"),
        ('x,A,,"a@example.org, b@example.org",en,zh,', 4, "copies-email"),
        ("x,A,,Ann <a@example.org>,en,zh,", 4, "copies-email"),
        ('x,A,,"a@example.org\nBcc: b@example.org",en,zh,', 4, "copies-email"),
        ("x,A\x07,,a@example.org,en,zh,", 2, "data-character"),
        ("x,A\u202eB,,a@example.org,en,zh,", 2, "data-character"),
        ("x,A😀,,a@example.org,en,zh,", 2, "copies-character"),
        ("x,A,B😀,a@example.org,en,zh,", 3, "copies-character"),
        ("x,A,,a@example.org,en,zh,short", 7, "copies-password"),
        ("x,A,,a@example.org,en,zh,密码密码密码密码", 7, "copies-password"),
        (f"x,{'A' * 61},,a@example.org,en,zh,", 2, "copies-name-long"),
        ("x,A,,a@example.org,fr,zh,", 5, "data-choice-unknown"),
        ("x,,,a@example.org,en,zh,", 2, "data-cell-empty"),
    ],
)
def test_what_must_not_stand_in_the_list_is_named_at_its_cell(read: Read, row: str, field: int, code: str) -> None:
    _, problems = read(row + "\n")

    assert (2, field, code) in problems


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ("x,A,,a@example.org,en,zh,\nX,B,,b@example.org,en,zh,\n", (3, 1, "data-row-alike")),
        ("x,A,,a@example.org,en,zh,\ny,B,,A@Example.org,en,zh,\n", (3, 4, "data-row-alike")),
        ("x,A,,a@example.org,en,zh,\ny,B,,a@example.org,en,zh,\n", (3, 4, "data-row-doubled")),
    ],
)
def test_nobody_stands_in_the_list_twice(read: Read, rows: str, place: tuple[int, int, str]) -> None:
    _, problems = read(rows)

    assert problems == [place]


def test_the_line_says_it_in_the_languages_of_the_book(read: Read) -> None:
    words = Both(zh="授权给 {holder}", en="Licensed to {holder}")
    rows = "a,李雷,示例院,a@example.org,zh,parallel,\nb,Ann {x},Bank,b@example.org,en,en,\nc,韩,,c@example.org,zh,zh,\n"
    found, _ = read(rows)

    assert [license_line(one, "id", words) for one in found] == [
        "Licensed to 李雷, 示例院 · 授权给 李雷，示例院 · id",
        "Licensed to Ann {x}, Bank · id",
        "授权给 韩 · id",
    ]


def test_a_log_that_names_a_task_tells_its_copy_and_nobody(read: Read) -> None:
    (one,), _ = read("007,李雷,示例院,li@example.org,zh,parallel,secret-1\n")

    assert repr(Task("abcd", one, "efgh")) == "Task(copy='abcd', said='efgh')"


def test_an_id_goes_by_the_key_and_tells_nothing_of_the_subscriber() -> None:
    one = copy_id(b"k" * 32, "S-1")

    assert ID.fullmatch(one)
    assert one == copy_id(b"k" * 32, "S-1") != copy_id(b"l" * 32, "S-1")


def test_a_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    problems = Problems()
    key = load_key(tmp_path / "keys" / "one.key", tmp_path / "out", problems)

    assert load_key(tmp_path / "keys" / "one.key", tmp_path / "out", problems) == key
    assert (len(key), (tmp_path / "keys" / "one.key").stat().st_mode & 0o777) == (32, 0o600)
    assert problems.found == ()


@pytest.mark.parametrize(("file", "code"), [("out/x.key", "copies-key-inside"), ("short.key", "copies-key")])
def test_a_file_that_is_no_key_or_would_be_handed_on_is_refused(tmp_path: Path, file: str, code: str) -> None:
    (tmp_path / "short.key").write_bytes(b"short")
    problems = Problems()

    load_key(tmp_path / file, tmp_path / "out", problems)

    assert [(p.place, p.code) for p in problems.found] == [(Place(tmp_path / file), code)]
    assert not (tmp_path / "out").exists()
