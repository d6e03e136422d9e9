"""Marks by which an author reminded himself of work to be done."""

import re

from reportgen.check.texts import section_texts
from reportgen.model.book import Book
from reportgen.problems import Problems

_MARK = re.compile(r"(?<![A-Za-z])(?:TODO|TBD|FIXME|XXX)(?![A-Za-z])|(?<!等)待(?:补|核实|确认)")


def check_drafts(book: Book, problems: Problems) -> None:
    """The text is finished.

    Warns:  check-draft.
    """
    for chapter in book.chapters:
        for section in chapter.sections:
            for _, text, place in section_texts(section):
                for found in _MARK.findall(text):
                    problems.warn(place, "check-draft", found=found)
