"""Markdown text within a block to inlines, each with its place; line breaks between Chinese characters vanish."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reportgen.characters import INVISIBLE, is_chinese, unicode_name
from reportgen.content.leftovers import OBJECT, find_leftovers
from reportgen.content.markdown import LONGEST
from reportgen.model.text import (
    Code,
    Emphasis,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteMark,
    Number,
    Reference,
    Strong,
    Text,
)
from reportgen.model.trees import leaves
from reportgen.problems import Place, Problems

_SPELLED = str.maketrans("：＝", ":=")
_NEAR = 16  # characters beside a number in which its hedge is looked for


@dataclass(frozen=True, slots=True)
class Source:
    """The lines of a content file and the parser that reads them."""

    lines: Sequence[str]
    file_place: Place
    markdown: MarkdownIt
    problems: Problems

    def place(self, line: int, col: int = 1) -> Place:
        """The place of 0-based `line` and 1-based `col`."""
        return Place(self.file_place.file, line + 1, col)

    def inlines(self, content: str, line: int) -> Inlines:
        """The inlines of `content`, which begins on 0-based `line` of the file.

        Fails:  problem content-paragraph-long, content-html, content-template, content-link-unsafe,
                content-image-inline, text-character, and those of marks that are left over.
        """
        if len(content) > LONGEST:
            self.problems.error(self.place(line), "content-paragraph-long", found=len(content), limit=LONGEST)
            return ()
        tokens = self.markdown.parseInline(content)[0].children or []
        nodes = _Builder(self, content, line).build(tokens)
        shown = _shown(nodes)
        found = _settled(nodes, shown)
        for code, near, pos in find_leftovers(shown, content):
            self.problems.error(self.at(content, line, pos), code, found=near)
        return found

    def caption(self, content: str, line: int, place: Place) -> Inlines:
        """The inlines of a caption, which is what screen readers and lists of exhibits say.

        Fails:  problem content-caption-missing, content-mark-inside.
        """
        if not content.strip():
            self.problems.error(place, "content-caption-missing")
        return self.without_marks(content, line)

    def without_marks(self, content: str, line: int) -> Inlines:
        """The inlines of a caption or a note, below which no note of its own can stand.

        Fails:  problem content-mark-inside.
        """
        inlines = self.inlines(content, line)
        for node in leaves(inlines):
            if isinstance(node, NoteMark):
                self.problems.error(node.place, "content-mark-inside", found=node.label)
        return inlines

    def at(self, content: str, line: int, pos: int) -> Place:
        """The place of offset `pos` in `content`."""
        head = content[:pos]
        row = line + head.count("\n")
        begin = head.rfind("\n") + 1
        stop = content.find("\n", pos)
        text = content[begin : len(content) if stop < 0 else stop].rstrip()
        written = self.lines[row] if row < len(self.lines) else ""
        return self.place(row, max(written.find(text), 0) + pos - begin + 1)


@dataclass(slots=True)
class _Builder:
    source: Source
    content: str
    line: int

    def build(self, tokens: Sequence[Token]) -> Inlines:
        nodes: list[Inline] = []
        i = 0
        while i < len(tokens):
            token = tokens[i]
            if token.nesting == 1:
                close = closing(tokens, i)
                nodes += self._wrapped(token, self.build(tokens[i + 1 : close]))
                i = close
            else:
                nodes += self._leaf(token)
            i += 1
        return tuple(nodes)

    def _place(self, token: Token) -> Place:
        return self.source.at(self.content, self.line, token.meta.get("pos", 0))

    def _wrapped(self, token: Token, children: Inlines) -> Inlines:
        if token.type == "strong_open":
            return (Strong(children),)
        if token.type == "em_open":
            return (Emphasis(children),)
        href = str(token.attrGet("href") or "")
        behind_bracket = token.markup != "autolink"
        place = self.source.at(self.content, self.line, token.meta.get("pos", 0) - behind_bracket)
        if not re.match(r"https?://|mailto:", href):
            self.source.problems.error(place, "content-link-unsafe", found=href)
        return (Link(href, children, place),)

    def _leaf(self, token: Token) -> Inlines:
        place = self._place(token)
        match token.type:
            case "text_special" if hidden := INVISIBLE.search(token.content):
                self.source.problems.error(place, "text-character", found=unicode_name(hidden[0]))
            case "text" | "text_special":
                return (Text(token.content),)
            case "softbreak":
                return (Text("\n"),)
            case "hardbreak":
                return (LineBreak(),)
            case "code_inline":
                return (Code(token.content),)
            case "number":
                return (_number(token.content, place),)
            case "reference":
                return (Reference(token.content, place),)
            case "note_mark":
                return (NoteMark(token.content, 0, place),)
            case "template":
                self.source.problems.error(place, "content-template", found=token.content)
            case "image":
                self.source.problems.error(place, "content-image-inline", found=token.content)
            case _:
                self.source.problems.error(place, "content-html", found=token.content[:40])
        return ()


def _number(written: str, place: Place) -> Inline:
    written = written.translate(_SPELLED)
    if written.startswith("="):
        return Number(written[1:].strip(), "=", "", "", place)
    name, _, form = written.partition(":")
    return Number(name.strip(), form.strip(), "", "", place)


def closing(tokens: Sequence[Token], start: int) -> int:
    """The index of the token that closes what the one at `start` opens: `start`, where that opens nothing."""
    depth = 0
    for i in range(start, len(tokens)):
        depth += tokens[i].nesting
        if depth == 0:
            return i
    return len(tokens) - 1


def _shown(nodes: Inlines) -> str:
    out = []
    for node in nodes:
        match node:
            case Text(text) | Code(text):
                out.append(text)
            case Strong(children) | Emphasis(children) | Link(_, children, _):
                out.append(_shown(children))
            case Number():
                out.append(OBJECT)
            case LineBreak():
                out.append(" ")
            case Reference() | NoteMark():
                pass
    return "".join(out)


def _settled(nodes: Inlines, shown: str) -> Inlines:
    """`nodes` with source line breaks turned to nothing or a space, and each number told its neighbours."""
    at = 0

    def settle(some: Inlines) -> Inlines:
        nonlocal at
        out: list[Inline] = []
        for node in some:
            match node:
                case Text(text):
                    kept = "".join(_break(shown, at + i) if c == "\n" else c for i, c in enumerate(text))
                    at += len(text)
                    out.append(Text(kept))
                case Code(text):
                    at += len(text)
                    out.append(node)
                case Strong(children):
                    out.append(Strong(settle(children)))
                case Emphasis(children):
                    out.append(Emphasis(settle(children)))
                case Link(href, children, place):
                    out.append(Link(href, settle(children), place))
                case Number():
                    before = shown[max(0, at - _NEAR) : at].replace("\n", " ")
                    after = shown[at + 1 : at + 1 + _NEAR].replace("\n", " ")
                    out.append(replace(node, before=before, after=after))
                    at += 1
                case LineBreak():
                    at += 1
                    out.append(node)
                case Reference() | NoteMark():
                    out.append(node)
        return tuple(out)

    return settle(nodes)


def _break(shown: str, at: int) -> str:
    before, after = shown[:at].rstrip("\n")[-1:], shown[at + 1 :].lstrip("\n")[:1]
    return "" if is_chinese(before) and is_chinese(after) else " "
