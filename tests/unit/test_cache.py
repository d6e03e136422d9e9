"""The cache gives back exactly what was kept, or nothing."""

import os
from pathlib import Path

import pytest

from reportgen.cache import Cache, key_of
from reportgen.deliver import sweep

KEY = key_of("drawing", b"data")


def entry(folder: Path) -> Path:
    return folder / KEY[:2] / KEY


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    Cache(tmp_path / "new" / "folder").put(KEY, b"drawn")

    assert Cache(tmp_path / "new" / "folder").get(KEY) == b"drawn"


def test_an_empty_artefact_is_kept_too(tmp_path: Path) -> None:
    Cache(tmp_path).put(KEY, b"")

    assert Cache(tmp_path).get(KEY) == b""


def test_what_was_never_kept_is_absent(tmp_path: Path) -> None:
    assert Cache(tmp_path).get(KEY) is None


def test_the_later_artefact_replaces_the_earlier(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, b"first")
    cache.put(KEY, b"second")

    assert cache.get(KEY) == b"second"


@pytest.mark.parametrize("keep", [0, 5, 32, 34])
def test_an_entry_cut_short_is_absent(tmp_path: Path, keep: int) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, b"drawn")
    entry(tmp_path).write_bytes(entry(tmp_path).read_bytes()[:keep])

    assert cache.get(KEY) is None


def test_an_altered_entry_is_absent(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, b"drawn")
    entry(tmp_path).write_bytes(entry(tmp_path).read_bytes().replace(b"drawn", b"drown"))

    assert cache.get(KEY) is None


def test_an_entry_under_another_key_is_absent(tmp_path: Path) -> None:
    cache, other = Cache(tmp_path), key_of("another")
    cache.put(KEY, b"drawn")
    (tmp_path / other[:2]).mkdir(exist_ok=True)
    entry(tmp_path).rename(tmp_path / other[:2] / other)

    assert cache.get(other) is None


def test_a_write_that_fails_leaves_the_old_entry_and_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, b"first")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match=f"No space left on device: .*{KEY}"):
        cache.put(KEY, b"second")

    assert cache.get(KEY) == b"first"
    assert [file.name for file in tmp_path.rglob("*") if file.is_file()] == [KEY]


def filled(folder: Path, *used: int) -> Cache:
    """A cache with an entry of 1 kB for each time, named by it."""
    earlier = Cache(folder)
    for moment in used:
        earlier.put(str(moment), bytes(1024 - 32))
        os.utime(folder / str(moment)[:2] / str(moment), (moment, moment))
    return Cache(folder)


def kept(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.rglob("*") if file.is_file())


def test_what_was_not_used_for_longest_goes_until_the_rest_fits(tmp_path: Path) -> None:
    filled(tmp_path, 1002, 1001, 1004, 1003).prune(limit_mb=2 / 1024)

    assert kept(tmp_path) == ["1003", "1004"]


def test_what_was_used_since_the_cache_was_opened_stays_however_much_it_is(tmp_path: Path) -> None:
    cache = filled(tmp_path, 1001, 1002, 1003)
    cache.get("1001")
    cache.put("2000", b"new")

    cache.prune(limit_mb=0)

    assert kept(tmp_path) == ["1001", "2000"]


def test_what_fits_is_left_alone_and_no_folder_is_no_fault(tmp_path: Path) -> None:
    filled(tmp_path, 1001, 1002).prune(limit_mb=2 / 1024)
    Cache(tmp_path / "none").prune()

    assert kept(tmp_path) == ["1001", "1002"]


def test_the_border_between_parts_counts_in_a_key() -> None:
    assert key_of("ab", "c") != key_of("a", "bc") != key_of("abc")


def test_text_and_its_utf8_bytes_make_the_same_key() -> None:
    assert key_of("金融") == key_of("金融".encode())


def test_what_a_killed_build_left_is_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        (left,) = (file for file in tmp_path.rglob("*.part"))
        left.rename(left.with_name(left.name.replace(f".{os.getpid()}.", ".999999999.")))
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        Cache(tmp_path).put(KEY, b"drawn")
    assert list(tmp_path.rglob("*.part"))

    sweep(tmp_path / KEY[:2])

    assert not list(tmp_path.rglob("*.part"))
