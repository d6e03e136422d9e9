"""Bookmarks against the pages that they lead to."""

import re
from collections.abc import Iterator

from reportgen.audit.printed import Printed
from reportgen.audit.told import Told
from reportgen.audit.words import plain
from reportgen.problems import Problems

_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\([A-Z]\)|[IVXLC]+\.|[\d.]+ )\s*")


def audit_bookmarks(printed: Printed, problems: Problems) -> None:
    """A bookmark leads to a page that prints its words, in the parallel book those of one language at least.

    Warns:  audit-bookmark-wrong, with the label of the page; audit-bookmarks-missing.
    """
    if not printed.marks:
        printed.warn(problems, "audit-bookmarks-missing")
    words = {page.number: plain("".join(line.text for line in page.lines)) for page in printed.pages}
    for mark in printed.marks:
        if mark.page is None:
            printed.warn(problems, "audit-bookmark-wrong", found=mark.title, label="?")
        elif not any(half in words[mark.page] for half in _halves(mark.title)):
            label = printed.pages[mark.page - 1].label
            printed.warn(problems, "audit-bookmark-wrong", mark.page, found=mark.title, label=label)


def audit_bookmarked(printed: Printed, told: Told, problems: Problems) -> None:
    """A heading of the contents has a bookmark that leads to its page.

    Warns:  audit-bookmark-none.
    """
    marked: dict[int | None, list[str]] = {}
    for mark in printed.marks:
        marked.setdefault(mark.page, []).extend(_halves(mark.title))
    for one in told.listed:
        if not one.frames and not {plain(title) for title in one.titles} & set(marked.get(one.page, ())):
            printed.warn(problems, "audit-bookmark-none", one.page, found=one.titles[0])


def _halves(title: str) -> Iterator[str]:
    """The title's halves, with and without their number, which may print apart."""
    for half in title.split(" / "):
        yield plain(half)
        yield plain(_NUMBER.sub("", half))
