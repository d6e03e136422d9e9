"""A book pressed chapter by chapter is the one that WeasyPrint makes of all chapters as one document."""

from itertools import zip_longest
from pathlib import Path

import pytest
from PIL import ImageChops
from reference import Both, press_both
from tiny import ONE_OF_EACH, make_edition

from reportgen.model.both import BookKind

PROJECT = Path(__file__).parents[2]
ZH = """\
# 概览

共 {案例总数} 起[^1]，见[](#part-b)。

[^1]: 说明。

![逐年](chart:years "逐年")

# 金融

乙段。

## 图谱

![图谱](landscape:finance)

## 之后

图谱之后的段落[^1]。

[^1]: 另一说明。

# 市场

1. 其一
2. 其二

![数](table:sectors)"""
EN = """\
# Overview

Of {cases_total}[^1], see [](#part-b).

[^1]: A note.

![By year](chart:years "By year")

# Finance

Paragraph b.

## Map

![Map](landscape:finance)

## Behind

The paragraph behind the map[^1].

[^1]: Another note.

# Market

1. One
2. Two

![Values](table:sectors)"""


@pytest.mark.parametrize("kind", list(BookKind))
def test_a_small_book_is_its_reference(kind: BookKind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_edition(tmp_path, ZH, EN, ONE_OF_EACH, back='"glossary", "index"')

    assert _differences(press_both(tmp_path, kind, tmp_path / "cache", monkeypatch)) == []


@pytest.mark.long
@pytest.mark.parametrize("kind", list(BookKind))
def test_the_report_is_its_reference(kind: BookKind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _differences(press_both(PROJECT, kind, tmp_path, monkeypatch)) == []


def _differences(both: Both) -> list[str]:
    """Where the book is not its reference."""
    book, reference = both.book, both.reference
    found = [f"{book.pages} pages, {reference.pages}"] * (book.pages != reference.pages)
    for page in range(1, min(book.pages, reference.pages) + 1):
        for what, ours, theirs in (
            ("size", book.size_mm(page), reference.size_mm(page)),
            ("text", book.characters(page), reference.characters(page)),
            (
                "links",
                [*book.links(page), *book.link_boxes(page)],
                [*reference.links(page), *reference.link_boxes(page)],
            ),
        ):
            if ours != theirs:
                first = next(
                    (pair for pair in zip(ours, theirs, strict=False) if pair[0] != pair[1]), (len(ours), len(theirs))
                )
                found.append(f"page {page}: {what}: {first}")
        if ImageChops.difference(book.pixels(page), reference.pixels(page)).getbbox():
            found.append(f"page {page}: pixels")
    if (book.bookmarks(), book.levels()) != (reference.bookmarks(), reference.levels()):
        found.append("bookmarks")
    if both.tags[0] != both.tags[1]:
        at = next(n for n, (a, b) in enumerate(zip_longest(*both.tags)) if a != b)
        found.append(f"tags: {at} of {len(both.tags[0])}: {both.tags[0][at : at + 5]} {both.tags[1][at : at + 5]}")
    anchors, theirs = both.anchors
    found += [f"anchor {name}: {spot} {theirs.get(name)}" for name, spot in anchors.items() if theirs.get(name) != spot]
    return found
