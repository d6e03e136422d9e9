"""A drawing to an SVG that can stand in a page: the report's fonts, words that can be selected, its own ids.

Why the words do not pass through the converter: they are measured and placed already, and it would open whole
collections of fonts to measure them again, which takes longer than all the rest.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, TypeAlias
from xml.etree import ElementTree

import vl_convert

from reportgen.exhibits.charts.canvas import WIDTH, Canvas, Drawing, Label
from reportgen.exhibits.charts.fitting import gaps, width
from reportgen.exhibits.charts.theme import GREY, HAIRLINE, MARK, PT_PER_MM, WIDTH_MM, config
from reportgen.model.both import BookKind
from reportgen.model.facts import Provenance
from reportgen.model.fonts import Fonts, Measure

_Json: TypeAlias = dict[str, Any]

_SAMPLE = {"zh": "样例", "en": "SAMPLE"}
_MARK_HEIGHT, _MARK_SIDE, _MARK_GAP = 11.0, 4.5, 3.0
_LONG_NUMBER = re.compile(r"-?\d+\.\d{4,}(?:e-?\d+)?")
_REFERENCE = re.compile(r"(?<=url\(#)")
_NOISE = ("text-anchor", "class", "role", "aria-label", "aria-hidden", "aria-roledescription", "version")


def to_svg(
    drawing: Drawing, id_: str, title: str, provenance: Provenance, book: BookKind, fonts: Fonts
) -> tuple[str, tuple[str, ...]]:
    """The drawing as SVG, and the font families in it that are none of the edition's.

    Takes:  title, the alternative text, which becomes the first child.
    Fails:  ValueError, where the marks would fetch their data.
    """
    canvas, labels, above = drawing.canvas, drawing.labels, []
    if provenance is Provenance.SAMPLE:
        box, words = _sample_mark(canvas, book, fonts.measure)
        labels += words
        above.append(box)
    spec = _spec(drawing, above)
    if _has_address(spec):
        raise ValueError("a chart holds its data; the converter would read any file that an address names")
    root = ElementTree.fromstring(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))
    _clean(root)
    _own_ids(root, id_)
    root[0].extend(_words(labels, fonts.measure))
    height = canvas.top + canvas.height + canvas.bottom
    root.attrib = {
        "xmlns": "http://www.w3.org/2000/svg",
        "role": "img",
        "width": f"{WIDTH_MM:g}mm",
        "height": f"{height / PT_PER_MM:.3f}mm",
        "viewBox": f"0 0 {WIDTH:.3f} {height:.3f}",
        # Kerning is in the words' positions already.
        "style": "font-kerning:none",
    }
    named = ElementTree.Element("title")
    named.text = title
    root.insert(0, named)
    allowed = {face.family for face in fonts.faces}
    used = {family.strip(" '\"") for e in root.iter() for family in e.get("font-family", "").split(",") if family}
    return ElementTree.tostring(root, encoding="unicode"), tuple(sorted(used - allowed))


# ---- before the converter


def _spec(drawing: Drawing, above: Iterable[_Json]) -> _Json:
    """The Vega-Lite specification of the marks on their scales, others above them."""
    canvas = drawing.canvas
    marks = drawing.marks.to_dict()
    outermost = {name: marks.pop(name) for name in ("$schema", "datasets") if name in marks}
    del marks["config"]
    return outermost | {
        "config": config(),
        "autosize": {"type": "none"},
        "padding": {"left": canvas.left, "right": canvas.right, "top": canvas.top, "bottom": canvas.bottom},
        "width": canvas.width,
        "height": canvas.height,
        "layer": [marks, *above],
        "resolve": {"scale": {"x": "independent", "y": "independent"}},
    }


def _sample_mark(canvas: Canvas, book: BookKind, measure: Measure) -> tuple[_Json, tuple[Label, ...]]:
    """样例 / SAMPLE in a thin round-cornered box at the frame's upper right corner."""
    right, top = canvas.width + canvas.right - HAIRLINE, HAIRLINE - canvas.top
    x, labels = right - _MARK_SIDE, []
    for language in reversed(book.languages):
        style = MARK[language]
        labels.append(Label(_SAMPLE[language], x, top + _MARK_HEIGHT / 2 + style.rise, style, "right"))
        x -= width(_SAMPLE[language], style, measure) + _MARK_GAP
    edges = {"x": x + _MARK_GAP - _MARK_SIDE, "x2": right, "y": top, "y2": top + _MARK_HEIGHT}
    box = {
        "data": {"values": [{}]},
        "mark": {"type": "rect", "filled": False, "color": GREY, "strokeWidth": HAIRLINE, "cornerRadius": 2.5},
        "encoding": {name: {"value": value} for name, value in edges.items()},
    }
    return box, tuple(labels)


def _has_address(part: object) -> bool:
    """Whether data or a picture would be fetched."""
    if isinstance(part, dict):
        return "url" in part or any(map(_has_address, part.values()))
    return isinstance(part, list) and any(map(_has_address, part))


# ---- after it


def _clean(root: ElementTree.Element) -> None:
    """Nothing; what says nothing to a page is gone, and no number is longer than a thousandth."""
    for element in list(root.iter()):
        element.tag = element.tag.rpartition("}")[2]
        element.attrib = {
            name: _LONG_NUMBER.sub(lambda found: f"{float(found[0]):.3f}", value)
            for name, value in element.attrib.items()
            if name not in _NOISE and (name, value) != ("opacity", "1")
        }
        for child in list(element):
            if child.get("display") == "none" or child.get("class") == "background":
                element.remove(child)


def _own_ids(root: ElementTree.Element, chart: str) -> None:
    """Nothing; ids begin with the chart's, because several charts stand in one page."""
    for element in root.iter():
        for name, value in element.attrib.items():
            element.set(name, f"{chart}-{value}" if name == "id" else _REFERENCE.sub(f"{chart}-", value))


def _words(labels: Iterable[Label], measure: Measure) -> Iterator[ElementTree.Element]:
    """A group of words for each type; every character has the place that kerning and the air between scripts give it.

    Why all words begin at their left edge: to the engine, text with another anchor is a group of its own. Why each
    character is placed: the engine sets text in SVG letter by letter, each by its own width.
    """
    before = {"left": 0.0, "center": 0.5, "right": 1.0}
    for style, some in groupby(sorted(labels, key=lambda label: str(label.style)), key=lambda label: label.style):
        group = ElementTree.Element("g")
        for word in some:
            x = word.x - before[word.align] * width(word.text, style, measure)
            text = ElementTree.SubElement(group, "text")
            text.attrib = {
                "transform": f"translate({_short(x)},{_short(word.y)})",
                "font-family": style.family,
                "font-size": f"{style.size:g}px",
                "font-weight": str(style.weight),
                "fill": style.colour,
            }
            text.text = word.text
            moved = [_short(gap) for gap in gaps(word.text, style, measure)]
            if any(gap != "0" for gap in moved):
                text.set("dx", " ".join(("0", *moved)))
        yield group


def _short(number: float) -> str:
    """The number to a thousandth."""
    return f"{round(number, 3) + 0.0:g}"
