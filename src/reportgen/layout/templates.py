"""The template engine: sandboxed, strict, and fed with frozen values only."""

from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.exceptions import SecurityError
from jinja2.loaders import split_template_path
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from reportgen.decoding import check_characters, load_text
from reportgen.layout.columns import column_shares
from reportgen.layout.inlines import LANG, html_of
from reportgen.problems import Place, Problems

FOLDER = Path("layouts")
LONGEST = 50_000_000  # characters of a sheet; the longest of a real book has two million
# What an expression or a filter of a template raises by itself: 1 / 0, "a" + 1, {n} without n, a macro without an end.
_RAISED_WITHIN = (ArithmeticError, AttributeError, LookupError, RecursionError, SyntaxError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Templates:
    """Renders the templates of `root`/layouts."""

    root: Path
    problems: Problems
    engine: ImmutableSandboxedEnvironment

    def render(self, name: str, **values: Any) -> str:
        """HTML of layouts/`name`; empty where the template is wrong.

        Takes:  time and memory of the process; whoever limits them raises TimeoutError or MemoryError in here.
        Fails:  problem layout-template; file-missing, for a template that is not there; those of `load_text` and
                `check_characters`. ReportError with layout-late or layout-memory.
        """
        try:
            html = self.engine.get_template(name).render(**values)
            if len(html) > LONGEST:
                raise MemoryError
            return html
        except (TimeoutError, MemoryError) as fault:
            code = "layout-late" if isinstance(fault, TimeoutError) else "layout-memory"
            self.problems.error(self._place(fault, name), code)
            self.problems.stop()
        except TemplateSyntaxError as fault:
            place = Place(FOLDER / (fault.name or name), fault.lineno)
            self.problems.error(place, "layout-template", found=str(fault.message).rstrip("."))
        except TemplateNotFound as fault:
            self.problems.error(self._place(fault, name), "file-missing", file=str(FOLDER / str(fault.name)))
        except _UnreadError:
            pass  # the loader has told of it
        except TemplateError as fault:
            self.problems.error(self._place(fault, name), "layout-template", found=str(fault).rstrip("."))
        except _RAISED_WITHIN as fault:
            found = f"{type(fault).__name__}: {fault}".rstrip(".")
            self.problems.error(self._place(fault, name), "layout-template", found=found)
        return ""

    def _place(self, fault: Exception, name: str) -> Place:
        """The innermost template line that the error passed through."""
        place, trace = Place(FOLDER / name), fault.__traceback__
        layouts = self.root / FOLDER
        while trace is not None:
            file = Path(trace.tb_frame.f_code.co_filename)
            if file.is_relative_to(layouts):
                place = Place(file.relative_to(self.root), trace.tb_lineno)
            trace = trace.tb_next
        return place


class _UnreadError(Exception):
    """A template's file is no text."""


class _Loader(BaseLoader):
    """Reads templates as all text is read."""

    def __init__(self, root: Path, problems: Problems) -> None:
        self._root, self._problems = root, problems

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:
        name = FOLDER.joinpath(*split_template_path(template))
        if not (self._root / name).is_file():
            raise TemplateNotFound(template)
        text = load_text(self._root, name, self._problems)
        if text is None:
            raise _UnreadError
        check_characters(text.replace("\r\n", "\n"), name, self._problems)
        return text, str(self._root / name), None


class _Compiled(BytecodeCache):
    """Templates compiled once in a process, as long as their text is the same: it opens them for every few sheets."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, CodeType]] = {}  # by name and file: the text's hash, the code

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._kept.get(bucket.key, ("", None))
        bucket.code = code if checksum == bucket.checksum else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._kept[bucket.key] = bucket.checksum, bucket.code


_COMPILED = _Compiled()


class _Engine(ImmutableSandboxedEnvironment):
    """Jinja without powers, the one calculation that takes all time in a single step."""

    intercepted_binops = frozenset({"**"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        raise SecurityError(f"templates do not compute {operator}")


def open_templates(root: Path, problems: Problems) -> Templates:
    """The engine over `root`/layouts.

    Filters: `html` (inlines to HTML), `css` (a CSS string), `lang` (zh to zh-Hans), `kind` (a block's type by name),
    `shares` (the widths of a Markdown table's columns).
    """
    engine = _Engine(
        loader=_Loader(root, problems),
        autoescape=True,
        undefined=StrictUndefined,
        bytecode_cache=_COMPILED,
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
