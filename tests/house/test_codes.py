"""Every problem code is worded in both languages, fired by a room and by a test."""

import re
from pathlib import Path
from string import Formatter

import pytest

from reportgen.problems.wording import catalogue

ROOT = Path(__file__).parents[2]
CODE = re.compile(r'"((?:[a-z]+-)+[a-z]+)"')
TOLD = re.compile(r'(?:["\[.]|: )((?:[a-z]+-)+[a-z]+)["\]]')  # also in what the terminal shows: error[code]
KEYS = {"zh", "en", "hint_zh", "hint_en", "about_zh", "about_en"}


def quoted(folder: Path, code: "re.Pattern[str]" = CODE) -> set[str]:
    return {found for file in folder.rglob("*.py") for found in code.findall(file.read_text(encoding="utf-8"))}


FIRED = quoted(ROOT / "src" / "reportgen")
TESTED = quoted(ROOT / "tests", TOLD)


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_a_code_is_worded_in_both_languages_with_the_same_values(code: str) -> None:
    words = catalogue()[code]

    assert set(words) == KEYS
    assert all(words.values())
    fields = [{name for _, name, _, _ in Formatter().parse(words[key]) if name} for key in ("zh", "en")]
    hints = [{name for _, name, _, _ in Formatter().parse(words[key]) if name} for key in ("hint_zh", "hint_en")]
    assert fields[0] == fields[1]
    assert hints[0] == hints[1]


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_a_worded_code_is_fired_somewhere_and_tested(code: str) -> None:
    assert code in FIRED
    assert code in TESTED


def test_every_fired_code_is_worded() -> None:
    calls = re.compile(
        r'(?:error|warn|_fault|FactFault|fault|note)\(\s*[^"()]*(?:\([^()]*\)[^"()]*)*"((?:[a-z]+-)+[a-z]+)"'
    )
    fired = {
        code
        for file in (ROOT / "src" / "reportgen").rglob("*.py")
        for code in calls.findall(file.read_text(encoding="utf-8"))
    }

    assert fired - set(catalogue()) == set()
    assert len(fired) > 50  # the pattern still finds the calls
