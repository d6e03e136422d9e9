"""Halves of pairs, broken over pages together: pressed from what chance makes of them."""

import random
from itertools import cycle, pairwise
from pathlib import Path

import pytest

TOP_PT, BOTTOM_PT, RULE_PT = (297 - 27) / 25.4 * 72, 24 / 25.4 * 72, (20 + 86) / 25.4 * 72
ALPHABET = {  # none of these stands in the running head, and no two of them make a ligature
    "zh": "".join(
        c for c in map(chr, range(0x4E00, 0x5C00)) if c.encode("gb2312", "ignore") and c not in "小报告社篇表头"
    ),
    "en": "bcdghijknquvwxyz",
}
FIRST, BEHIND = 4, 1  # the chapter behind cover, contents and division, before the back cover
PER_LINE = {"zh": 22, "en": 44}


class Chance:
    """Blocks of one language by chance, the same for the same seed."""

    def __init__(self, language: str, seed: int) -> None:
        self.language = language
        self.dice = random.Random(f"{language}{seed}")
        self.bullets = cycle("-*")  # another one begins another list

    def words(self, lines: float) -> str:
        count = max(2, round(lines * PER_LINE[self.language] * self.dice.uniform(0.6, 1)))
        if self.language == "zh":
            return "".join(self.dice.choices(ALPHABET["zh"], k=count))
        return " ".join(
            "".join(self.dice.choices(ALPHABET["en"], k=self.dice.randint(2, 9))) for _ in range(count // 6 + 1)
        )

    def block(self, kind: str) -> str:
        lines = self.dice.choice([1, 2, 3, 5, 8, 13, 30, 60])
        if kind == "heading":
            return f"## {self.words(0.3)}"
        if kind == "paragraph":
            return self.words(lines)
        if kind == "quotation":
            return f"> {self.words(lines)}\n>\n> {self.words(1)}\n> — {self.words(0.3)}"
        if kind == "definitions":
            return "\n\n".join(f"{self.words(0.3)}\n: {self.words(lines / 4)}" for _ in range(1 + lines // 8))
        if kind == "box":
            mark = {"zh": "[!案例]", "en": "[!CASE]"}[self.language]
            rows = [f"{mark} {self.words(0.5)}", "", self.words(lines / 2), "", *self.items(lines / 2)]
            return "\n".join(f"> {row}" for row in rows)
        if kind == "table":
            # The head is repeated on each page. Tables of one shape would be one table in two languages.
            head, rule, rest = {"zh": ("|表|头|", "|-|-|", ""), "en": ("|H|H|H|", "|-|-|-|", " |")}[self.language]
            rows = [f"| {self.words(0.2)} | {self.words(0.2)} |{rest}" for _ in range(lines)]
            return "\n".join([head, rule, *rows])
        return "\n".join(self.items(lines))

    def items(self, lines: float) -> list[str]:
        count = self.dice.randint(1, max(1, int(lines)))
        bullet = next(self.bullets)
        return [f"{bullet} {self.words(lines / count)}" for _ in range(count)]


@pytest.mark.parametrize("seed", [8, 16, 20])  # the engine alone fails with each of them
def test_halves_begin_together_stay_on_the_page_and_lose_nothing(press, seed):
    chances = {"heading": 3, "paragraph": 6, "list": 3, "box": 2, "table": 1, "quotation": 1, "definitions": 1}
    drawn = random.Random(seed).choices([*chances], [*chances.values()], k=28)
    kinds = [kind for kind, last in pairwise([*drawn, ""]) if not kind == last == "definitions"]  # they would be one
    texts = {}
    for language in PER_LINE:
        chance = Chance(language, seed)
        texts[language] = [chance.block(kind) for kind in kinds]

    def write(root: Path) -> None:
        for language, title in (("zh", "报"), ("en", "REPORT")):
            text = "\n\n".join([f"# {title}", *texts[language]])
            (root / "content" / language / "90-pairs.md").write_text(text, encoding="utf-8")

    pdf = press("# 篇", "# PART", back='"90-pairs"', change=write)

    printed = {"zh": [], "en": []}
    for page in range(FIRST, pdf.pages - BEHIND + 1):
        for character, (left, bottom, _, top) in pdf.boxes(page):
            language = "zh" if left < RULE_PT else "en"
            if character in ALPHABET[language]:
                printed[language].append((character, page, bottom, top))
    outside = [
        (c, page) for half in printed.values() for c, page, low, high in half if low < BOTTOM_PT or high > TOP_PT
    ]
    assert outside == []
    starts = {}
    for language, alphabet in ALPHABET.items():
        rows = ["".join(c for c in text.replace("[!案例]", "") if c in alphabet) for text in texts[language]]
        assert "".join(c for c, *_ in printed[language]) == "".join(rows)
        at = [sum(map(len, rows[:n])) for n in range(len(rows))]
        starts[language] = [printed[language][n][1:] for n in at]
    for kind, zh, en in zip(kinds, starts["zh"], starts["en"], strict=True):
        assert zh[0] == en[0]
        assert abs(zh[1] - en[1]) < 6
        if kind == "heading" and zh[0] < pdf.pages - BEHIND:
            rest = [low for half in printed.values() for _, page, low, _ in half if page == zh[0] and low < zh[1] - 9]
            assert zh[1] - min(rest) > 30
