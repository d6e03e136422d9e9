"""The reference of a book: all its chapters as one document, pressed by WeasyPrint in one go.

What would make one document of chapters another than the chapters is kept from it: each chapter's own styles reach its
own elements only, `@page` and `@page :first` mean its own pages, and it is set by the fit, with the exhibits moved,
that was chosen for it when it was pressed alone.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import pytest
import tinycss2
from pdf import Pdf, tags_of

import reportgen.build
import reportgen.press.chapter
from reportgen.assemble import assemble
from reportgen.build import build, prepare
from reportgen.cache import Cache
from reportgen.layout.sheets import STYLES, WIDE
from reportgen.model.both import BookKind
from reportgen.model.fonts import Fonts
from reportgen.model.sheets import PressedChapter, Sheet, Spot
from reportgen.press.programs import named_fonts
from reportgen.problems import Problems
from reportgen.workers import Limits

COMMON = {*(Path(f"layouts/parts/{name}.css") for name in STYLES), *WIDE}  # of every chapter alike
SCOPED = Path("layouts/reference.css")  # no file
_STYLE = re.compile("<style>(.*?)</style>", re.DOTALL)
_WRAPS = 2  # elements around a chapter in the reference
_ADDRESS = re.compile(r"url\(\s*[\"']?(?!data:)")


class Here:
    """Workers of this process."""

    limits = Limits(workers=1, seconds=3600, memory_mb=8000)

    def run(
        self, function: Callable[..., Any], arguments: Sequence[Any], told: Any = None
    ) -> Iterator[tuple[int, Any]]:
        """Each task's result."""
        for number, argument in enumerate(arguments):
            yield number, function(argument, lambda at: None)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A chapter as it was laid out in the end: its elements, and the styles behind the sheet's own."""

    sheet: Sheet
    body: Element
    fit: Sequence[Path]


@dataclass(frozen=True, slots=True)
class Both:
    """A book of chapters and its reference, without folios; of each where the anchors fell, and its tags in order."""

    book: Pdf
    reference: Pdf
    anchors: tuple[Mapping[str, Spot], Mapping[str, Spot]]
    tags: tuple[Sequence[str], Sequence[str]]


