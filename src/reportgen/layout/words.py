"""layouts/words.toml to Words."""

from pathlib import Path

from reportgen.model.both import Both
from reportgen.model.words import Words
from reportgen.problems import Problems
from reportgen.toml_source import load_toml

FILE = Path("layouts/words.toml")
NEEDED = (  # by no template
    ("exhibit", "figure"),
    ("exhibit", "table"),
    ("exhibit", "landscape"),
    ("page", "contents"),
    ("page", "glossary"),
    ("page", "index"),
    ("copies", "licensed"),
    ("copies", "personal"),
)


def load_words(root: Path, problems: Problems) -> Words:
    """Every printed word by group and name.

    Fails:  problem file-missing, text-encoding, toml-syntax, layout-word, layout-word-missing.
    """
    source = load_toml(root, FILE, problems)
    groups: dict[str, dict[str, Both[str]]] = {}
    if source is None:
        return Words(groups)
    for group, words in source.values.items():
        groups[group] = {}
        if not isinstance(words, dict):
            problems.error(source.place(group), "layout-word", found=group)
            continue
        for name, halves in words.items():
            if (
                isinstance(halves, dict)
                and set(halves) == {"zh", "en"}
                and all(isinstance(w, str) for w in halves.values())
            ):
                groups[group][name] = Both(zh=halves["zh"], en=halves["en"])
            else:
                problems.error(source.place(group, name), "layout-word", found=name)
    for group, name in NEEDED:
        if group not in source.values or name not in source.values[group]:
            problems.error(source.place(group), "layout-word-missing", group=group, found=name)
    return Words(groups, tuple(source.texts()))
