"""The other language in a book of one."""

import re

from reportgen.audit.printed import Printed
from reportgen.audit.told import Told
from reportgen.audit.view import Line
from reportgen.characters import is_han
from reportgen.problems import Problems

WORDS = 6  # so many English ones in a row are running text
SHOWN = 24
_RUNNING = re.compile(rf"(?:[A-Za-z][A-Za-z’'-]*[ ,;:&()]+){{{WORDS - 1},}}[A-Za-z]+")
_HAN = re.compile(r"[\u3400-\u9fff]+")


def audit_languages(printed: Printed, told: Told, problems: Problems) -> None:
    """The Chinese book has no English running text, the English one no line that is Chinese; names may be.

    What English text says in Chinese by the way, in brackets, is the author's.

    Warns:  audit-language-foreign.
    """
    if len(told.languages) != 1:
        return
    names = told.names.lower()
    for page in printed.pages:
        for line in page.lines:
            strange = _is_chinese(line.text, told.names) if told.languages[0] == "en" else _is_english(line, names)
            if strange:
                printed.warn(problems, "audit-language-foreign", page.number, line.box, found=line.text[:SHOWN])


def _is_chinese(text: str, names: str) -> bool:
    strange = sum(len(run) for run in _HAN.findall(text) if run not in names)
    return strange > 1 and strange > sum(char.isalpha() and not is_han(char) for char in text)


def _is_english(line: Line, names: str) -> bool:
    """Whether words run on within a piece of content; what is beside it may touch the last one."""
    found = (_RUNNING.search(text) for text in line.texts)
    return any(words and words[0].lower() not in names for words in found)
