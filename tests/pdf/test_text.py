"""Everything that running text can carry, on pages of all three books."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pdf import MM_PER_PT, Pdf
from PIL import Image

ZH = """\
# 正文所能承载

开篇一段，提到[](#kinds)和[](#pages)，带一处**着重**、一处*强调*、一段`代码`和一个[链接](https://example.org/a)。[^a]

[^a]: 注文在段落之下，也可以**着重**。

## 列表与定义 {#kinds}

- 第一项，只有一行；
- 第二项写得长一些，好让它折到第二行，看悬挂的项目符号之后文字是否对齐；
  - 第二层一；
  - 第二层二也写得长一些，好让它折行，看第二层的对齐；
    1. 第三层一；
    2. 第三层二，同样写得长一些，好让它折行，看第三层的对齐。
- 第三项有两段。

  这是第二段，与第一段左对齐。

  1. 段落之后的有序列表；
  2. 第二条。

9. 有序列表从九开始；
10. 十之后编号多一位，文字仍应对齐，这一条写得长一些，好让它折行；
11. 十一。

分布式账本
：由多方共同维护、可相互核验的账本。它写得长一些，好让它折到第二行。

智能合约
：在满足约定条件时自动执行的程序。
：也指与之对应的法律安排。

> 数据只有在能够被核验时，才成为证据。把一份记录交给多方保管，核验的成本就降了下来。
>
> 第二段引文。
> —— 某研究者，[《某书》](https://example.org/b)

## 框与表 {#pages}

> [!提示] 为什么要看这一框？
> 框里有一段文字，也有列表，列表里有注。
>
> - 第一条[^b]；
> - 第二条。
>
> | 项目 | 数量 |
> |---|---:|
> | 甲 | 一 |
> | 乙 | 二 |

[^b]: 框内的注在框下。

> [!案例] 一个案例
> 案例框的第一段。
>
> 术语
> : 框里的说明。
>
> > 框里的引文。
> > —— 某人

| 阶段 | 说明 | 数量 |
|:---|:---:|---:|
| 试点 | 小范围 | 三 |
| 上线 | 全面 | 四 |

![一幅两半相同的图](images/wide.svg)

![各用各的图](images/zh.png)

### 第三级标题

第三级标题之下的一段。见[](#kinds)。

## 仅中文 {only=zh}

只在中文里有的一段。

- 一条；
- 两条。
"""
EN = """\
# What text can carry

An opening paragraph that refers to [](#kinds) and [](#pages), with a word that is **bold**, one in *italics*,
some `code` and a [link](https://example.org/a).[^a]

[^a]: The note stands below its paragraph and may have **bold** words.

## Lists and definitions {#kinds}

- The first item has one line;
- the second is longer, so that it runs into a second line and shows whether the text hangs behind its marker;
  - second level, one;
  - second level, two, again longer, so that it runs into a second line and shows how the level hangs;
    1. third level, one;
    2. third level, two, again longer, so that it runs into a second line and shows how it hangs.
- The third item has two paragraphs.

  This is the second one, flush with the first.

  1. a numbered list behind a paragraph;
  2. its second item.

9. A numbered list that begins at nine;
10. ten has one more digit and its text still hangs, so this one is longer and runs into a second line;
11. eleven.

Distributed ledger
: A ledger kept by several parties who can verify each other’s entries. It is longer, so that it runs on.

Smart contract
: A program that executes itself when agreed conditions are met.
: Also the legal arrangement that goes with it.

> Data becomes evidence only when it can be verified. A record kept by many is cheaper to verify.
>
> A second paragraph that is quoted.
> — A researcher, [A Book](https://example.org/b)

## Boxes and tables {#pages}

> [!NOTE] Why look at this box?
> The box has a paragraph and a list, and the list a note.
>
> - The first item;[^b]
> - the second.
>
> | Item | Count |
> |---|---:|
> | A | one |
> | B | two |

[^b]: A note from within a box stands below it.

> [!CASE] One case
> The first paragraph of a case box.
>
> Term
> : Its definition in a box.
>
> > A quotation in a box.
> > — Somebody

| Stage | Meaning | Count |
|:---|:---:|---:|
| Pilot | small | three |
| Live | full | four |
| Closed | none | five |

![One picture for both halves](images/wide.svg)

![A picture of its own](images/en.png)

### A heading of the third level

A paragraph below a heading of the third level. See [](#kinds).
"""


def pictures(root: Path) -> None:
    """The pictures that the texts call."""
    folder = root / "content" / "images"
    folder.mkdir(parents=True)
    bars = "".join(f'<rect x="{40 * n}" y="{90 - 9 * n}" width="30" height="{9 * n}"/>' for n in range(1, 10))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 90" fill="#1450A3">{bars}</svg>'
    (folder / "wide.svg").write_text(svg, "utf-8")
    for language, colour in (("zh", "#0B7A7A"), ("en", "#C8963E")):
        Image.new("RGB", (900, 300), colour).save(folder / f"{language}.png")


OPENING = 3  # behind cover and contents
MARGINS = {"parallel": [(20, 99.5), (112.5, 190)], "zh": [(20, 190)], "en": [(20, 190)]}  # mm, of the columns


@pytest.mark.parametrize("kind", MARGINS)
def test_all_that_text_can_carry_is_tagged_and_stays_in_its_column(
    press: Callable[..., Pdf], tmp_path: Path, kind: str
) -> None:
    pictures(tmp_path)

    pdf = press(ZH, EN, kind=kind)

    assert pdf.faults() == []
    assert {"BlockQuote", "Figure", "L", "LI", "Lbl", "LBody", "Table"} <= {t.partition(":")[0] for t in pdf.tags()}
    for page in range(OPENING + 1, pdf.pages):
        for character, (left, bottom, right, top) in pdf.boxes(page):
            if bottom * MM_PER_PT > 24 and top * MM_PER_PT < 297 - 27:
                sides = left * MM_PER_PT, right * MM_PER_PT
                assert any(low - 0.5 < sides[0] and sides[1] < high + 0.5 for low, high in MARGINS[kind]), character


def test_a_picture_of_both_halves_is_set_once_and_others_in_their_columns(
    press: Callable[..., Pdf], tmp_path: Path
) -> None:
    pictures(tmp_path)
    one, own = "![{0}](images/wide.svg)", "![{0}](images/{1}.png)"

    pdf = press(
        f"# 甲\n\n{one.format('同')}\n\n{own.format('左', 'zh')}",
        f"# A\n\n{one.format('Same')}\n\n{own.format('Right', 'en')}",
    )

    figures = [e for e in pdf.elements if str(e.S) == "/Figure"]
    widths = [round((float(f.A.BBox[2]) - float(f.A.BBox[0])) * MM_PER_PT, 1) for f in figures]
    assert [(str(f.Alt), width) for f, width in zip(figures, widths, strict=True)] == [
        ("同", 170.0),
        ("左", 79.5),
        ("Right", 77.3),
    ]
    assert "同\nSame" in pdf.text(OPENING)
