"""What editors write in Markdown, and what it becomes."""

from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.content.chapter import load_script, parse_chapter
from reportgen.model.both import Both
from reportgen.model.edition import ChapterEntry, Edition, Part
from reportgen.model.text import (
    Callout,
    ChapterText,
    DefinitionList,
    ExhibitCall,
    Image,
    Link,
    ListBlock,
    Note,
    NoteMark,
    Number,
    Paragraph,
    Quotation,
    Reference,
    Strong,
    Text,
    TextTable,
    plain_text,
)
from reportgen.problems import Place, Problems

NAME = Path("content/zh/10-x.md")


def entry(depth: int = 1) -> ChapterEntry:
    form = Both(zh="一、", en="I.")
    return ChapterEntry(
        id="x", part=Part.DIVISION, stem="10-x", depth=depth, forms=(form,), place=Place(Path("content/edition.toml"))
    )


def read(text: str, depth: int = 1) -> tuple[ChapterText, list[tuple[str, int, int]]]:
    problems = Problems()
    chapter = parse_chapter(text, NAME, entry(depth), problems)
    assert all(p.place.file == NAME for p in problems.found)
    return chapter, [(p.code, p.place.line, p.place.col) for p in problems.found]


def clean(text: str, depth: int = 1) -> ChapterText:
    chapter, problems = read(text, depth)
    assert problems == []
    return chapter


def first_block(text: str) -> object:
    return clean(f"# 题\n\n{text}").sections[0].blocks[0]


def first_inlines(text: str) -> tuple[object, ...]:
    block = first_block(text)
    assert isinstance(block, Paragraph)
    return tuple(node for node in block.inlines if node != Text(""))


# ---- sections


def test_headings_open_sections_whose_level_counts_from_the_chapters_depth() -> None:
    sections = clean("# 题\n\n## 一\n\n### 甲\n\n## 二", depth=2).sections

    assert [(s.title, s.level, s.id) for s in sections] == [
        ("题", 2, "x"),
        ("一", 3, "x.1"),
        ("甲", 4, "x.1.1"),
        ("二", 3, "x.2"),
    ]


def test_a_heading_can_name_itself_also_in_full_width_braces() -> None:
    sections = clean("# 题 {#top}\n\n## 二｛＃second only=zh｝").sections

    assert [(s.id, s.title, s.only) for s in sections] == [("top", "题", False), ("second", "二", True)]


def test_front_matter_gives_kicker_and_short_title_and_keeps_line_numbers() -> None:
    chapter = clean('+++\nkicker = "提示"\nshort = "短"\n+++\n\n# 题')

    assert (chapter.kicker, chapter.short) == ("提示", "短")
    assert chapter.sections[0].place == Place(NAME, 6, 3)


# ---- inlines


@pytest.mark.parametrize(
    ("written", "bold"),
    [
        ("**加粗。**后面", "加粗。"),
        ("后面的**人工智能（AI）**产业", "人工智能（AI）"),
        ("前面**“双碳”**应用", "“双碳”"),
        ("the **bold** word", "bold"),
    ],
)
def test_bold_works_beside_chinese_punctuation(written: str, bold: str) -> None:
    found = [node for node in first_inlines(written) if isinstance(node, Strong)]

    assert [plain_text(node.children) for node in found] == [bold]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("上一行\n下一行", "上一行下一行"),
        ("上一行，\n下一行", "上一行，下一行"),
        ("**上一行**\n下一行", "上一行下一行"),
        ("one line\nnext line", "one line next line"),
        ("区块链\nBlockchain", "区块链 Blockchain"),
    ],
)
def test_a_line_break_between_chinese_characters_prints_nothing(written: str, shown: str) -> None:
    assert plain_text(first_inlines(written)) == shown  # type: ignore[arg-type]


def test_a_number_knows_its_place_and_the_words_beside_it_across_bold() -> None:
    nodes = first_inlines("共**超过** {政务案例} 起")

    number = next(node for node in nodes if isinstance(node, Number))
    assert (number.name, number.form, number.before, number.after) == ("政务案例", "", "共超过 ", " 起")
    assert number.place == Place(NAME, 3, 9)


