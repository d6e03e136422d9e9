"""Whatever stands in a file of a project, it is read or refused: never a traceback, never a problem without a place.

`make fuzz SECONDS=600` tries as long as it is told. What it finds becomes a test beside the reader's others.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject
from tiny import EXHIBITS, make_edition

from reportgen.build import draw, prepare
from reportgen.cache import FOLDER, Cache
from reportgen.model.both import BookKind
from reportgen.problems import Problem, Problems, ReportError
from reportgen.problems.wording import hint, message
from reportgen.workers import Limits, Workers

WORKERS = Workers(Limits(workers=1, seconds=60, memory_mb=2000))  # started when needed, ended with the tests

ZH = """+++
kicker = "眉"
+++

# 概览 {#top}

甲 {案例总数} 起，超过 {跟踪厂商数} 家，见[](#years)[^1]，**加粗。**

[^1]: 注。

> [!提示] 题
> - 一
> - 二

| 甲 | 乙 |
|---|--:|
| {=1} | {=2} |

![每年](chart:years "结论")

![机构](table:who)

## 图谱

![图谱](landscape:finance)
"""
EN = """+++
kicker = "Kicker"
+++

# Overview {#top}

A {cases_total} cases, over {vendors_tracked} vendors, see [](#years)[^1], **bold.**

[^1]: Note.

> [!NOTE] Title
> - one
> - two

| A | B |
|---|--:|
| {=1} | {=2} |

![A year](chart:years "Takeaway")

![Who](table:who)

## Landscape

![Landscape](landscape:finance)
"""
SPLIT = EXHIBITS + "split = true\n"  # the landscape, which stands last
FILES = (
    "content/zh/10-part-a.md",
    "content/en/10-part-a.md",
    "content/exhibits.toml",
    "content/edition.toml",
    "layouts/words.toml",
    "data/schema.toml",
    "data/facts.toml",
    "data/cases/all.csv",
    "data/taxonomy.csv",
    "data/organisations.csv",
    "data/placements.csv",
    "data/published.csv",
    "data/names.csv",
)
FRAGMENTS = (
    *(
        "{",
        "}",
        "{案例总数:万}",
        "{=}",
        "｛",
        "[](#",
        "](",
        "![",
        "**",
        "*",
        "`",
        "```",
        "> ",
        "> [!",
        "- ",
        "# ",
        "#### ",
    ),
    *(
        "|",
        "\n\n",
        "\n",
        "\r",
        "\t",
        "  ",
        "\\",
        '"',
        "'",
        ",",
        ";",
        "，",
        "=",
        "[",
        "]",
        "[[",
        "]]",
        "+++",
        "<b>",
        "{{ 1 }}",
    ),
    *(
        "\ufeff",
        "\u200b",
        "\x00",
        "\ud7ff",
        "\U0001f600",
        "é",
        "国",
        "國",
        "ﬁ",
        "０",
        "-1",
        "1e9",
        "1.2E+17",
        "#REF!",
        "NA",
    ),
    *(
        "true",
        "nan",
        "inf",
        "2022-13",
        "9" * 40,
        "甲" * 200,
        "合计",
        "sep=;",
        "{only=zh}",
        "{#a}",
        "[^9]",
        ": ",
        "—— 甲",
    ),
)
SPOILT = st.one_of(
    st.tuples(st.just("insert"), st.integers(0, 10**6), st.sampled_from(FRAGMENTS).map(str.encode)),
    st.tuples(st.just("insert"), st.integers(0, 10**6), st.binary(min_size=1, max_size=8)),
    st.tuples(st.just("delete"), st.integers(0, 10**6), st.integers(1, 60)),
    st.tuples(st.just("double"), st.integers(0, 10**6), st.integers(1, 60)),
    st.tuples(st.just("line"), st.integers(0, 10**6), st.integers(0, 10**6)),
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    make_edition(folder, "# 甲", "# A", SPLIT)
    for language, text in (("zh", ZH), ("en", EN)):
        (folder / "content" / language / "10-part-a.md").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("name", FILES)
@given(data=st.data())
def test_a_spoilt_file_is_read_or_refused_at_its_place(root: Path, name: str, data: DataObject) -> None:
    file = root / name
    sound = file.read_bytes()
    try:
        file.write_bytes(spoilt(sound, data.draw(st.lists(SPOILT, min_size=1, max_size=4))))
        problems = read(root)
    finally:
        file.write_bytes(sound)
    for problem in problems:
        assert (root / problem.place.file).exists() or problem.code.endswith("file-missing"), problem
        assert problem.place.line >= 1 and problem.place.col >= 1, problem
        assert all(message(problem, language) and hint(problem, language) for language in ("zh", "en")), problem


def spoilt(sound: bytes, changes: list[tuple[str, int, bytes | int]]) -> bytes:
    for how, at, what in changes:
        at %= len(sound) + 1
        if how == "insert":
            assert isinstance(what, bytes)
            sound = sound[:at] + what + sound[at:]
            continue
        assert isinstance(what, int)
        if how == "delete":
            sound = sound[:at] + sound[at + what :]
        elif how == "double":
            sound = sound[: at + what] + sound[at:]
        else:
            lines = sound.splitlines(keepends=True) or [b""]
            lines.insert(what % (len(lines) + 1), lines[at % len(lines)])
            sound = b"".join(lines)
    return sound


def read(root: Path) -> Sequence[Problem]:
    """The problems of a run up to the press; a run that stops has an error among them."""
    problems = Problems()
    try:
        prepared = prepare(root, problems, lambda stage, what: None)
        draw(prepared, BookKind.PARALLEL, WORKERS, Cache(root / FOLDER), problems, lambda stage, what: None)
    except ReportError as fault:
        assert any(problem.fatal for problem in fault.problems)
    return problems.found


def test_the_sound_project_has_no_problem(root: Path) -> None:
    assert read(root) == ()
