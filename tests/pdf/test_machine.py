"""What the machine may do to a build: bombs, limits, other workers, caches."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from tiny import make_edition

from reportgen.build import Prepared, build, draw, prepare
from reportgen.cache import FOLDER, Cache
from reportgen.kept import hash_surroundings, key_of_sheet, pack, unpack
from reportgen.model.both import BookKind
from reportgen.model.fonts import Fonts
from reportgen.model.sheets import PressedChapter, Sheet
from reportgen.pressing import Press
from reportgen.problems import Problems, ReportError
from reportgen.workers import Limits, Workers

ZH, EN = "# 概览\n\n甲\n\n![题](chart:years)\n\n# 二\n\n乙", "# Overview\n\na\n\n![T](chart:years)\n\n# Two\n\nb"
CHART = '[chart.years]\nkind = "bar"\ntable = "cases"\nby = "year"\nsort = "given"\n'
BOMB = "p { display: grid; grid-template-columns: repeat(99999999, 1mm) }"
KIND = BookKind.PARALLEL


def silent(stage: str, what: str) -> None:
    """No progress."""


def prepared_in(root: Path) -> Prepared:
    make_edition(root, ZH, EN, CHART)
    return prepare(root, Problems(), silent)


@pytest.mark.parametrize(("seconds", "memory_mb", "code"), [(20.0, 4000, "press-late"), (60.0, 300, "press-memory")])
def test_a_bomb_ends_with_its_chapter_named_and_the_others_are_pressed(
    make_sheet: Callable[..., Sheet], tmp_path: Path, fonts: Fonts, seconds: float, memory_mb: int, code: str
) -> None:
    problems = Problems()
    sheets = [make_sheet("<p>一", chapter="one"), make_sheet("<p>二", BOMB, chapter="two")]
    with Workers(Limits(workers=1, seconds=seconds, memory_mb=memory_mb)) as workers:
        chapters = Press(tmp_path, fonts, workers, Cache(tmp_path / "kept")).chapters(sheets, problems)

    assert list(chapters) == ["one"]
    (problem,) = problems.found
    assert (problem.code, problem.place, problem.values["chapter"]) == (code, sheets[1].place, "two")


def test_after_a_chapter_that_hangs_no_other_is_begun(
    make_sheet: Callable[..., Sheet], tmp_path: Path, fonts: Fonts
) -> None:
    problems, begun = Problems(), []
    sheets = [make_sheet("<p>一", BOMB, chapter="one"), make_sheet("<p>二", chapter="two")]
    with Workers(Limits(workers=1, seconds=3.0, memory_mb=4000)) as workers:
        press = Press(tmp_path, fonts, workers, Cache(tmp_path / "kept"))
        chapters = press.chapters(sheets, problems, begun.append)

    assert chapters == {}
    assert [words.split()[:2] for words in begun] == [["one", "0/2"]]
    assert [(p.code, p.values["chapter"]) for p in problems.found] == [("press-late", "one")]


def test_after_each_chapter_it_is_told_how_long_the_others_will_take(
    make_sheet: Callable[..., Sheet], tmp_path: Path, fonts: Fonts, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter((1000.0, 1065.0, 1130.0))
    monkeypatch.setattr("reportgen.pressing.monotonic", lambda: next(clock))
    told: list[str] = []
    sheets = [make_sheet("<p>一", chapter="one"), make_sheet("<p>二", chapter="two")]
    with Workers(Limits(workers=1, seconds=60.0, memory_mb=4000)) as workers:
        Press(tmp_path, fonts, workers, Cache(tmp_path / "kept")).chapters(sheets, Problems(), told.append)

    assert told == ["one 1/2  −1:05", "two 2/2"]


class Hanging(Cache):
    """Where the first chart hangs."""

    def get(self, key: str) -> bytes | None:
        time.sleep(600)
        return None


class Starving(Cache):
    """Where the first chart ends the process, as engines do that get no memory."""

    def get(self, key: str) -> bytes | None:
        os.write(2, b"memory allocation of 208 bytes failed\n")
        os.abort()


class Breaking(Cache):
    """Where the first chart breaks its engine."""

    def get(self, key: str) -> bytes | None:
        os.abort()


class Killed(Cache):
    """Where the system has no memory left for the first chart."""

    def get(self, key: str) -> bytes | None:
        os.kill(os.getpid(), signal.SIGKILL)
        return None


@pytest.mark.parametrize(
    ("cache", "code"),
    [
        (Hanging, "exhibit-late"),
        (Starving, "exhibit-memory"),
        (Killed, "exhibit-killed"),
        (Breaking, "exhibit-crash"),
    ],
)
def test_an_exhibit_that_cannot_be_drawn_within_its_limits_is_named(
    tmp_path: Path, cache: type[Cache], code: str
) -> None:
    problems, seconds = Problems(), 15.0 if cache is Hanging else 60.0
    prepared = prepared_in(tmp_path)
    with Workers(Limits(workers=1, seconds=seconds, memory_mb=2000)) as workers, pytest.raises(ReportError):
        draw(prepared, KIND, workers, cache(tmp_path / "kept"), problems, silent)

    (problem,) = problems.found
    assert (problem.code, str(problem.place), problem.values["exhibit"]) == (code, "content/exhibits.toml:1:2", "years")


def end_the_next_worker(end: signal.Signals, others: set[int | None]) -> None:
    """Send the signal to the process that is none of the others, soon after there is one."""
    while not (pids := {process.pid for process in multiprocessing.active_children()} - others):
        time.sleep(0.02)
    time.sleep(1)
    os.kill(pids.pop() or 0, end)


@pytest.mark.parametrize(("end", "code"), [(signal.SIGKILL, "press-killed"), (signal.SIGSEGV, "press-crash")])
def test_a_chapter_whose_process_is_ended_is_named_with_what_ended_it(
    make_sheet: Callable[..., Sheet], tmp_path: Path, fonts: Fonts, end: signal.Signals, code: str
) -> None:
    problems = Problems()
    sheet = make_sheet("<p>一", BOMB)
    others = {process.pid for process in multiprocessing.active_children()}
    with Workers(Limits(workers=1, seconds=60.0, memory_mb=12000)) as workers:
        Thread(target=end_the_next_worker, args=(end, others), daemon=True).start()
        Press(tmp_path, fonts, workers, Cache(tmp_path / "kept")).chapters([sheet], problems)

    (problem,) = problems.found
    assert (problem.code, problem.place, problem.values["chapter"]) == (code, sheet.place, "one")
    assert problem.values["how"] == ("" if code == "press-killed" else "SIGSEGV")


def test_one_worker_and_many_and_a_full_cache_make_the_same_book(tmp_path: Path, workers: Workers) -> None:
    prepared = prepared_in(tmp_path)

    def pressed(by: Workers, cache: Cache) -> bytes:
        return build(prepared, KIND, by, cache, Problems(), silent).pressed.pdf

    with Workers(replace(workers.limits, workers=1)) as one:
        alone = pressed(one, Cache(tmp_path / "one"))
    together = pressed(workers, Cache(tmp_path / "two"))
    kept = pressed(workers, Cache(tmp_path / "two"))

    assert alone == together == kept


def test_a_changed_word_presses_its_chapter_only(tmp_path: Path, workers: Workers) -> None:
    build(prepared_in(tmp_path), KIND, workers, Cache(tmp_path / FOLDER), Problems(), silent)
    file = tmp_path / "content" / "zh" / "20-part-b.md"
    file.write_text(file.read_text("utf-8").replace("乙", "丙"), "utf-8")
    said = []

    def hear(stage: str, what: str) -> None:
        if stage == "press" and what:
            said.append(what)

    build(prepare(tmp_path, Problems(), silent), KIND, workers, Cache(tmp_path / FOLDER), Problems(), hear)

    assert [what.split()[0] for what in said] == ["part-b"]


@pytest.mark.parametrize("folder", ["layouts", "content/images", "content/logos"])
def test_whatever_pages_may_show_is_part_of_a_chapters_key(
    make_sheet: Callable[..., Sheet], tmp_path: Path, fonts: Fonts, folder: str
) -> None:
    sheet = make_sheet("<p>一")
    before = hash_surroundings(tmp_path, fonts)
    (tmp_path / folder).mkdir(parents=True, exist_ok=True)
    (tmp_path / folder / "new.svg").touch()

    assert hash_surroundings(tmp_path, fonts) != before
    assert key_of_sheet(sheet, before) != key_of_sheet(replace(sheet, html=f"{sheet.html} "), before)
    assert hash_surroundings(tmp_path, replace(fonts, faces=fonts.faces[1:])) != hash_surroundings(tmp_path, fonts)


def test_a_kept_chapter_comes_back_as_it_was(press_html: Callable[..., PressedChapter]) -> None:
    chapter = press_html('<p id="a" data-frame="f">一 <a href="xref:b">二</a>', ids="a")

    assert unpack(pack(chapter)) == chapter


def test_a_chapter_that_was_complained_about_is_complained_about_again(
    make_sheet: Callable[..., Sheet], tmp_path: Path, fonts: Fonts, workers: Workers
) -> None:
    sheet = make_sheet('<p><a href="gone">一</a>')
    codes = []
    for _ in range(2):
        problems = Problems()
        Press(tmp_path, fonts, workers, Cache(tmp_path / "kept")).chapters([sheet], problems)
        codes.append([problem.code for problem in problems.found])

    assert codes == [["press-link-dead"]] * 2