@pytest.mark.parametrize(
    ("written", "name", "form"),
    [
        ("{总字数:万}", "总字数", "万"),
        ("｛金融案例：950｝", "金融案例", "950"),
        ("{ cases_total }", "cases_total", ""),
        ("{＝42}", "42", "="),
    ],
)
def test_numbers_take_a_form_and_full_width_marks(written: str, name: str, form: str) -> None:
    (number,) = first_inlines(written)

    assert isinstance(number, Number)
    assert (number.name, number.form) == (name, form)


def test_links_and_references_keep_their_places() -> None:
    link, _, reference = first_inlines("[网页](https://example.org)，[](#cases)")

    assert isinstance(link, Link)
    assert (link.href, plain_text(link.children)) == ("https://example.org", "网页")
    assert reference == Reference("cases", Place(NAME, 3, 27))


# ---- blocks


def test_a_note_stands_under_the_paragraph_that_marks_it() -> None:
    blocks = clean("# 题\n\n甲[^a]乙[^b]\n\n丙\n\n[^b]: 说明二\n[^a]：说明一").sections[0].blocks

    assert [type(b) for b in blocks] == [Paragraph, Note, Note, Paragraph]
    assert isinstance(blocks[0], Paragraph)
    assert [node.number for node in blocks[0].inlines if isinstance(node, NoteMark)] == [1, 2]
    notes = [(b.number, plain_text(b.inlines)) for b in blocks if isinstance(b, Note)]
    assert notes == [(1, "说明一"), (2, "说明二")]


@pytest.mark.parametrize(
    "written",
    [
        '![各行业案例](chart:cases "三大主题过半")',
        "！［各行业案例］（chart：cases “三大主题过半”）",
    ],
)
def test_an_exhibit_is_called_with_caption_and_takeaway(written: str) -> None:
    call = first_block(written)

    assert isinstance(call, ExhibitCall)
    assert (call.kind, call.id, call.place.line) == ("chart", "cases", 3)
    assert (plain_text(call.caption), plain_text(call.takeaway)) == ("各行业案例", "三大主题过半")


def test_a_takeaway_may_hold_quotation_marks_and_numbers() -> None:
    call = first_block('![题注](chart:c "“双碳”超过 {双碳案例} 起")')

    assert isinstance(call, ExhibitCall)
    assert [node.name for node in call.takeaway if isinstance(node, Number)] == ["双碳案例"]
    assert plain_text(call.takeaway).startswith("“双碳”超过")


def test_boxes_have_a_kind_a_title_and_blocks() -> None:
    box = first_block("> [!案例] we.trade\n> 正文\n>\n> - 甲")

    assert isinstance(box, Callout)
    assert (box.kind, plain_text(box.title)) == ("case", "we.trade")
    assert [type(b) for b in box.blocks] == [Paragraph, ListBlock]


def test_tables_keep_alignment_and_the_places_of_numbers() -> None:
    table = first_block("| 甲 | 乙 |\n|---|--:|\n| {a} | 2 |\n| 3 | {b} |")

    assert isinstance(table, TextTable)
    assert table.aligns == ("left", "right")
    places = [n.place for row in table.rows for cell in row for n in cell if isinstance(n, Number)]
    assert places == [Place(NAME, 5, 3), Place(NAME, 6, 7)]


def test_lists_keep_their_start_and_nested_blocks() -> None:
    block = first_block("3. 甲\n4. 乙\n\n   丙")

    assert isinstance(block, ListBlock)
    assert block.start == 3
    assert [len(item) for item in block.items] == [1, 2]


@pytest.mark.parametrize("mark", [": ", "：", ":"])
def test_a_line_behind_a_colon_defines_the_term_above(mark: str) -> None:
    block = first_block(f"甲\n{mark}其一\n行二\n{mark}其二\n\n乙\n\n丙\n{mark}{{a}}")

    assert isinstance(block, DefinitionList)
    assert [(plain_text(i.term), [plain_text(m) for m in i.meanings]) for i in block.items] == [
        ("甲", ["其一行二", "其二"])
    ]


def test_definitions_that_follow_each_other_are_one_list_wherever_they_stand() -> None:
    box = first_block("> [!提示] 题\n> 甲\n> : 一\n>\n> 乙\n> : {a}")

    assert isinstance(box, Callout)
    (block,) = box.blocks
    assert isinstance(block, DefinitionList)
    assert [plain_text(item.term) for item in block.items] == ["甲", "乙"]
    assert [n.place for n in block.items[1].meanings[0] if isinstance(n, Number)] == [Place(NAME, 8, 5)]


