"""Problems to sentences: the catalogue of messages and hints in Chinese and English."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from reportgen.model.both import Language
from reportgen.problems.problem import Problem


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Every code with its words: zh, en (message), hint_zh, hint_en, about_zh, about_en."""
    found: dict[str, Mapping[str, str]] = {}
    folder = resources.files("reportgen.problems") / "catalogue"
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            found |= tomllib.loads(file.read_text(encoding="utf-8"))
    return found


def message(problem: Problem, language: Language) -> str:
    """What is wrong, with the value found."""
    return catalogue()[problem.code][language].format(**problem.values)


def hint(problem: Problem, language: Language) -> str:
    """The edit that mends it."""
    return catalogue()[problem.code][f"hint_{language}"].format(**problem.values)
