"""Content files to chapters: front matter, headings, sections."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from markdown_it.token import Token
from markdown_it.utils import EnvType

from reportgen.content.blocks import Blocks
from reportgen.content.inlines import Source
from reportgen.content.markdown import LONGEST, parser
from reportgen.decoding import check_characters, load_text
from reportgen.model.both import Both, Language
from reportgen.model.edition import ChapterEntry, Edition
from reportgen.model.text import ChapterText, Script, Section, Text, plain_text
from reportgen.problems import Place, Problem, Problems
from reportgen.toml_source import KeyReader, TomlSource, parse_toml

DEEPEST = 4
_MERGE = re.compile(r"(<{7}|>{7}|\|{7})(?: |$)")
_BETWEEN = "=" * 7  # the two sides of a merge
_MARKS = re.compile(r"\s*[{｛]([^{}｛｝]*)[}｝]\s*$")
_PART = re.compile(r"\S+")
_MARK = re.compile(r"[#＃](?P<id>[a-z][a-z0-9-]*)|only[=＝](?P<only>zh|en)")


def load_script(edition: Edition, problems: Problems) -> Script:
    """All content files of the edition, parsed, in its order.

    Fails:  problems content-*, toml-syntax and those of `load_text`; warning content-file-unlisted.
    """
    chapters = []
    for entry in edition.chapters:
        if entry.stem is None:
            continue
        zh = _load(edition.root, entry, "zh", problems)
        en = _load(edition.root, entry, "en", problems)
        if zh and en:
            chapters.append(Both(zh=zh, en=en))
    _check_listed(edition, problems)
    return Script(chapters=tuple(chapters))


def _check_listed(edition: Edition, problems: Problems) -> None:
    stems = {entry.stem for entry in edition.chapters}
    for language in ("zh", "en"):
        for file in sorted((edition.root / "content" / language).glob("*.md")):
            if file.stem not in stems:
                name = file.relative_to(edition.root)
                problems.warn(Place(name), "content-file-unlisted", found=file.stem)


def _load(root: Path, entry: ChapterEntry, language: Language, problems: Problems) -> ChapterText | None:
    name = Path("content") / language / f"{entry.stem}.md"
    if not (root / name).is_file():
        problems.error(entry.place, "content-file-missing", file=str(name))
        return None
    text = load_text(root, name, problems)
    if text is None:
        return None
    chapter, found = _parsed(text, name, entry)
    problems.note(found)
    return chapter


@lru_cache(maxsize=512)
def _parsed(text: str, name: Path, entry: ChapterEntry) -> tuple[ChapterText, Sequence[Problem]]:
    """The chapter, kept because a process that waits for edits reads every text again after an edit of one."""
    problems = Problems()
    return parse_chapter(text, name, entry, problems), problems.found


def parse_chapter(text: str, name: Path, entry: ChapterEntry, problems: Problems) -> ChapterText:
    """One content file's text as a chapter.

    Fails:  those of `check_characters`; problem content-merge-mark, content-paragraph-long, content-front-open,
            content-front-mark, content-title-missing, content-title-second, content-heading-skipped,
            content-heading-deep, content-heading-mark, content-heading-markup, content-heading-empty,
            content-id-doubled, content-link-defined and those of its blocks.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    check_characters(text, name, problems)
    lines = text.split("\n")
    _check_lines(lines, name, problems)
    front, body = _front_matter(lines, Place(name), problems)
    read = KeyReader(front, problems)
    read.only(("kicker", "short"))
    # blank lines in place of the front matter, and of what no parser should see, keep the line numbers
    merged = any(map(_MERGE.match, lines))
    shown = [
        "" if row < body or len(line) > LONGEST or _MERGE.match(line) or (merged and line == _BETWEEN) else line
        for row, line in enumerate(lines)
    ]
    source = Source(shown, Place(name), parser(), problems)
    sections = tuple(_sections(source, entry))
    if not sections and body < len(lines):
        problems.error(Place(name), "content-title-missing", file=str(name))
    return ChapterText(
        entry=entry,
        kicker=read.take("", "kicker"),
        short=read.take("", "short"),
        sections=sections,
        place=Place(name),
        said=tuple(("zh" if name.parent.name == "zh" else "en", text, place) for _, text, place in front.texts()),
    )


def _check_lines(lines: Sequence[str], file: Path, problems: Problems) -> None:
    """Nothing; no line is longer than any paragraph, or a mark of an unsettled merge.

    Fails:  problem content-paragraph-long, content-merge-mark.
    """
    for row, line in enumerate(lines, 1):
        if len(line) > LONGEST:
            problems.error(Place(file, row), "content-paragraph-long", found=len(line), limit=LONGEST)
        elif mark := _MERGE.match(line):
            problems.error(Place(file, row), "content-merge-mark", found=mark[1])


