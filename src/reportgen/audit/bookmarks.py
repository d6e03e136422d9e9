"""Bookmarks against the pages that they lead to."""

import re
from collections.abc import Iterator

from reportgen.audit.view import Printed
from reportgen.problems import Problems

_APART = re.compile(r"\W+")
_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[IVXLC]+\.|[\d.]+ )\s*")


def audit_bookmarks(printed: Printed, problems: Problems) -> None:
    """A bookmark leads to a page that prints its words, in the parallel book those of one language at least.

    Warns:  audit-bookmark-wrong, with the label of the page; audit-bookmarks-missing.
    """
    if not printed.marks:
        problems.warn(printed.place(), "audit-bookmarks-missing")
    words = {page.number: _plain("".join(line.text for line in page.lines)) for page in printed.pages}
    for mark in printed.marks:
        if mark.page is None:
            problems.warn(printed.place(), "audit-bookmark-wrong", found=mark.title, label="?")
        elif not any(half in words[mark.page] for half in _halves(mark.title)):
            label = printed.pages[mark.page - 1].label
            problems.warn(printed.place(mark.page), "audit-bookmark-wrong", found=mark.title, label=label)


def _halves(title: str) -> Iterator[str]:
    """The title's halves, with and without their number, which may print apart."""
    for half in title.split(" / "):
        yield _plain(half)
        yield _plain(_NUMBER.sub("", half))


def _plain(text: str) -> str:
    return _APART.sub("", text).lower()