def press_both(root: Path, kind: BookKind, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Both:
    """The book of `root` as a build makes it, and its reference."""
    chosen: dict[str, Chosen] = {}
    joined: list[Any] = []
    _record(chosen, joined, monkeypatch)
    problems = Problems()
    prepared = prepare(root, problems, _silent)
    build(prepared, kind, Here(), Cache(cache), problems, _silent)  # type: ignore[arg-type]
    monkeypatch.undo()
    chapters, _, labels, bookmarks, info, fonts, _ = joined
    whole = _press_whole([chosen[chapter.chapter] for chapter in chapters], root, fonts)
    found = Problems()
    book = assemble(chapters, None, labels, bookmarks, info, fonts, found)
    reference = assemble([whole], None, labels[: whole.pages], bookmarks, info, fonts, found)
    assert found.found == ()
    ours, theirs = Pdf(book.pdf), Pdf(reference.pdf)
    return Both(ours, theirs, (book.anchors, reference.anchors), (_tags(ours, 0), _tags(theirs, _WRAPS)))


def _record(chosen: dict[str, Chosen], joined: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Have each chapter's choice noted as it is pressed, and what the book is assembled from."""
    room, sheets = reportgen.press.chapter, []
    press, fitted = room.press, room.fitted

    def pressed(sheet: Sheet, *rest: Any) -> PressedChapter:
        sheets.append(sheet)
        return press(sheet, *rest)

    def noted(lay_out: Callable[..., Any], body: Element, fits: Any, begin: Any) -> Any:
        tried = []

        def lay_out_noted(more: Sequence[Path]) -> Any:
            tried.append((lay_out(more), deepcopy(body), more))
            return tried[-1][0]

        best = fitted(lay_out_noted, body, fits, begin)
        ((elements, fit),) = [(elements, fit) for document, elements, fit in tried if document is best]
        chosen[sheets[-1].chapter] = Chosen(sheets[-1], elements, fit)
        return best

    def assembled(*given: Any) -> Any:
        joined[:] = given
        return assemble(*given)

    monkeypatch.setattr(room, "press", pressed)
    monkeypatch.setattr(room, "fitted", noted)
    monkeypatch.setattr(reportgen.build, "assemble", assembled)


def _press_whole(chapters: Sequence[Chosen], root: Path, fonts: Fonts) -> PressedChapter:
    """All chapters as one, laid out once."""
    room, first = reportgen.press.chapter, chapters[0]
    heads = "".join(_scoped(style, c.sheet.chapter) for c in chapters for style in _STYLE.findall(c.sheet.html))
    empty = _STYLE.sub("", first.sheet.html.partition("<body")[0])
    sheet = replace(
        first.sheet,
        chapter="whole",
        html=f"{empty}<style>{heads}</style><body></body>",
        styles=(*(name for name in first.sheet.styles if name in COMMON), SCOPED),
        fits=(),
    )
    job = room._Press(sheet, root, fonts)
    job._styles[SCOPED] = "".join(_own_styles(chapter, root) for chapter in chapters)
    body = job.html.etree_element.find("body")
    for chapter in chapters:
        name = _scope(chapter.sheet.chapter)
        pages = SubElement(body, "div", {"id": name, "style": f"page: {name}"})
        SubElement(pages, "div", {"class": chapter.body.get("class", "")}).extend(chapter.body)
    problems = Problems()
    with job.running(problems):
        document = job.lay_out((), pdf_variant="pdf/ua-1")
        room.keep_outermost_links(document)
        tagging = room.Tagging(document, job.html.etree_element, "whole", job.listener, job.finder, problems)
        with tagging.applied(), named_fonts(fonts):
            pdf = document.write_pdf(pdf_variant="pdf/ua-1", finisher=tagging.finish)
        links = job.links(document, problems)
    assert {p.code for p in problems.found} <= {"press-id-twice"}  # ids that the program gives begin anew in a chapter
    return PressedChapter(
        chapter="whole",
        pdf=pdf,
        pages=len(document.pages),
        wide=(),
        anchors=room._anchors(document),
        frames={},
        links=links,
        place=sheet.place,
        seconds=0,
    )


def _tags(pdf: Pdf, wraps: int) -> Sequence[str]:
    """The types of all elements below the document and `wraps` more, with the languages where they change."""
    elements = list(pdf.elements[0].K)
    for _ in range(wraps):
        elements = [kid for element in elements for kid in element.K]
    return [tag for element in elements for tag in tags_of(element)]


def _own_styles(chapter: Chosen, root: Path) -> str:
    """The styles that are not every chapter's, for this chapter only."""
    own = [*(name for name in chapter.sheet.styles if name not in COMMON), *chapter.fit]
    texts = [(name, (root / name).read_text("utf-8")) for name in own]
    return "".join(
        _scoped(_ADDRESS.sub(f"\\g<0>../{name.parent.as_posix()}/", text), chapter.sheet.chapter)
        for name, text in texts
    )


def _scope(chapter: str) -> str:
    return f"chapter-{chapter}"


def _scoped(css: str, chapter: str) -> str:
    """Styles that weigh what they weigh, for the elements and the pages of one chapter."""
    out = []
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        prelude = tinycss2.serialize(rule.prelude).strip()
        if rule.type == "at-rule":
            assert rule.at_keyword == "page", rule.at_keyword
            name = _scope(chapter)
            pages = {"": name, ":first": f"{name}:nth(1 of {name})"}.get(prelude, prelude)
            out.append(f"@page {pages} {{{tinycss2.serialize(rule.content)}}}\n")
        else:
            parts = re.split(r",(?![^(]*\))", prelude)
            selectors = ", ".join(f":where(#{_scope(chapter)}) {part.strip()}" for part in parts)
            out.append(f"{selectors} {{{tinycss2.serialize(rule.content)}}}\n")
    return "".join(out)


def _silent(stage: str, what: str) -> None:
    """No progress."""
