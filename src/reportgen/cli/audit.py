"""The command that judges a finished PDF, and what the manifest tells it."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from reportgen.audit import Box, Framed, Listed, Placed, Source, Told, audit_pdf, measure_setting
from reportgen.cli.terminal import Terminal, print_result
from reportgen.freshness import MANIFEST
from reportgen.model.both import BookKind, Language
from reportgen.problems import Problems


def audit_file(file: Path, terminal: Terminal, *, strict: bool) -> int:
    """Print what is wrong in a PDF's pages; 1 where `strict` and anything is.

    The report.json beside it is used, if it is of these bytes.

    Fails:  ReportError, for what is no PDF; OSError, where it cannot be read.
    """
    data, problems = file.read_bytes(), Problems()
    audit_pdf(data, file, _find_told(data, file.parent / MANIFEST), problems)
    problems.stop()
    terminal.show(problems.found, strict=strict)
    if problems.found:
        return 1 if strict else 0
    print_result("没有发现问题。\n" if terminal.language == "zh" else "nothing to complain about.\n")
    return 0


def measure_file(file: Path) -> int:
    """Print how well the Chinese of a PDF is set: a line for all and one a kind of paragraph, columns parted by tabs.

    Fails:  ReportError, for what is no PDF; OSError, where it cannot be read.
    """
    problems = Problems()
    measures = measure_setting(file.read_bytes(), file, problems)
    problems.stop()
    head = ("kind", "lines", "at_margin_pct", "widest_p99_em", "forbidden")
    rows = [
        (m.kind or "all", str(m.lines), f"{m.at_margin_pct:.2f}", f"{m.widest_p99_em:.3f}", str(m.forbidden))
        for m in measures
    ]
    print_result("".join("\t".join(row) + "\n" for row in (head, *rows)))
    return 0


def tell(book: Mapping[str, Any], kind: str, manifest: Mapping[str, Any]) -> Told:
    """What a manifest and its entry of a book tell the rules."""
    languages = BookKind(kind).languages
    families = frozenset(face.rpartition(" ")[0].rpartition(" ")[0] for face in manifest["fonts"])
    exhibits = [exhibit for group in ("figures", "tables", "landscapes") for exhibit in book[group]]
    return Told(
        parts=tuple(page["chapter"] for page in book["pages"]),
        families=families,
        languages=tuple(languages),
        sources=tuple(
            Source(page=t["page"], x=t["x_pt"], y=t["y_pt"], file=file, line=int(line), row=t["row"])
            for t in book["texts"]
            for file, _, line in (t["place"].rpartition(":"),)
        ),
        listed=tuple(_listed(entry, languages) for entry in (*book["contents"], *exhibits)),
        landscapes=tuple(Placed(anchor=e["anchor"], count=e["rows"], tiles=e["tiles"]) for e in book["landscapes"]),
        boxes=tuple(Framed(name=box["name"], page=box["page"], box=Box(*box["box_pt"])) for box in book["boxes"]),
        names="\n".join(book["names"]),
    )


def _listed(entry: Mapping[str, Any], languages: Sequence[Language]) -> Listed:
    frames = (
        Framed(
            name=entry["anchor"],
            page=frame["page"] + 1,
            box=Box(frame["left_pt"], frame["bottom_pt"], frame["right_pt"], frame["top_pt"]),
        )
        for frame in entry.get("frames", ())
    )
    return Listed(
        anchor=entry["anchor"],
        numbers=tuple(entry["number"][language] for language in languages),
        titles=tuple(entry["title"][language] for language in languages),
        page=entry["page"],
        frames=tuple(frames),
    )


def list_findings(problems: Problems, file: Path) -> list[dict[str, Any]]:
    """The audit's findings in a PDF, for the manifest."""
    return [
        {"page": problem.place.line, "code": problem.code, **problem.values}
        for problem in problems.found
        if problem.place.file == file
    ]


def _find_told(data: bytes, manifest: Path) -> Told | None:
    try:
        told = json.loads(manifest.read_bytes())
        digest = sha256(data).hexdigest()
        return next((tell(book, kind, told) for kind, book in told["books"].items() if book["sha256"] == digest), None)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
