"""One sheet through WeasyPrint.

Why the garbage collector rests: layout makes millions of objects that live to its end; collecting among them costs a
third of the time and frees nothing.
"""

import gc
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from weasyprint import CSS, HTML, Document
from weasyprint.css.counters import CounterStyle
from weasyprint.formatting_structure.boxes import MarginBox, ReplacedBox, TextBox
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from reportgen.decoding import load_text
from reportgen.model.fonts import Fonts
from reportgen.model.sheets import Frame, PressedChapter, Sheet, Spot
from reportgen.press.complaints import Finder, Listener, report_complaints
from reportgen.press.engine import read_templates
from reportgen.press.fetch import BASE, Shelf
from reportgen.press.fit import fitted
from reportgen.press.heads import continued_heads
from reportgen.press.pairs import paired_columns
from reportgen.press.programs import UPRIGHT, named_fonts
from reportgen.press.tags import PT, Tagging, keep_outermost_links
from reportgen.press.typeset import composed_lines
from reportgen.problems import Place, Problems

CROSS_REFERENCE = "xref:"


def press(sheet: Sheet, root: Path, fonts: Fonts, problems: Problems, begin: Callable[[], None]) -> PressedChapter:
    """The chapter, tagged; see `press_chapter`."""
    began = time.perf_counter()
    job = _Press(sheet, root, fonts)
    with job.running(problems):
        body = job.html.etree_element.find("body")
        laid: dict[int, Sequence[Path]] = {}

        def lay_out(more: Sequence[Path]) -> Document:
            made = job.lay_out(more, pdf_variant="pdf/ua-1")
            laid[id(made)] = more
            return made

        document = fitted(lay_out, body, sheet.fits, begin)
        keep_outermost_links(document)
        tagging = Tagging(document, job.html.etree_element, sheet.chapter, job.listener, job.finder, problems)
        with tagging.applied(), named_fonts(fonts):
            pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1", finisher=tagging.finish)
        job.check_fonts(document, problems)
        job.check_blanks(document, problems)
        links = job.links(document, problems)
    return PressedChapter(
        chapter=sheet.chapter,
        pdf=pdf,
        pages=len(document.pages),
        wide=tuple(page.width > page.height for page in document.pages),
        anchors=_anchors(document),
        frames=_frames(document),
        links=links,
        place=sheet.place,
        seconds=time.perf_counter() - began,
        fit=tuple(style.as_posix() for style in laid[id(document)]),
    )


def press_untagged(sheet: Sheet, root: Path, fonts: Fonts, problems: Problems) -> bytes:
    """The sheet's pages without tags; see `press_overlay`."""
    job = _Press(sheet, root, fonts)
    with job.running(problems):
        document = job.lay_out(())
        with named_fonts(fonts):
            pdf: bytes = document.write_pdf()
        job.check_fonts(document, problems)
    return pdf


def read_styles(sheet: Sheet, root: Path, fonts: Fonts, problems: Problems) -> None:
    """Nothing; all style sheets of the sheet are read, and none of it laid out; see `check_styles_of`."""
    job = _Press(sheet, root, fonts)
    with job.running(problems):
        job.read_styles(sheet.all_styles, counter_style=CounterStyle(), color_profiles={})


