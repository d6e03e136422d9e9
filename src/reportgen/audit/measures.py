"""How well Chinese is set, in numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2

from reportgen.audit.line_ends import NOT_FIRST, NOT_LAST
from reportgen.audit.read import read_pdf
from reportgen.audit.setting import SetLine
from reportgen.audit.short_lines import SHORT_PT
from reportgen.problems import Place, Problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Of the full lines (all but those that end a paragraph) of one kind of paragraph: "P 10.0 pt", or "" for all."""

    kind: str
    lines: int
    at_margin_pct: float  # within 2 pt
    widest_p99_em: float  # the widest blank of a line, at the 99th percentile
    forbidden: int  # lines that start or end with a mark that may not


def measure_setting(data: bytes, file: Path, problems: Problems) -> tuple[Measures, ...]:
    """The measures of all lines and of each kind, the most frequent first; nothing where no Chinese is justified.

    A PDF that does not tag what is justified, as other engines make them, is taken for justified throughout, if it is
    no English one.

    Fails:  problem audit-unreadable.
    """
    try:
        printed = read_pdf(data, file, None)
        is_silent = not any(line.is_full for line in printed.setting) and not printed.language.startswith("en")
        setting = (read_pdf(data, file, None, justified=True) if is_silent else printed).setting
    except (pikepdf.PdfError, pypdfium2.PdfiumError):
        problems.error(Place(file), "audit-unreadable", file=file.name)
        return ()
    full = [line for line in setting if line.is_full and not line.is_last]
    kinds: dict[str, list[SetLine]] = {}
    for line in full:
        block = line.line.block
        assert block is not None
        kinds.setdefault(f"{block.kind} {line.line.size_pt:.1f} pt", []).append(line)
    by_kind = sorted(kinds.items(), key=lambda item: -len(item[1]))
    return tuple(_measure(kind, lines) for kind, lines in [("", full), *by_kind] if lines)


def _measure(kind: str, lines: Sequence[SetLine]) -> Measures:
    widest = sorted(max((gap.em for gap in line.gaps), default=0.0) for line in lines)
    texts = [line.line.text for line in lines]
    return Measures(
        kind=kind,
        lines=len(lines),
        at_margin_pct=100 * sum(abs(line.short_pt) <= SHORT_PT for line in lines) / len(lines),
        widest_p99_em=widest[int(0.99 * (len(widest) - 1))],
        forbidden=sum(text[0] in NOT_FIRST or text[-1] in NOT_LAST for text in texts if len(text) > 1),
    )