def _front_matter(lines: Sequence[str], start: Place, problems: Problems) -> tuple[TomlSource, int]:
    """What is set at the start of a file, and how many of its lines that takes.

    Fails:  problem content-front-open; content-front-mark, for `---`, or `+++` further down; toml-syntax.
    """
    nothing = TomlSource({}, {}, start)
    marks = [row for row, line in enumerate(lines) if line.strip() == "+++"]
    if lines[0].strip() == "---":
        problems.error(start, "content-front-mark", found="---")
        return nothing, next((row + 1 for row, line in enumerate(lines) if row and line.strip() == "---"), len(lines))
    if marks[:1] != [0]:
        if marks:
            problems.error(Place(start.file, marks[0] + 1), "content-front-mark", found="+++")
        late = marks[1:] and not any(line.strip() for line in lines[: marks[0]])
        return nothing, marks[1] + 1 if late else 0
    if not marks[1:]:
        problems.error(start, "content-front-open")
        return nothing, len(lines)
    written = parse_toml("\n".join(lines[1 : marks[1]]), Place(start.file, 2), problems)
    return written or nothing, marks[1] + 1


def _sections(source: Source, entry: ChapterEntry) -> Iterator[Section]:
    defined: EnvType = {}
    tokens = source.markdown.parse("\n".join(source.lines), defined)
    for link in defined.get("references", {}).values():
        source.problems.error(source.place(link["map"][0]), "content-link-defined", found=link["href"])
    blocks = Blocks(source)
    blocks.check_nesting(tokens)
    blocks.gather_notes(tokens)
    heads = [i for i, t in enumerate(tokens) if t.type == "heading_open" and t.level == 0]
    if tokens and (not heads or heads[0] > 0):
        line = tokens[0].map[0] if tokens[0].map else 0
        source.problems.error(source.place(line), "content-title-missing", file=str(source.file_place.file))
    counts: list[int] = []
    seen: set[str] = set()
    for at, end in pairwise([*heads, len(tokens)]):
        head, inline = tokens[at], tokens[at + 1]
        line = head.map[0] if head.map else 0
        col = source.lines[line].find(inline.content.partition("\n")[0] or "\n")
        place = source.place(line, (col if col >= 0 else len(source.lines[line].rstrip())) + 1)
        depth = int(head.tag.removeprefix("h"))  # also of a title that is underlined
        title, marks, id_at = _heading(inline, source, place)
        if depth > len(counts) + 1:
            source.problems.error(place, "content-heading-skipped", found="#" * depth, expected="#" * (len(counts) + 1))
        if depth == 1 and counts:
            source.problems.error(place, "content-title-second", found=title)
        if entry.depth + depth - 1 > DEEPEST:
            source.problems.error(place, "content-heading-deep", found="#" * depth)
        # a section without another half is not counted, so that the ids of those after it agree in both languages
        counts = _counted(counts, depth, 0 if "only" in marks else 1)
        id_ = marks.get("id") or _path_id(entry.id, counts) + (f"-{marks['only']}-{line}" if "only" in marks else "")
        if id_ in seen:
            source.problems.error(id_at, "content-id-doubled", found=id_)
        seen.add(id_)
        yield Section(
            id=id_,
            level=entry.depth + depth - 1,
            title=title,
            blocks=blocks.read(tokens[at + 3 : end]),
            place=place,
            only="only" in marks,
        )
    blocks.unmarked()


def _heading(inline: Token, source: Source, place: Place) -> tuple[str, dict[str, str], Place]:
    """A heading's words, its marks, and where its id stands: at its own mark, or at the words that are counted."""
    text, language = inline.content, source.file_place.file.parent.name
    marks: dict[str, str] = {}
    id_at = place
    found = _MARKS.search(text)
    if found:
        text = text[: found.start()]
        for part in _PART.finditer(inline.content, *found.span(1)):
            mark, at = _MARK.fullmatch(part[0]), _within(inline.content, part.start(), place)
            if mark is None or mark["only"] not in (None, language):
                source.problems.error(at, "content-heading-mark", found=part[0])
                continue
            id_at = at if mark["id"] else id_at
            marks |= {k: v for k, v in mark.groupdict().items() if v}
    if not text.strip():
        source.problems.error(place, "content-heading-empty")
    nodes = source.inlines(text, place.line - 1)
    title = plain_text(nodes).strip()
    if not all(isinstance(node, Text) for node in nodes):
        source.problems.error(place, "content-heading-markup", found=text.replace("\n", " "))
    return title, marks, id_at


def _within(text: str, at: int, place: Place) -> Place:
    """The place of a character of a heading's text, which is underlined where it has several lines."""
    line = text.rfind("\n", 0, at)
    return Place(place.file, place.line + text.count("\n", 0, at), at - line if line >= 0 else place.col + at)


def _counted(counts: Sequence[int], depth: int, one: int) -> list[int]:
    known = [*counts, *[0] * depth][:depth]
    return [*known[:-1], known[-1] + one]


def _path_id(chapter: str, counts: Sequence[int]) -> str:
    """ "finance" for the title of a file, "finance.1.3" for the third heading below its first.

    Why dots: finance-1 is a segment, and only an editor says that a section is about it.
    """
    return ".".join([chapter, *map(str, counts[1:])])
