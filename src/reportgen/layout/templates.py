"""The template engine: sandboxed, strict, and fed with frozen values only."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from reportgen.layout.inlines import LANG, html_of
from reportgen.problems import Place, Problems


@dataclass(frozen=True, slots=True)
class Templates:
    """Renders the templates of `root`/layouts."""

    root: Path
    problems: Problems
    engine: ImmutableSandboxedEnvironment

    def render(self, name: str, **values: Any) -> str:
        """HTML of layouts/`name`; empty where the template is wrong.

        Fails:  problem layout-template.
        """
        try:
            return self.engine.get_template(name).render(**values)
        except TemplateSyntaxError as fault:
            place = Place(Path("layouts") / (fault.name or name), fault.lineno)
            self.problems.error(place, "layout-template", found=fault.message)
        except TemplateError as fault:
            self.problems.error(self._place(fault, name), "layout-template", found=str(fault))
        return ""

    def _place(self, fault: TemplateError, name: str) -> Place:
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

    Filters: `html` (inlines to HTML), `css` (a CSS string), `lang` (zh to zh-Hans), `kind` (a block's type by name).
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
    engine.filters["svg"] = Markup  # drawn by the program, never by an editor
    return Templates(root, problems, engine)


def _css_string(text: str) -> Markup:
    """`text` as a CSS string that cannot end its style element (CSS Syntax 4.3.5)."""
    escaped = "".join(c if c.isalnum() or c in " .,/()" else f"\\{ord(c):x} " for c in text)
    return Markup('"{}"').format(Markup(escaped))
