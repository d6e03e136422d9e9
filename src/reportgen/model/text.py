"""What editors write, one language at a time: inlines, blocks, sections, chapters."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from reportgen.model.both import Both, Said
from reportgen.model.edition import ChapterEntry
from reportgen.problems import Place

# ---- inlines


@dataclass(frozen=True, slots=True)
class Text:
    """Characters as they print."""

    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number that the program words: `{id}`, `{id:form}`, `{id:950}` or `{=42}`, with the plain words beside it."""

    name: str  # a fact's id or Chinese alias, or period, edition, 期间, 版次, or the literal digits
    form: str  # "", a unit such as 万, the digits of a pinned value, or "=" for literal digits
    before: str  # the text left of it in its paragraph, for the hedge
    after: str  # the text right of it
    place: Place


@dataclass(frozen=True, slots=True)
class Strong:
    """Bold text."""

    children: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed text: italic in English, and in Chinese set apart without slanting."""

    children: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Literal characters."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an address ("https://…") or, once resolved, into the report ("#anchor")."""

    href: str
    children: tuple["Inline", ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Reference:
    """`[](#anchor)`: prints the number of what it points to."""

    anchor: str
    place: Place


@dataclass(frozen=True, slots=True)
class NoteMark:
    """`[^1]`: a mark to a note under the paragraph. `number` counts in the chapter."""

    label: str
    number: int
    place: Place


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A break that the editor asked for."""


Inline: TypeAlias = Text | Number | Strong | Emphasis | Code | Link | Reference | NoteMark | LineBreak
Inlines: TypeAlias = tuple[Inline, ...]


def plain_text(inlines: Inlines) -> str:
    """The characters of `inlines` without marks."""
    out = []
    for node in inlines:
        match node:
            case Text(text) | Code(text):
                out.append(text)
            case Strong(children) | Emphasis(children) | Link(_, children, _):
                out.append(plain_text(children))
            case _:
                pass
    return "".join(out)


# ---- blocks


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    inlines: Inlines
    place: Place


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; each item is blocks. `start` is None for bullets."""

    items: tuple[tuple["Block", ...], ...]
    start: int | None
    place: Place


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and what it means; more than one paragraph where it has several meanings."""

    term: Inlines
    meanings: tuple[Inlines, ...]


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """Terms, each with its meaning below it: `术语` and `: 说明`."""

    items: tuple[Definition, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table written in Markdown. `aligns` holds left, right or center a column."""

    head: tuple[Inlines, ...]
    aligns: tuple[Literal["left", "right", "center"], ...]
    rows: tuple[tuple[Inlines, ...], ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted blocks, and who is quoted; `source` may be empty."""

    blocks: tuple["Block", ...]
    source: Inlines
    place: Place


@dataclass(frozen=True, slots=True)
class Callout:
    """`> [!提示] …` a box with a title; `case` for `> [!案例]`."""

    kind: Literal["note", "case"]
    title: Inlines
    blocks: tuple["Block", ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the edition's folder, with a caption that is its alternative text."""

    src: str  # relative to content/
    caption: Inlines
    place: Place


@dataclass(frozen=True, slots=True)
class Note:
    """The text of a note, printed under the paragraph that carries its mark."""

    label: str
    number: int
    inlines: Inlines
    place: Place


ExhibitKind: TypeAlias = Literal["chart", "timeline", "table", "landscape", "map", "figures", "gallery"]


@dataclass(frozen=True, slots=True)
class ExhibitCall:
    """`![caption](chart:id "takeaway")`: where an exhibit stands and what is said of it."""

    kind: ExhibitKind
    id: str
    caption: Inlines
    takeaway: Inlines
    place: Place


Block: TypeAlias = Paragraph | ListBlock | DefinitionList | TextTable | Quotation | Callout | Image | Note | ExhibitCall

# ---- sections and chapters


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One heading and what stands under it, in one language, before the next heading."""

    id: str  # same in zh and en: "finance.1.3", or what {#id} says
    level: int  # depth in the book's tree, 1 to 4, never skipping
    title: str
    blocks: tuple[Block, ...]
    place: Place  # where the heading was written
    only: bool = False  # {only=zh} or {only=en}: has no other half


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterText:
    """One content file."""

    entry: ChapterEntry
    kicker: str  # front matter `kicker`: the small line over a page's title; "" has none
    short: str  # front matter `short`: the title in the running head; "" means the title
    sections: tuple[Section, ...]
    place: Place
    said: tuple[Said, ...] = ()  # the front matter, each text with its place


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """All the text of the edition, unpaired: the chapters that have text, in order."""

    chapters: tuple[Both[ChapterText], ...]
