"""The template engine: sandboxed, strict, and fed with frozen values only."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from reportgen.layout.columns import column_shares
from reportgen.layout.inlines import LANG, html_of
from reportgen.problems import Place, Problems

# What an expression or a filter of a template raises by itself: 1 / 0, "a" + 1, {n} without n, a macro without an end.
_RAISED_WITHIN = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError, OSError)


@dataclass(frozen=True, slots=True)
class Templates:
    """Renders the templates of `root`/layouts."""

    root: Path
    problems: Problems
    engine: ImmutableSandboxedEnvironment

    def render(self, name: str, **values: Any) -> str:
        """HTML of layouts/`name`; empty where the template is wrong.

        Fails:  problem layout-template; file-missing, for a template that is not there.
        """
        try:
            return self.engine.get_template(name).render(**values)
        except TemplateSyntaxError as fault:
            place = Place(Path("layouts") / (fault.name or name), fault.lineno)
            self.problems.error(place, "layout-template", found=str(fault.message).rstrip("."))
        except TemplateNotFound as fault:
            missing = Path("layouts") / str(fault.name)
            self.problems.error(self._place(fault, name), "file-missing", file=str(missing))
        except TemplateError as fault:
            self.problems.error(self._place(fault, name), "layout-template", found=str(fault).rstrip("."))
        except _RAISED_WITHIN as fault:
            found = f"{type(fault).__name__}: {fault}".rstrip(".")
            self.problems.error(self._place(fault, name), "layout-template", found=found)
        return ""

    def _place(self, fault: Exception, name: str) -> Place:
        """The innermost template line that the error passed through."""
        place, trace = Place(Path("layouts") / name), fault.__traceback__
        layouts = self.root / "layouts"
        while trace is not None:
            file = Path(trace.tb_frame.f_code.co_filename)
            if file.is_relative_to(layouts):
                place = Place(file.relative_to(self.root), trace.tb_lineno)
            trace = trace.tb_next
        return place


def open_templates(root: Path, problems: Problems) -> Templates:
    """The engine over `root`/layouts.

    Filters: `html` (inlines to HTML), `css` (a CSS string), `lang` (zh to zh-Hans), `kind` (a block's type by name),
    `shares` (the widths of a Markdown table's columns).
    """
    engine = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(root / "layouts"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    engine.filters["html"] = html_of
    engine.filters["css"] = _css_string
    engine.filters["lang"] = LANG.__getitem__
    engine.filters["kind"] = lambda value: type(value).__name__
    engine.filters["shares"] = column_shares
    engine.filters["svg"] = Markup  # drawn by the program, never by an editor
    return Templates(root, problems, engine)


def _css_string(text: str) -> Markup:
    """`text` as a CSS string that cannot end its style element (CSS Syntax 4.3.5)."""
    escaped = "".join(c if c.isalnum() or c in " .,/()" else f"\\{ord(c):x} " for c in text)
    return Markup('"{}"').format(Markup(escaped))