class _Press:
    """One sheet on its way through the engine."""

    def __init__(self, sheet: Sheet, root: Path, fonts: Fonts) -> None:
        self._sheet = sheet
        self._fonts = fonts
        self._shelf = Shelf(root)
        self.listener = Listener()
        self.html = HTML(string=sheet.html, base_url=BASE, url_fetcher=_Fetcher(self._shelf))
        self._styles = {style: load_text(root, style, Problems()) or "" for style in sheet.all_styles}
        layouts = {**self._styles, **read_templates(root)}
        self.finder = Finder(self.html.etree_element, sheet.places, sheet.place, layouts)

    @contextmanager
    def running(self, problems: Problems) -> Iterator[None]:
        """Let the engine work, and report what it complained about."""
        with self.listener.listening(), _resting_collector():
            yield
        report_complaints(self.listener.complaints, self._shelf.refusals, self.finder, problems)

    def read_styles(self, names: Sequence[Path], **setting: Any) -> list[CSS]:
        """The style sheets, each read by itself: the engine tells lines, but not of which file."""
        styles = []
        for name in names:
            self.listener.style = name
            text, fetcher = self._styles[name], self.html.url_fetcher
            styles.append(CSS(string=text, base_url=BASE + name.as_posix(), url_fetcher=fetcher, **setting))
        self.listener.style = None
        return styles

    def lay_out(self, more: Sequence[Path], **options: Any) -> Document:
        """The document in pages.

        Takes:  `more`, style sheets behind the sheet's own. What the engine said of an earlier layout is forgotten.
        """
        self.listener.complaints.clear()
        font_config = _font_configuration(self._fonts.config.read_bytes())
        setting = {"font_config": font_config, "counter_style": CounterStyle(), "color_profiles": {}}
        styles = self.read_styles((*self._sheet.styles, *more), **setting)
        with continued_heads(), paired_columns(), composed_lines():
            return self.html.render(stylesheets=styles, **setting, **options)

    def check_fonts(self, document: Document, problems: Problems) -> None:
        """Refuse fonts that the edition does not list.

        Fails:  press-font-foreign, for a font in the PDF; press-font-unknown, for a family that text asks for.
        """
        families = {face.family for face in self._fonts.faces}
        faces = {(face.family, face.weight, face.italic) for face in self._fonts.faces}
        for font in document.fonts.values():
            if (font.family, font.weight, font.style != UPRIGHT) not in faces:
                problems.error(self._sheet.place, "press-font-foreign", found=f"{font.family} {font.weight}")
        asked: dict[tuple[str, ...], Element] = {}
        for page in document.pages:
            for box in page._page_box.descendants(placeholders=True):
                if isinstance(box, TextBox):
                    asked.setdefault(box.style["font_family"], box.element)
        for stack, element in asked.items():
            for family in stack:
                if family not in families:
                    problems.error(self.finder.near(element), "press-font-unknown", found=family)

    def check_blanks(self, document: Document, problems: Problems) -> None:
        """Tell of pages that nothing but heads and feet stand on.

        Warns:  press-page-blank.
        """
        for number, page in enumerate(document.pages, 1):
            flow = (child for child in page._page_box.children if not isinstance(child, MarginBox))
            boxes = (box for child in flow for box in (child, *child.descendants(placeholders=True)))
            if not any(isinstance(box, (TextBox, ReplacedBox)) for box in boxes):
                problems.warn(self._sheet.place, "press-page-blank", page=number, chapter=self._sheet.chapter)

    def links(self, document: Document, problems: Problems) -> Mapping[str, Place]:
        """Anchors of the report that the chapter links to.

        Fails:  press-link-dead, for an address without a scheme: there is nothing beside a PDF.
        """
        links: dict[str, Place] = {}
        for page in document.pages:
            for _, target, _, box in page.links:
                place = self.finder.near(box.element)
                if target.startswith(CROSS_REFERENCE):
                    links.setdefault(unquote(target.removeprefix(CROSS_REFERENCE)), place)
                elif target.startswith(BASE):
                    problems.error(place, "press-link-dead", found=unquote(target.removeprefix(BASE)))
        return links


class _Fetcher(URLFetcher):  # type: ignore[misc]
    """Gives the engine what the shelf gives. Its parent is not initialised: that would make what opens connections."""

    _fail_on_errors = False

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        data, kind = self._shelf.read(url)
        return URLFetcherResponse(url, data, {"Content-Type": kind})


@cache
def _font_configuration(_config: bytes) -> FontConfiguration:
    """Fontconfig's and Pango's state, made once for a fontconfig file: it reads every font."""
    return FontConfiguration()


@contextmanager
def _resting_collector() -> Iterator[None]:
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _anchors(document: Document) -> Mapping[str, Spot]:
    spots: dict[str, Spot] = {}
    for number, page in enumerate(document.pages):
        for name, (x, y, *_) in page.anchors.items():
            spots.setdefault(name, Spot(page=number, x_pt=x * PT, y_pt=(page.height - y) * PT))
    return spots


def _frames(document: Document) -> Mapping[str, tuple[Frame, ...]]:
    """Where the elements with data-frame stand; the outermost box of each on a page, for its inner ones are alike."""
    frames: dict[str, list[Frame]] = {}
    for number, page in enumerate(document.pages):
        seen = set()
        for box in page._page_box.descendants(placeholders=True):
            name = (
                box.element.get("data-frame") if box.element is not None and not box.element_tag.count("::") else None
            )
            if name is None or name in seen:
                continue
            seen.add(name)
            left, top = box.border_box_x(), box.border_box_y()
            right, bottom = left + box.border_width(), top + box.border_height()
            frames.setdefault(name, []).append(
                Frame(
                    page=number,
                    left_pt=left * PT,
                    bottom_pt=(page.height - bottom) * PT,
                    right_pt=right * PT,
                    top_pt=(page.height - top) * PT,
                )
            )
    return {name: tuple(found) for name, found in frames.items()}
