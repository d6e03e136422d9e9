"""Outputs reach their place whole or not at all."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.deliver import sweep, write_file, write_files


def test_a_file_is_replaced_whole_and_leaves_nothing_beside(tmp_path: Path) -> None:
    file = tmp_path / "build" / "report.pdf"

    write_file(file, b"old")
    write_file(file, b"new")

    assert file.read_bytes() == b"new"
    assert os.listdir(file.parent) == ["report.pdf"]


def test_a_failed_write_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "report.pdf"
    write_file(file, b"old")

    def no_space(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(OSError, match="No space"):
        write_file(file, b"new")

    assert file.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["report.pdf"]


@pytest.mark.parametrize("nth", range(1, 7))
def test_whatever_the_system_refuses_all_files_are_the_old_ones_or_each_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    book, manifest = tmp_path / "report.pdf", tmp_path / "report.json"
    write_files({book: b"old", manifest: b"old"})
    calls = iter(range(1, 100))

    def refused(call: Callable[..., object]) -> Callable[..., object]:
        def maybe(*values: object) -> object:
            if next(calls) == nth:
                raise OSError(28, "No space left on device")
            return call(*values)

        return maybe

    for name in ("fsync", "replace"):
        monkeypatch.setattr(os, name, refused(getattr(os, name)))
    if nth < 6:  # two files synced and renamed, and their folder synced
        with pytest.raises(OSError, match="No space left"):
            write_files({book: b"new", manifest: b"new"})
    else:
        write_files({book: b"new", manifest: b"new"})

    found = (book.read_bytes(), manifest.read_bytes())
    assert found == {1: (b"old",) * 2, 2: (b"old",) * 2, 3: (b"old",) * 2, 4: (b"new", b"old")}.get(nth, (b"new",) * 2)
    assert sorted(os.listdir(tmp_path)) == ["report.json", "report.pdf"]


def test_a_folder_in_the_place_of_one_file_keeps_all_as_they_were(tmp_path: Path) -> None:
    book, manifest = tmp_path / "report.pdf", tmp_path / "report.json"
    write_file(book, b"old")
    manifest.mkdir()

    with pytest.raises(IsADirectoryError, match=r"report\.json"):
        write_files({book: b"new", manifest: b"new"})

    assert book.read_bytes() == b"old"
    assert sorted(os.listdir(tmp_path)) == ["report.json", "report.pdf"]


def test_leftovers_of_ended_builds_go_and_those_of_running_ones_stay(tmp_path: Path) -> None:
    ended = tmp_path / ".report.pdf.999999999.part"
    running = tmp_path / f".report.pdf.{os.getpid()}.part"
    other = tmp_path / ".notes.part"
    for file in (ended, running, other):
        file.touch()

    sweep(tmp_path)

    assert sorted(os.listdir(tmp_path)) == sorted([running.name, other.name])


def test_sweeping_a_folder_that_is_not_there_is_no_fault(tmp_path: Path) -> None:
    sweep(tmp_path / "none")

    assert os.listdir(tmp_path) == []


def test_files_that_belong_together_change_together(tmp_path: Path) -> None:
    book, manifest = tmp_path / "report.pdf", tmp_path / "gone" / "report.json"
    write_file(book, b"old")
    (tmp_path / "gone").touch()

    with pytest.raises(OSError, match="gone"):
        write_files({book: b"new", manifest: b"new"})

    assert book.read_bytes() == b"old"
    assert sorted(os.listdir(tmp_path)) == ["gone", "report.pdf"]
