"""Problems that may only echo another: they miss what stands in a file of which a part could not be read.

Why they are left out: an editor who is told that a number is unknown, because its row has a comma too many, mends the
wrong file. Once the row is right they come back, if they were no echoes.
"""

from collections.abc import Mapping, Sequence

from reportgen.problems.problem import Problem

_TEXT = ("content/zh/", "content/en/", "content/edition.toml")
_FACTS = ("data/published", "data/facts.toml", "data/schema.toml")
_HOLDERS: Mapping[str, tuple[str, ...]] = {  # how codes begin -> how the names of files begin that hold what they miss
    "align-": ("content/zh/{stem}.md", "content/en/{stem}.md"),
    "check-enumeration-": ("data/taxonomy", "data/schema.toml", *_TEXT),
    "check-exhibit-uncalled": _TEXT,
    "check-exhibit-undeclared": ("content/exhibits.toml",),
    "check-landscape-": ("data/", *_TEXT),
    "check-name-": ("data/",),
    "check-segment-": ("data/taxonomy", "data/schema.toml", *_TEXT),
    "check-term-": ("data/glossary", "data/schema.toml", *_TEXT),
    "fact-pinned-differs": ("data/",),
    "fact-published-differs": ("data/",),
    "resolve-anchor-unknown": _TEXT,
    "resolve-fact-unknown": _FACTS,
}


def without_echoes(found: Sequence[Problem]) -> list[Problem]:
    """The problems but for those that miss what a spoilt file, one with an error of its own, would hold."""
    spoilt = {str(p.place.file) for p in found if p.fatal and not _holders(p)}
    return [p for p in found if not any(name.startswith(_holders(p)) for name in spoilt)]


def _holders(problem: Problem) -> tuple[str, ...]:
    stem = problem.place.file.stem
    return next(
        (
            tuple(holder.format(stem=stem) for holder in holders)
            for beginning, holders in _HOLDERS.items()
            if problem.code.startswith(beginning)
        ),
        (),
    )
