"""Inlines to HTML."""

from markupsafe import Markup, escape

from reportgen.model.text import Code, Emphasis, Inlines, LineBreak, Link, NoteMark, Strong, Text

LANG = {"zh": "zh-Hans", "en": "en"}


def html_of(inlines: Inlines) -> Markup:
    """HTML of inlines in their final words. Links into the report have the address "xref:ANCHOR"."""
    out = Markup("")
    for node in inlines:
        match node:
            case Text(text):
                out += escape(text)
            case Strong(children):
                out += Markup("<strong>{}</strong>").format(html_of(children))
            case Emphasis(children):
                out += Markup("<em>{}</em>").format(html_of(children))
            case Code(text):
                out += Markup("<code>{}</code>").format(text)
            case Link(href, children, _):
                target = f"xref:{href[1:]}" if href.startswith("#") else href
                out += Markup('<a href="{}">{}</a>').format(target, html_of(children))
            case NoteMark(_, number, _):
                out += Markup('<sup class="mark">{}</sup>').format(number)
            case LineBreak():
                out += Markup("<br>")
            case _:
                raise AssertionError(f"{type(node).__name__} was not resolved")
    return out
