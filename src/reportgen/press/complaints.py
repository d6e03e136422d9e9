"""What the engine grumbles in its log, as problems at the place that caused them.

Why: WeasyPrint never fails. A dead link, a missing glyph or an unknown property is a log line, and the page is printed
as well as it goes.
"""

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from reportgen.press.fetch import Refusal
from reportgen.problems import Place, Problems

LOGGERS = ("weasyprint", "fontTools")


@dataclass(frozen=True, slots=True)
class Complaint:
    """One log line, and what the engine was at."""

    template: str  # the line before its values were filled in
    values: tuple[object, ...]
    text: str
    element: Element | None  # that was being drawn
    style: Path | None  # style sheet that was being read


class Listener(logging.Handler):
    """Collects the engine's log lines; `element` and `style` are set by whoever drives the engine."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.complaints: list[Complaint] = []
        self.element: Element | None = None
        self.style: Path | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        values = record.args if isinstance(record.args, tuple) else ()
        text = record.getMessage() + next((_rule_of(v) for v in values if isinstance(v, Exception)), "")
        self.complaints.append(Complaint(str(record.msg), values, text, self.element, self.style))

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hear the engine, and keep its lines from everybody else."""
        loggers = [logging.getLogger(name) for name in LOGGERS]
        before = [(logger.level, logger.propagate) for logger in loggers]
        for logger in loggers:
            logger.addHandler(self)
            logger.setLevel(logging.WARNING)
            logger.propagate = False
        try:
            yield
        finally:
            for logger, (level, propagate) in zip(loggers, before, strict=True):
                logger.removeHandler(self)
                logger.setLevel(level)
                logger.propagate = propagate


class Finder:
    """Places of what stands in a sheet: the nearest one at or before it in the document."""

    def __init__(
        self, html: Element, places: Mapping[str, Place], otherwise: Place, layouts: Mapping[Path, str]
    ) -> None:
        self.otherwise = otherwise
        self._layouts = layouts
        self._near: dict[Element, Place] = {}
        near = otherwise
        for element in html.iter():
            near = places.get(element.get("id", ""), near)
            self._near[element] = near

    def near(self, element: Element | None) -> Place:
        """The place of `element`; of the whole sheet, if it is not known."""
        return self.otherwise if element is None else self._near.get(element, self.otherwise)

    def where(self, fits: Callable[[Element], bool]) -> Place | None:
        """The place of the first element that fits."""
        return next((place for element, place in self._near.items() if fits(element)), None)

    def asking(self, address: str) -> Place:
        """The spot in a template or a style sheet that names all of `address`, the first element that asks for it, or
        the spot in a style sheet that names its end."""
        address = unquote(address)
        name = address.rsplit("/", 1)[-1]

        def asks(element: Element) -> bool:
            asked = (element.get("src"), element.get("href"))
            return any(a and address.endswith(unquote(a)) for a in asked) or name in element.get("style", "")

        spots = (self._in_layouts(address), self.where(asks), self._in_layouts(name)) if name else ()
        return next((place for place in spots if place), self.otherwise)

    def _in_layouts(self, name: str) -> Place | None:
        for file, text in self._layouts.items():
            before, found, _ = unquote(text).partition(name)
            if found:
                return Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        return None


def report_complaints(
    complaints: Sequence[Complaint], refusals: Sequence[Refusal], finder: Finder, problems: Problems
) -> None:
    """Every line and every refused address as a problem, as near as possible to what caused it.

    Fails:  the problems of `_KNOWN` and of the refusals; press-style, for a style sheet or a style attribute;
            press-engine (a warning), for a line that is not known here.
    """
    refused = {refusal.url for refusal in refusals}
    for refusal in refusals:
        problems.error(finder.asking(refusal.url), refusal.code, **refusal.values)
    for complaint in complaints:
        if complaint.values and complaint.values[0] in refused:
            continue
        if complaint.style is not None:
            problems.error(_in_style(complaint.style, complaint.text), "press-style", found=_said(complaint.text))
        else:
            _report(complaint, finder, problems)


def _rule_of(fault: Exception) -> str:
    """Where the rule stands that the engine was at, which it does not tell of a selector; "" where it was at none."""
    frames = fault.__traceback__
    rule: Any = frames.tb_frame.f_locals.get("rule") if frames else None
    return f" at {rule.source_line}:{rule.source_column}" if hasattr(rule, "source_line") else ""


def _report(complaint: Complaint, finder: Finder, problems: Problems) -> None:
    if complaint.template.startswith(_TOLD_ELSEWHERE):
        return
    for start, code in _KNOWN.items():
        if complaint.template.startswith(start):
            found = _found(complaint, code)
            problems.error(_place(code, found, complaint, finder), code, found=found)
            return
    if _POSITION.search(complaint.text):
        attribute = finder.where(lambda e: _found(complaint) in e.get("style", ""))
        problems.error(attribute or finder.otherwise, "press-style", found=_said(complaint.text))
    else:
        problems.warn(finder.near(complaint.element), "press-engine", found=complaint.text)


def _found(complaint: Complaint, code: str = "") -> str:
    found = complaint.values[0] if complaint.values else complaint.text
    if isinstance(found, tuple):  # ("string", "#anchor")
        found = str(found[-1]).removeprefix("#")
    return f"{found} (U+{ord(str(found)):04X})" if code == "press-glyph-missing" else str(found)


def _place(code: str, found: str, complaint: Complaint, finder: Finder) -> Place:
    if complaint.element is not None:
        return finder.near(complaint.element)
    if code == "press-link-dead":
        return finder.where(lambda e: e.get("href") == f"#{found}") or finder.otherwise
    if code == "press-id-twice":
        return finder.where(lambda e: e.get("id") == found) or finder.otherwise
    return finder.asking(found)


def _in_style(style: Path, text: str) -> Place:
    position = _POSITION.search(text)
    return Place(style, int(position[1]), int(position[2])) if position else Place(style)


def _said(text: str) -> str:
    """The line without its position, which the place says already."""
    return _POSITION.sub("", text).replace(" ,", ",").strip(" .")


_POSITION = re.compile(r"\bat (\d+):(\d+)\b")

_TOLD_ELSEWHERE = ('Image "%s" has no required alt', "Failed to load attachment")

_KNOWN = {
    ".notdef glyph": "press-glyph-missing",
    "No anchor #%s": "press-link-dead",
    "Content discarded: target": "press-link-dead",
    "Anchor defined twice": "press-id-twice",
    "Failed to load image": "press-image-unreadable",
    "Failed to render SVG": "press-image-unreadable",
    "Failed to load inline SVG": "press-image-unreadable",
    'Missing required "lang"': "press-language-missing",
}
