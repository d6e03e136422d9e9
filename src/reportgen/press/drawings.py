"""SVG files looked through before the engine draws them: what would hang it, fetch something, or silently not print."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

LIMIT_SHAPES = 100_000  # elements, each as often as it is drawn
LIMIT_DEPTH = 100
_UNDRAWN = ("script", "foreignObject")
_OWN = ("#", "data:")
_ADDRESS = re.compile(r"(@import)|url\(\s*+[\"']?+\s*+(?!#|data:)([^\"')]+)")


def fault_of(drawing: Element) -> str:
    """What the drawing holds that pages refuse, as it is written there; "" where there is nothing."""
    return next(_strange(drawing), "") or _too_much(drawing)


def _strange(drawing: Element) -> Iterator[str]:
    for element in drawing.iter():
        name = _name(element)
        if name in _UNDRAWN:
            yield f"<{name}>"
        for key, value in element.attrib.items():
            if key.rpartition("}")[2] == "href" and name != "a" and not value.strip().startswith(_OWN):
                yield value[:60]
        for text in (*element.attrib.values(), element.text or "" if name == "style" else ""):
            for rule, address in _ADDRESS.findall(text):
                yield rule or address[:60]


def _too_much(drawing: Element) -> str:
    """Why the drawing has no bounds that the engine could work within."""
    named = {element.get("id"): element for element in drawing.iter() if element.get("id")}
    known: dict[Element, tuple[int, int]] = {}

    def drawn(element: Element, level: int) -> tuple[int, int]:
        """The shapes below `element`, itself included, and how deep they stand."""
        if level > LIMIT_DEPTH:
            raise RecursionError
        if element not in known:
            used = named.get(_href(element)[1:]) if _name(element) == "use" else None
            below = [drawn(inner, level + 1) for inner in (*element, *([] if used is None else [used]))]
            known[element] = 1 + sum(n for n, _ in below), 1 + max((depth for _, depth in below), default=0)
        if level + known[element][1] > LIMIT_DEPTH + 1:
            raise RecursionError
        return known[element]

    try:
        shapes, _ = drawn(drawing, 0)
    except RecursionError:
        return f"> {LIMIT_DEPTH} × <g>, <use>"
    return f"{shapes} × <…>" if shapes > LIMIT_SHAPES else ""


def _href(element: Element) -> str:
    return next((value.strip() for key, value in element.attrib.items() if key.rpartition("}")[2] == "href"), "")


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