@pytest.mark.parametrize("last", ["> —— 某人[^1]", ">\n> — 某人[^1]", "> -- 某人[^1]"])
def test_the_last_line_of_a_quotation_names_its_source_behind_a_dash(last: str) -> None:
    quotation, note = clean(f"# 题\n\n> 引文\n> ——不断\n{last}\n\n[^1]: 注").sections[0].blocks

    assert isinstance(quotation, Quotation)
    assert isinstance(note, Note)
    assert [plain_text(b.inlines) for b in quotation.blocks if isinstance(b, Paragraph)] == ["引文——不断"]
    assert plain_text(quotation.source) == "某人"


def test_a_quotation_without_a_dash_has_no_source() -> None:
    quotation = first_block("> 甲\n> —— 乙\n>\n> - 丙")

    assert isinstance(quotation, Quotation)
    assert quotation.source == ()
    assert [type(b) for b in quotation.blocks] == [Paragraph, ListBlock]


def test_an_image_alone_in_its_paragraph_is_a_block_with_its_caption() -> None:
    image = first_block("![题注](images/x.png)")

    assert isinstance(image, Image)
    assert (image.src, plain_text(image.caption)) == ("images/x.png", "题注")


# ---- problems


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("正文在前\n\n# 题", ("content-title-missing", 1, 1, None)),
        ("", ("content-title-missing", 1, 1, None)),
        ("+++\nkicker = 1", ("content-front-open", 1, 1, None)),
        ("+++\nkickr = 'x'\n+++\n# 题", ("toml-key-unknown", 2, 1, "kickr")),
        ("+++\n\n  short = 3\n+++\n# 题", ("toml-key-value", 3, 3, "3")),
        ("+++\nshort = 'x'\nshort = 'y'\n+++\n# 题", ("toml-key-doubled", 3, 1, "short")),
        ("---\nkicker: x\n---\n# 题", ("content-front-mark", 1, 1, "---")),
        ("\n+++\nshort = 'x'\n+++\n# 题", ("content-front-mark", 2, 1, "+++")),
        ("# 题\n\n甲\n\n+++", ("content-front-mark", 5, 1, "+++")),
        ("+++\nkicker = \n+++\n# 题", ("toml-syntax", 2, 1, "Invalid value")),
        ("# 题\n\n# 甲", ("content-title-second", 3, 3, "甲")),
        ("# 题\n\n### 甲", ("content-heading-skipped", 3, 5, "###")),
        ("# 题\n\n#甲", ("content-heading-space", 3, 1, "#甲")),
        ("# 题\n\n## ", ("content-heading-empty", 3, 3, None)),
        ("# 题 {#a B}", ("content-heading-mark", 1, 9, "B")),
        ("题 {#A}\n===", ("content-heading-mark", 1, 4, "#A")),
        ("甲\n题 {#A}\n===", ("content-heading-mark", 2, 4, "#A")),
        ("# 超过 {a} 起", ("content-heading-markup", 1, 3, "超过 {a} 起")),
        ("# 题 {#a}\n\n## 乙 {#a}", ("content-id-doubled", 3, 7, "a")),
        ("# 题\n\n甲<b>乙</b>", ("content-html", 3, 2, "<b>")),
        ("# 题\n\n<div>甲</div>", ("content-html", 3, 1, "<div>甲</div>")),
        ("# 题\n\n甲 {{ x }}", ("content-template", 3, 3, "{{ x }}")),
        ("# 题\n\n甲 {x", ("content-brace-open", 3, 3, "甲 {x")),
        ("# 题\n\n甲**乙", ("content-bold-open", 3, 2, "甲**乙")),
        ("# 题\n\n[甲](javascript:x)", ("content-link-unsafe", 3, 1, "javascript:x")),
        ("# 题\n\n[甲](other.md)", ("content-link-unsafe", 3, 1, "other.md")),
        ("# 题\n\n甲 ![乙](images/a.png) 丙", ("content-image-inline", 3, 3, "乙")),
        ("# 题\n\n```\nx\n```", ("content-code", 3, 1, "x")),
        ("# 题\n\n---", ("content-unsupported", 3, 1, "---")),
        ("# 题\n\n甲~~乙~~", ("content-strike", 3, 2, "甲~~乙~~")),
        ("# 题\n\n甲&#8203;乙", ("text-character", 3, 2, "U+200B ZERO WIDTH SPACE")),
        ("# 题\n\n甲&#0;乙", ("text-character", 3, 2, "U+FFFD REPLACEMENT CHARACTER")),
        ("# 题\n\n甲&zwj;乙&#x202e;", ("text-character", 3, 8, "U+202E RIGHT-TO-LEFT OVERRIDE")),
        ("# 题\n\n> [!提示] 甲\n\n> 乙", ("content-box-empty", 3, 1, "甲")),
        ("# 题\n\n甲\n\n> [!提示]", ("content-box-empty", 5, 1, "提示")),
        ("# 题\n\n> [!警告] 甲\n> 乙", ("content-box-kind", 3, 1, "警告")),
        ("# 题\n\n![甲](chrt:x)", ("content-exhibit-kind", 3, 1, "chrt")),
        ("# 题\n\n甲[^a]", ("content-note-missing", 3, 2, "a")),
        ("# 题\n\n甲\n\n[^a]: 乙", ("content-note-unmarked", 5, 1, "a")),
        ("# 题\n\n甲[^a]\n\n[^a]: 乙\n[^a]: 丙", ("content-note-doubled", 6, 1, "a")),
        ("# 题\n\n甲[^a]\n\n[^a]:", ("content-note-missing", 5, 1, "a")),
        ("# 题\n\n甲[^a]\n\n[^a]: 乙[^a]", ("content-mark-inside", 5, 8, "a")),
        ("# 题\n\n![甲**[^a]**](images/x.png)", ("content-mark-inside", 3, 6, "a")),
        ("# 题\n\n甲\u202e乙\0", ("text-character", 3, 2, "U+202E RIGHT-TO-LEFT OVERRIDE")),
        ("# 题\n\n乙甲\ue000", ("text-character", 3, 3, "U+E000 private character")),
        ("# 题 *甲*", ("content-heading-markup", 1, 3, "题 *甲*")),
        ("# 题[](#a)", ("content-heading-markup", 1, 3, "题[](#a)")),
        ("# 题<b>", ("content-html", 1, 4, "<b>")),
        ("# 题\n\n## 乙 {only=en}", ("content-heading-mark", 3, 7, "only=en")),
        ("# 题\n\n####### 乙", ("content-heading-deep", 3, 1, "####### 乙")),
        ("题\n==\n\n乙\n\n### 丙", ("content-heading-skipped", 6, 5, "###")),
        ("# 题\n\n＃＃ 乙", ("content-mark-wide", 3, 1, "＃＃ 乙")),
        ("# 题\n\n甲\n乙＊＊丙＊＊", ("content-mark-wide", 4, 2, "甲 乙＊＊丙＊＊")),
        ("# 题\n\n＞ 甲", ("content-mark-wide", 3, 1, "＞ 甲")),
        ("# 题\n\n- ![甲](chart:x)", ("content-exhibit-inside", 3, 1, "chart:x")),
        ("# 题\n\n：甲", ("content-definition-term", 3, 1, "甲")),
        ("# 题\n\n甲\n乙\n  : 丙", ("content-definition-term", 5, 3, "丙")),
        ("# 题\n\n![甲](Chart:x)", ("content-exhibit-kind", 3, 1, "Chart")),
        ("# 题\n\n![甲](chart:x", ("content-image-open", 3, 1, "![甲](chart:x")),
        ('# 题\n\n![甲](images/x.png "乙")', ("content-image-form", 3, 1, '![甲](images/x.png "乙')),
        ("# 题\n\n![甲](images/x y.png)", ("content-image-form", 3, 1, "![甲](images/x y.png)")),
        ("# 题\n\n![甲](images/x.png)![乙](images/y.png)", ("content-image-form", 3, 1, "![甲](images/x.png)![")),
        ("# 题\n\n甲［乙］（https://a.org）", ("content-link-open", 3, 2, "甲［乙］（https://a.")),
        ("# 题\n\n甲[乙](a b)", ("content-link-open", 3, 2, "甲[乙](a b)")),
        ("# 题\n\n[甲]: https://a.org", ("content-link-defined", 3, 1, "https://a.org")),
        ("# 题\n\n<javascript:x>", ("content-link-unsafe", 3, 1, "javascript:x")),
        ("# 题\n\n" + "\n".join("  " * i + "- 甲" for i in range(80)), ("content-nested", 9, 1, None)),
        ("# 题\n\n|甲|乙|\n|-|-|\n|丙|", ("content-table-cells", 5, 1, 1)),
        ("# 题\n\n> |甲|乙|\n> |-|-|\n> |丙|丁|戊|", ("content-table-cells", 5, 1, 3)),
        ('# 题\n\n![甲](chart:x "乙)', ("content-image-open", 3, 1, '![甲](chart:x "')),
        ("# 题\n\n![甲](chart:x)![乙](chart:y)", ("content-image-open", 3, 14, "art:x)![乙")),
        ("# 题\n\n|甲|乙|\n|-|", ("content-table-broken", 3, 1, "|甲|乙|")),
        ("# 题\n\n｜甲｜乙｜\n｜-｜-｜", ("content-table-broken", 3, 1, "｜甲｜乙｜")),
        ("# 题\n\n甲\ufffd乙", ("text-character", 3, 2, "U+FFFD REPLACEMENT CHARACTER")),
        ("# 题\n\n甲锟斤拷乙", ("text-garbled", 3, 2, "甲锟斤拷乙")),
        ("# 题\n\ncafÃ© â€œxâ€\x9d", ("text-garbled", 3, 4, "cafÃ© â€œxâ")),
        ("# 题\n\nä¸\xadå›½", ("text-garbled", 3, 1, "ä¸\xadå›½")),
        ("# 题\n\n甲\n<<<<<<< HEAD\n乙\n=======\n丙\n>>>>>>> x", ("content-merge-mark", 4, 1, "<<<<<<<")),
        ("# 题\n\n甲\n>>>>>>> x", ("content-merge-mark", 4, 1, ">>>>>>>")),
        ("# 题\n\n![](images/x.png)", ("content-caption-missing", 3, 1, None)),
        ("# 题\n\n![ ](chart:x)", ("content-caption-missing", 3, 1, None)),
        ("# 题\n\n甲\n\n```\n乙", ("content-fence-open", 5, 1, "```")),
        ("# 题\n\n> ~~~~\n> 乙\n> ~~~\n\n丙", ("content-fence-open", 3, 1, "~~~~")),
        ("# 题\n\n> ```\n> 乙\n> ```", ("content-code", 3, 1, "乙")),
        ("# 题\n\n```\n```", ("content-code", 3, 1, "")),
        ("# 题\n\n```\n乙\n    ```\n", ("content-fence-open", 3, 1, "```")),
        ("# 题\n\n```\n乙\n\n## 丙\n\n```python\n丁\n```", ("content-fence-open", 3, 1, "```")),
        ("# 题\n\n- ```\n  乙\n- 丙\n  ```", ("content-fence-open", 3, 1, "```")),
        ("# 题\n\n> [!提示 甲\n> 乙", ("content-box-open", 3, 3, "[!提示 甲")),
        ("# 题\n\n【！提示】甲", ("content-box-open", 3, 1, "【！提示】甲")),
        ("# 题\n\n[!NOTE] 甲", ("content-box-open", 3, 1, "[!NOTE] 甲")),
        ("# 题\n\n乙\n\n" + "甲" * 10_001, ("content-paragraph-long", 5, 1, 10001)),
        ("# 题\n\n" + ("甲" * 99 + "\n") * 101, ("content-paragraph-long", 3, 1, 10099)),
        ("# 题\n\n|甲|\n|-|\n|" + "乙" * 10_001 + "|", ("content-paragraph-long", 5, 1, 10003)),
    ],
)
def test_each_fault_is_told_at_its_place(written: str, problem: tuple[str, int, int, object]) -> None:
    problems = Problems()
    parse_chapter(written, NAME, entry(), problems)

    assert {p.place.file for p in problems.found} == {NAME}
    assert problem in [(p.code, p.place.line, p.place.col, p.values.get("found")) for p in problems.found]


