"""layouts/words.toml to Words."""

import re
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
FILLED = {  # by the program, with what stands in braces
    ("opener", "chart_alt"): "counts",
    ("source", "sample"): "publisher",
    ("source", "published"): "publisher",
    ("source", "public"): "publisher",
}
_LEFT = re.compile(r"[{}]")


def load_words(root: Path, problems: Problems) -> Words:
    """Every printed word by group and name.

    Fails:  those of `load_toml`; problem layout-word, layout-word-missing, layout-word-mark.
    """
    source = load_toml(root, FILE, problems)
    groups: dict[str, dict[str, Both[str]]] = {}
    if source is None:
        return Words(groups)
    for group, words in source.values.items():
        groups[group] = {}
        if not isinstance(words, dict):
            problems.error(source.place(group), "layout-word", found=group)
            del groups[group]
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
    for group, name in (*NEEDED, *FILLED):
        if name not in (source.values[group] if group in groups else ()):
            problems.error(source.place(group), "layout-word-missing", group=group, found=name)
    for (group, name), mark in FILLED.items():
        word = groups.get(group, {}).get(name)
        for language, text in (("zh", word.zh), ("en", word.en)) if word else ():
            if _LEFT.search(text.replace(f"{{{mark}}}", "")):
                problems.error(source.place(group, name, language), "layout-word-mark", found=text, expected=mark)
    return Words(groups, tuple(source.texts()))
