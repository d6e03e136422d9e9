"""What a build says that it made because of what."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from tiny import ONE_OF_EACH, TABLES, make_edition

from reportgen.build import build, prepare
from reportgen.cache import FOLDER, Cache
from reportgen.freshness import hash_inputs
from reportgen.model.both import BookKind
from reportgen.problems import Problems
from reportgen.why import Record, describe_made, list_reasons
from reportgen.workers import Workers

ZH = """\
# 概览

共 {案例总数} 起。

![题](chart:years)

# 金融

乙

## 图谱

![题](landscape:finance)

# 三

丙

![题](table:sectors)"""
EN = """\
# Overview

Of {cases_total}.

![T](chart:years)

# Finance

b

## Map

![T](landscape:finance)

# Three

c

![T](table:sectors)"""


@pytest.fixture
def reasons(tmp_path: Path, workers: Workers) -> "Reasons":
    make_edition(tmp_path, ZH, EN, ONE_OF_EACH)
    return Reasons(tmp_path, workers)


class Reasons:
    """Builds before and after a change of one file, and tells what the second says."""

    def __init__(self, root: Path, workers: Workers) -> None:
        self.root, self.workers = root, workers
        self.before = self._record()

    def after(self, file: str, old: str, new: str) -> Sequence[str]:
        path = self.root / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
        return list(list_reasons(self.before, self._record(), self.prepared))

    def _record(self) -> Record:
        problems = Problems()
        self.prepared = prepare(self.root, problems, lambda stage, what: None)
        cache = Cache(self.root / FOLDER)
        made = build(self.prepared, BookKind.PARALLEL, self.workers, cache, problems, lambda stage, what: None)
        return describe_made(self.prepared, made, hash_inputs(self.root))


def test_a_row_of_the_cases_changes_their_chart_only(reasons: Reasons) -> None:
    assert reasons.after("data/cases/all.csv", "S1,2020-01", "S1,2021-01") == [
        "chart:years ← data/cases/all.csv:2",
        "part-a ← chart:years",
    ]


def test_a_published_figure_changes_what_quotes_and_what_lists_it(reasons: Reasons) -> None:
    assert reasons.after("data/published.csv", "案例总数,6,exact", "案例总数,7,exact") == [
        "table:sectors ← data/published.csv:2",
        "part-a ← {cases_total}, {案例总数}",
        "part-c ← table:sectors",
    ]


def test_an_organisation_changes_the_landscape_that_it_stands_on(reasons: Reasons) -> None:
    assert reasons.after("data/organisations.csv", "Bank A", "Bank B") == [
        "landscape:finance ← data/organisations.csv:2",
        "part-b ← landscape:finance",
    ]


def test_a_word_of_a_chapter_changes_that_chapter(reasons: Reasons) -> None:
    assert reasons.after("content/zh/30-part-c.md", "丙", "丁") == ["part-c ← content/zh/30-part-c.md"]


def test_nothing_changed_gives_no_reason(reasons: Reasons) -> None:
    assert reasons.after("data/published.csv", "", "") == []


def test_a_row_put_in_moves_the_others_and_changes_none(reasons: Reasons) -> None:
    added = "vendors_tracked_too,更多厂商,5,over,家,2023-09,report\n"
    end = TABLES["published.csv"].splitlines(keepends=True)[1]
    assert reasons.after("data/published.csv", end, added + end) == [
        "table:sectors ← data/published.csv:2",
        "part-c ← table:sectors",
    ]
