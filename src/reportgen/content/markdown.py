"""The Markdown parser: CommonMark with tables, the report's own marks, and bold that works beside Chinese.

Why own rules: our marks may be typed with a Chinese input method (｛ ｝ ： （ ） “ ”), which CommonMark does not know,
and CommonMark leaves `**加粗。**后面` unbolded.
"""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

from reportgen.characters import is_chinese

LONGEST = 10_000  # characters of a paragraph; some marks take the square of its length
_EXHIBIT = re.compile(
    r"[!！][\[［【](?P<caption>.*?)[\]］】][(（]\s*(?P<kind>(?!(?i:https?|file|ftp|data)\b)[A-Za-z]{2,})[:：](?P<id>[^\s)）\"“]*)"
    r"(?:\s+[\"“”](?P<takeaway>.*)[\"“”])?\s*[)）]\s*"
)
_NOTE = re.compile(r"[\[［]\^(?P<label>[^\]］\s]+)[\]］][:：]\s*(?P<text>.*)")
_NUMBER = re.compile(r"[{｛]\s*([^{}｛｝\n]+?)\s*[}｝]")
_TEMPLATE = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|｛｛.*?｝｝)")
_REFERENCE = re.compile(r"[\[［][\]］][(（]#([^\s)）]+)[)）]")
_NOTE_MARK = re.compile(r"[\[［]\^([^\]］\s]+)[\]］]")


def parser() -> MarkdownIt:
    """A parser whose inline tokens carry `meta["pos"]`, their offset in the content of their block."""
    markdown = MarkdownIt("commonmark", {"maxNesting": 60}).enable("table")
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]  # an unsafe one is a problem, not text
    inline = _Inline()
    inline.ruler.disable("strikethrough")
    inline.ruler2.disable("strikethrough")
    inline.ruler.before("link", "template", _rule(_TEMPLATE, "template"))
    inline.ruler.before("link", "number", _rule(_NUMBER, "number"))
    inline.ruler.before("link", "reference", _rule(_REFERENCE, "reference"))
    inline.ruler.before("link", "note_mark", _rule(_NOTE_MARK, "note_mark"))
    for char in "｛［":
        inline.add_terminator_char(char)
    markdown.inline = inline
    markdown.core.ruler.disable("text_join")  # what was written as &#…; stays apart
    stops: RuleOptionsType = {"alt": ["paragraph"]}
    markdown.block.ruler.before("paragraph", "exhibit", _block_rule(_EXHIBIT, "exhibit"), stops)
    markdown.block.ruler.before("reference", "note", _block_rule(_NOTE, "note"), stops)
    return markdown


class _Inline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        if len(src) > LONGEST:
            return tokens
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _State(StateInline):
    def push(self, ttype: str, tag: str, nesting: int) -> Token:
        token = super().push(ttype, tag, nesting)  # type: ignore[arg-type]
        token.meta["pos"] = self.pos
        return token

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:
        """Flanking as in CommonMark 6.2, but a Chinese character on either side is no obstacle.

        Source: the CJK-friendly amendment to CommonMark's left- and right-flanking delimiter runs.
        """
        marker, end = self.src[start], start
        while end < self.posMax and self.src[end] == marker:
            end += 1
        last = self.src[start - 1] if start else " "
        following = self.src[end] if end < self.posMax else " "
        blank_last, blank_next = isWhiteSpace(ord(last)), isWhiteSpace(ord(following))
        mark_last = _is_mark(last) and not is_chinese(last)
        mark_next = _is_mark(following) and not is_chinese(following)
        open_side = blank_last or mark_last or is_chinese(last)
        close_side = blank_next or mark_next or is_chinese(following)
        left = not blank_next and (not mark_next or open_side)
        right = not blank_last and (not mark_last or close_side)
        can_open = left and (canSplitWord or not right or _is_mark(last))
        can_close = right and (canSplitWord or not left or _is_mark(following))
        return Scanned(can_open, can_close, end - start)


def _is_mark(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)


def _rule(pattern: re.Pattern[str], name: str) -> Callable[[StateInline, bool], bool]:
    def rule(state: StateInline, silent: bool) -> bool:
        found = pattern.match(state.src, state.pos)
        if not found:
            return False
        if not silent:
            token = state.push(name, "", 0)
            token.content = found[1]
        state.pos = found.end()
        return True

    return rule


def _block_rule(pattern: re.Pattern[str], name: str) -> Callable[[StateBlock, int, int, bool], bool]:
    def rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
        found = pattern.fullmatch(line)
        if not found or state.is_code_block(start):
            return False
        if not silent:
            token = state.push(name, "", 0)
            token.map = [start, start + 1]
            token.meta = found.groupdict()
            state.line = start + 1
        return True

    return rule
