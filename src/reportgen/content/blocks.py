"""Markdown blocks to the report's blocks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from markdown_it.token import Token

from reportgen.content.inlines import Source, closing
from reportgen.model.text import (
    Block,
    Callout,
    Definition,
    DefinitionList,
    ExhibitCall,
    ExhibitKind,
    Image,
    Inline,
    Inlines,
    ListBlock,
    Note,
    NoteMark,
    Paragraph,
    Quotation,
    TextTable,
)
from reportgen.model.trees import map_leaves, map_texts
from reportgen.nearest import nearest
from reportgen.problems import Place

_BOX = re.compile(r"[\[［][!！]\s*(\w+)\s*[\]］][ \t]*([^\n]*)\n?")
_BOXES: dict[str, Literal["note", "case"]] = {"提示": "note", "NOTE": "note", "案例": "case", "CASE": "case"}
_LOOSE_BOX = re.compile(r"[\[［【]\s*[!！]\s*\w")
_IMAGE = re.compile(r"[!！][\[［]((?:(?![!！][\[［]).)*)[\]］][(（]([^\s)）]+)[)）]")
_KINDS = "|".join(get_args(ExhibitKind))
_PICTURE = re.compile(rf"[!！][\[［](?!.*[(（](?:{_KINDS})[:：]).*[)）]\s*\Z", re.DOTALL)
_TIGHT_HEADING = re.compile(r"[#＃]{1,6}[^#＃\s]")
_DEEP_HEADING = re.compile(r"#{7,}")
_BROKEN_TABLE = re.compile(r"[|｜]")
_MEANING = re.compile(r"(?:\A|\n)[ \t]*(?P<mark>[:：])[ \t]*(?=\S)")
_SOURCE = re.compile(r"(?:\A|\n)[ \t]*(?:[—–―]+|--+)[ \t]*(?=\S[^\n]*\Z)")
_CELL_BORDER = re.compile(r"(?<!\\)\|")
_HOLDERS = ("bullet_list_open", "ordered_list_open", "blockquote_open")
_DEEPEST = 12  # level of a token within six lists; one is a level for itself, and its items are another
_FENCE = re.compile(r"^\s*(?:```|~~~)", re.MULTILINE)
_BEFORE_ROW = re.compile(r"[\s>]*\|?")


@dataclass(slots=True)
class Blocks:
    """Reads the blocks of one file; counts its notes."""

    source: Source
    notes: dict[str, Note] = field(default_factory=dict)
    marks: dict[str, int] = field(default_factory=dict)  # label -> number, in order of first mark

    def read(self, tokens: Sequence[Token]) -> tuple[Block, ...]:
        """The blocks of `tokens`, each note under the block that carries its mark."""
        return tuple(self._with_notes(self._blocks(tokens)))

    def gather_notes(self, tokens: Sequence[Token]) -> None:
        """Take up the note texts of the whole file, so that marks find them wherever they stand.

        Fails:  problem content-note-doubled, content-note-missing, content-mark-inside.
        """
        for token in tokens:
            if token.type != "note" or token.map is None:
                continue
            label, line = token.meta["label"], token.map[0]
            if label in self.notes:
                self.source.problems.error(self.source.place(line), "content-note-doubled", found=label)
            if not token.meta["text"].strip():
                self.source.problems.error(self.source.place(line), "content-note-missing", found=label)
            inlines = self.source.without_marks(token.meta["text"], line)
            self.notes[label] = Note(label, 0, inlines, self.source.place(line))

    def check_nesting(self, tokens: Sequence[Token]) -> None:
        """Nothing; lists and quotes are no deeper than a column has room for. The parser leaves out what is deeper yet.

        Fails:  problem content-nested.
        """
        for token in tokens:
            if token.type in _HOLDERS and token.level in (_DEEPEST, _DEEPEST + 1) and token.map:
                self.source.problems.error(self.source.place(token.map[0]), "content-nested")

    def unmarked(self) -> None:
        """Note each note that no mark points to.

        Fails:  problem content-note-unmarked.
        """
        for label, note in self.notes.items():
            if label not in self.marks:
                self.source.problems.error(note.place, "content-note-unmarked", found=label)

    def _blocks(self, tokens: Sequence[Token]) -> tuple[Block, ...]:
        """The blocks of `tokens`, definitions that follow each other as one list."""
        found: list[Block] = []
        for block in self._each(tokens):
            last = found[-1] if found else None
            if isinstance(block, DefinitionList) and isinstance(last, DefinitionList):
                found[-1] = DefinitionList(last.items + block.items, last.place)
            else:
                found.append(block)
        return tuple(found)

    def _each(self, tokens: Sequence[Token]) -> Iterator[Block]:
        i = 0
        while i < len(tokens):
            token = tokens[i]
            end = closing(tokens, i)
            inside = tokens[i + 1 : end]
            line = token.map[0] if token.map else 0
            place = self.source.place(line)
            match token.type:
                case "paragraph_open":
                    yield from self._paragraph(inside[0])
                case "bullet_list_open" | "ordered_list_open":
                    start = int(token.attrs.get("start", 1)) if token.type == "ordered_list_open" else None
                    items = tuple(self._blocks(item) for item in _children(inside))
                    yield ListBlock(items, start, place)
                case "table_open":
                    yield self._table(inside, line)
                case "blockquote_open":
                    yield from self._quote(inside, line)
                case "exhibit":
                    yield from self._exhibit(token, line)
                case "note":
                    pass
                case "fence" if not _is_closed(token):
                    self.source.problems.error(place, "content-fence-open", found=token.markup)
                case "fence" | "code_block":
                    self.source.problems.error(place, "content-code", found=_first_line(token.content)[:20])
                case "html_block":
                    self.source.problems.error(place, "content-html", found=_first_line(token.content)[:40])
                case _:
                    self.source.problems.error(place, "content-unsupported", found=self.source.lines[line][:20])
            i = end + 1

    def _paragraph(self, token: Token) -> Iterator[Block]:
        content, line = token.content, token.map[0] if token.map else 0
        place = self.source.at(content, line, 0)
        picture = _IMAGE.fullmatch(content)
        if picture:
            yield Image(picture[2], self.source.caption(picture[1], line, place), place)
            return
        found = _first_line(content)[:20]
        for pattern, code in (
            (_PICTURE, "content-image-form"),
            (_LOOSE_BOX, "content-box-open"),
            (_TIGHT_HEADING, "content-heading-space"),
            (_DEEP_HEADING, "content-heading-deep"),
            (_BROKEN_TABLE, "content-table-broken"),
        ):
            if pattern.match(content):
                self.source.problems.error(place, code, found=found)
                return
        if _MEANING.search(content):
            yield from self._definition(content, line)
        else:
            yield Paragraph(self.source.inlines(content, line), place)

    def _definition(self, content: str, line: int) -> Iterator[Block]:
        """A term on its line and its meanings on the next ones.

        Fails:  problem content-definition-term, where not just one line stands over the first meaning.
        """
        marks = list(_MEANING.finditer(content))
        term = content[: marks[0].start()]
        if not term or "\n" in term:
            place = self.source.at(content, line, marks[0].start("mark"))
            found = _first_line(content[marks[0].end() :])[:20]
            self.source.problems.error(place, "content-definition-term", found=found)
            return
        ends = [*(mark.start() for mark in marks[1:]), len(content)]
        meanings = tuple(
            self.source.inlines(content[mark.end() : end], line + content.count("\n", 0, mark.end()))
            for mark, end in zip(marks, ends, strict=True)
        )
        item = Definition(self.source.inlines(term, line), meanings)
        yield DefinitionList((item,), self.source.at(content, line, 0))

    def _table(self, tokens: Sequence[Token], line: int) -> TextTable:
        rows: list[tuple[Inlines, ...]] = []
        aligns: list[Literal["left", "right", "center"]] = []
        for row in (tokens[i + 1 : closing(tokens, i)] for i, t in enumerate(tokens) if t.type == "tr_open"):
            cells = [row[i + 1] for i, t in enumerate(row) if t.type in ("th_open", "td_open")]
            at = next((t.map[0] for t in cells if t.map), line + len(rows) + (1 if rows else 0))
            if not rows:
                aligns = [_align(t) for t in row if t.type == "th_open"]
            rows.append(tuple(self.source.inlines(cell.content, at) for cell in cells))
            count = _count_cells(self.source.lines[at])
            if len(rows) > 1 and count != len(aligns):
                expected = len(aligns)
                self.source.problems.error(self.source.place(at), "content-table-cells", found=count, expected=expected)
        return TextTable(rows[0], tuple(aligns), tuple(rows[1:]), self.source.place(line))

    def _quote(self, tokens: Sequence[Token], line: int) -> Iterator[Block]:
        place = self.source.place(line)
        first = tokens[1] if len(tokens) > 1 and tokens[0].type == "paragraph_open" else None
        box = _BOX.match(first.content) if first else None
        if not first or not box:
            yield self._quotation(tokens, place)
            return
        kind = _BOXES.get(box[1].upper())
        if kind is None:
            self.source.problems.error(place, "content-box-kind", found=box[1], nearest=nearest(box[1], _BOXES))
            return
        if box.end() == len(first.content) and not tokens[3:]:
            self.source.problems.error(place, "content-box-empty", found=box[2] or box[1])
        rest = first.copy(content=first.content[box.end() :], map=[line + first.content.count("\n", 0, box.end()), 0])
        inner = [tokens[0], rest, *tokens[2:]] if rest.content else tokens[3:]
        yield Callout(kind, self.source.inlines(box[2], line), self._blocks(inner), place)

    def _quotation(self, tokens: Sequence[Token], place: Place) -> Quotation:
        """A quotation; a last line that begins with a dash names its source."""
        last = tokens[-2] if tokens and tokens[-1].type == "paragraph_close" else None
        named = _SOURCE.search(last.content) if last else None
        if not last or not named:
            return Quotation(self._blocks(tokens), (), place)
        words = last.copy(content=last.content[: named.start()])
        line = (last.map[0] if last.map else 0) + last.content.count("\n", 0, named.end())
        inner = [*tokens[:-2], words, tokens[-1]] if words.content else tokens[:-3]
        return Quotation(self._blocks(inner), self.source.inlines(last.content[named.end() :], line), place)

    def _exhibit(self, token: Token, line: int) -> Iterator[Block]:
        kind, kinds = token.meta["kind"], get_args(ExhibitKind)
        place = self.source.place(line)
        if token.level:
            self.source.problems.error(place, "content-exhibit-inside", found=f"{kind}:{token.meta['id']}")
            return
        if kind not in kinds:
            self.source.problems.error(place, "content-exhibit-kind", found=kind, nearest=nearest(kind, kinds))
            return
        caption = self.source.caption(token.meta["caption"], line, place)
        takeaway = self.source.without_marks(token.meta["takeaway"] or "", line)
        yield ExhibitCall(kind, token.meta["id"], caption, takeaway, place)

    def _with_notes(self, blocks: Sequence[Block]) -> Iterator[Block]:
        for block in blocks:
            found: list[Note] = []
            yield self._numbered(block, found)
            yield from found

    def _numbered(self, block: Block, found: list[Note]) -> Block:
        """`block` with its note marks numbered; their notes are added to `found`."""

        def number(node: Inline) -> Inline:
            if not isinstance(node, NoteMark):
                return node
            note = self.notes.get(node.label)
            if note is None:
                self.source.problems.error(node.place, "content-note-missing", found=node.label)
                return node
            number = self.marks.setdefault(node.label, len(self.marks) + 1)
            if all(n.label != node.label for n in found):
                found.append(replace(note, number=number))
            return replace(node, number=number)

        return map_texts(block, lambda inlines: map_leaves(inlines, number))


def _is_closed(fence: Token) -> bool:
    """Whether a fence has an end of its own: a line behind its content that is not another fence's beginning."""
    first, after = fence.map or (0, 0)
    written = fence.content.count("\n")
    return after - first == written + 2 and fence.content[-1:] in ("", "\n") and not _FENCE.search(fence.content)


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0]


def _count_cells(row: str) -> int:
    """The cells that are written in a row, also those beyond the head's, which the parser leaves out."""
    inner = _BEFORE_ROW.sub("", row, count=1).rstrip()
    return len(_CELL_BORDER.findall(inner.removesuffix("|"))) + 1


def _align(token: Token) -> Literal["left", "right", "center"]:
    style = str(token.attrGet("style") or "")
    return "right" if "right" in style else "center" if "center" in style else "left"


def _children(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The inside of each list item."""
    i = 0
    while i < len(tokens):
        end = closing(tokens, i)
        yield tokens[i + 1 : end]
        i = end + 1
