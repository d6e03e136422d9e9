"""An edition of any size, made by seed from the report's own: `edition.py OUT SCALE`.

At 1 it has the size of the printed series of three years: 489,000 Han characters with their English, 122 figures, 181
tables, 1,570 organisations; its last chapter is ten times as long as the others.
"""

import csv
import random
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path

PROJECT = Path(__file__).parents[2]
HAN, FIGURES, TABLES, ORGANISATIONS = 489_000, 122, 181, 1_570
LENGTHS = (*[1] * 33, 10)  # of chapters, beside each other
SECTION = 1_200  # Han characters
_HAN = re.compile("[\u4e00-\u9fff]")
_PLAIN = re.compile(r"[^#+|>!\-：:{}\[\]*`0-9\s][^{}\[\]*`0-9]*")
_LEVELS = """\
[[divisions]]
chapters = [{chapters}]
levels = [{{ zh = "一、", en = "I." }}, {{ zh = "1.", en = "1." }}]
"""


def make(out: Path, scale: float, lengths: Sequence[int] = LENGTHS, seed: int = 2023) -> None:
    """Write the project's folder `out`."""
    dice = random.Random(seed)
    shutil.copytree(PROJECT / "layouts", out / "layouts")
    shutil.copytree(PROJECT / "data", out / "data")
    (out / "content").mkdir()
    for name in ("images", "logos"):
        if (PROJECT / "content" / name).exists():
            shutil.copytree(PROJECT / "content" / name, out / "content" / name)
    pairs = list(_pairs())
    declared = (PROJECT / "content/exhibits.toml").read_text("utf-8")
    charts = _many(declared, "chart", round(FIGURES * scale))
    tables = _many(declared, "table", round(TABLES * scale))
    calls = [f"chart:{name}" for name, _ in charts] + [f"table:{name}" for name, _ in tables]
    dice.shuffle(calls)
    landscapes = re.findall(r"^\[landscape\..*?(?=^\[|^# ----|\Z)", declared, re.MULTILINE | re.DOTALL)
    texts = [*(text for _, text in (*charts, *tables)), *landscapes]
    (out / "content/exhibits.toml").write_text("\n".join(texts), "utf-8")
    _write_text(out / "content", pairs, calls, round(HAN * scale), lengths, dice)
    _add_organisations(out / "data/organisations.csv", round(ORGANISATIONS * max(1.0, scale)))


def _pairs() -> Iterator[tuple[str, str]]:
    """Paragraphs of the report in both languages, of plain words."""
    for zh in sorted((PROJECT / "content/zh").glob("*.md")):
        en = PROJECT / "content/en" / zh.name
        halves = [file.read_text("utf-8").split("\n\n") for file in (zh, en)]
        if len(halves[0]) == len(halves[1]):
            for pair in zip(*halves, strict=True):
                if all(_PLAIN.fullmatch(text.strip()) for text in pair):
                    yield pair[0].strip(), pair[1].strip()


def _many(declared: str, kind: str, count: int) -> list[tuple[str, str]]:
    """So many declarations under names of their own, from those of the report in turn."""
    blocks = re.findall(rf"^\[{kind}\.([\w-]+)\]\n(.*?)(?=^\[|^# ----|\Z)", declared, re.MULTILINE | re.DOTALL)
    named = zip(range(count), cycle(blocks), strict=False)
    return [(f"{name}-{n}", f"[{kind}.{name}-{n}]\n{body}") for n, (name, body) in named]


def _write_text(
    content: Path,
    pairs: Sequence[tuple[str, str]],
    calls: list[str],
    han: int,
    lengths: Sequence[int],
    dice: random.Random,
) -> None:
    stems = [f"{n}-part-{_letters(n)}" for n in range(10, 10 + len(lengths))]
    for language in ("zh", "en"):
        (content / language).mkdir()
    landscapes = {language: _landscapes(language) for language in ("zh", "en")}
    left = len(calls)
    for n, (stem, length) in enumerate(zip(stems, lengths, strict=True)):
        share = length / sum(lengths)
        due = len(calls) if n == len(lengths) - 1 else round(left * share)
        texts = _chapter(stem, pairs, [calls.pop() for _ in range(due)], han * share, dice)
        for language, text in zip(("zh", "en"), texts, strict=True):
            text += landscapes[language][n] if n < len(landscapes[language]) else ""
            (content / language / f"{stem}.md").write_text(text, "utf-8")
    edition = (PROJECT / "content/edition.toml").read_text("utf-8")
    head = edition[: edition.index("# The pages before the first division")]
    named = ", ".join(f'"{stem}"' for stem in stems)
    (content / "edition.toml").write_text(
        f'{head}front = ["contents"]\nback = ["glossary", "index"]\n{_LEVELS.format(chapters=named)}', "utf-8"
    )


def _chapter(
    stem: str, pairs: Sequence[tuple[str, str]], calls: Sequence[str], han: float, dice: random.Random
) -> tuple[str, str]:
    sections = max(1, round(han / SECTION))
    zh, en = [f"# 第{stem[:2]}章"], [f"# Chapter {stem[:2]}"]
    waiting = list(calls)
    for n in range(sections):
        zh.append(f"## 小节 {{#{stem[3:]}-s{n}}}")
        en.append(f"## Section {{#{stem[3:]}-s{n}}}")
        written = 0
        while written < han / sections:
            chinese, english = dice.choice(pairs)
            written += len(_HAN.findall(chinese))
            zh.append(chinese)
            en.append(english)
        for call in waiting[n::sections]:
            zh.append(f"![图表]({call})")
            en.append(f"![Exhibit]({call})")
    return "\n\n".join(zh) + "\n", "\n\n".join(en) + "\n"


def _landscapes(language: str) -> list[str]:
    """The sections of the report that are landscapes."""
    files = sorted((PROJECT / "content" / language).glob("*.md"))
    call = re.compile(r"^##+ .*\n\n!\[.*\]\(landscape:.*\)", re.MULTILINE)
    return [f"\n{section}\n" for file in files for section in call.findall(file.read_text("utf-8"))]


def _letters(n: int) -> str:
    return chr(ord("a") + n // 26) + chr(ord("a") + n % 26)


def _add_organisations(file: Path, count: int) -> None:
    """Up to `count` rows; what is added says that it is made up."""
    with file.open(newline="", encoding="utf-8-sig") as stream:
        head, *rows = csv.reader(stream)
    id_, zh, en = (head.index(name) for name in ("id", "name_zh", "name_en"))
    for n in range(len(rows), count):
        row = list(rows[0])
        row[id_], row[zh], row[en] = f"MADE{n}", f"试验机构{n}", f"Made-up organisation {n}"
        rows.append(row)
    with file.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows((head, *rows))


if __name__ == "__main__":
    make(Path(sys.argv[1]), float(sys.argv[2]))