def test_what_is_well_written_is_not_taken_for_a_leftover() -> None:
    clean("# 题（甲）\n\n[网页](https://a.org)（见[](#x)），注意！［一］（二）与 `[a]`。")
    clean("# 题\n\n- |甲|乙|\n  |-|-|\n  |丙|丁|\n" + "\n".join("  " * i + "- 甲" for i in range(6)))
    clean("# 题\n\n|甲|乙|\n|-|-|\n|`丙`|\\| 丁 |")
    clean("题\n=======\n\n“Café”—São Paulo, naïve “élite”… 20 °C, ±5 £")
    clean("# 题\n\n" + "甲" * 10_000)


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("+++\nkicker = 'x'\n\n# 题", ("content-front-open", 1, 1)),
        ("---\nkicker: x\n---\n\n# 题", ("content-front-mark", 1, 1)),
        ("\n+++\nkicker = 'x'\n+++\n\n# 题", ("content-front-mark", 2, 1)),
        ("# 题\n\n~~甲~~", ("content-strike", 3, 1)),
    ],
)
def test_a_fault_is_told_once_and_nothing_that_follows_from_it(written: str, problem: tuple[str, int, int]) -> None:
    assert read(written)[1] == [problem]


def test_the_line_between_the_sides_of_a_merge_is_no_title() -> None:
    assert read("# 题\n\n<<<<<<< HEAD\n乙\n=======\n丙\n>>>>>>> x")[1] == [
        ("content-merge-mark", 3, 1),
        ("content-merge-mark", 7, 1),
    ]


@pytest.mark.parametrize("src", ["C:\\x.png", "file:///etc/passwd", "data:image/png;base64,AAAA", "ftp://a.org/x.png"])
def test_what_begins_like_an_address_is_an_image_and_no_kind_of_exhibit(src: str) -> None:
    image = first_block(f"![题注]({src})")

    assert isinstance(image, Image)
    assert image.src == src


def test_underlined_titles_are_headings_of_their_level() -> None:
    sections = clean("题\n===\n\n甲\n\n一\n---\n\n乙").sections

    assert [(s.title, s.level, s.place.line, s.place.col) for s in sections] == [("题", 1, 1, 1), ("一", 2, 6, 1)]


def test_addresses_in_angle_brackets_are_links_and_a_list_may_begin_at_nought() -> None:
    (link,) = first_inlines("<https://a.org>")

    assert isinstance(link, Link)
    assert plain_text(link.children) == "https://a.org"
    assert getattr(first_block("0. 甲"), "start", None) == 0


@pytest.mark.parametrize("many", ["[甲](https://a.org) ", "![甲", "[", "{a} ", "*甲 **乙 ", '![甲](chart:x "'])
@pytest.mark.parametrize("end", ["", "\n"])
def test_text_without_an_end_is_refused_and_not_puzzled_over(many: str, end: str) -> None:
    assert "content-paragraph-long" in [code for code, _, _ in read("# 题\n\n甲\n" + (many * 40 + end) * 2000)[1]]


def test_a_heading_below_the_fourth_level_is_refused() -> None:
    assert ("content-heading-deep", 7, 6) in read("# 题\n\n## 甲\n\n### 乙\n\n#### 丙", depth=2)[1]


def test_all_faults_of_a_file_are_told_together() -> None:
    assert [code for code, _, _ in read("# 题\n\n<b>甲\n\n```\nx\n```\n\n乙**丙")[1]] == [
        "content-html",
        "content-code",
        "content-bold-open",
    ]


def test_files_that_the_edition_does_not_list_or_that_are_none_are_told(tmp_path: Path, edition: Edition) -> None:
    (tmp_path / "content" / "zh" / "10-x.md").mkdir(parents=True)
    (tmp_path / "content" / "zh" / "20-y.md").touch()
    problems = Problems()

    load_script(replace(edition, root=tmp_path, chapters=(entry(),)), problems)

    assert [(str(p.place), p.code, p.fatal) for p in problems.found] == [
        ("content/edition.toml:1:1", "content-file-missing", True),
        ("content/edition.toml:1:1", "content-file-missing", True),
        ("content/zh/20-y.md:1:1", "content-file-unlisted", False),
    ]
