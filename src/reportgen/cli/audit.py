"""The command that judges a finished PDF, and what the manifest tells it."""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from reportgen.audit import Told, audit_pdf
from reportgen.cli.terminal import Terminal, print_result
from reportgen.freshness import MANIFEST
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


def tell(book: Mapping[str, Any], manifest: Mapping[str, Any]) -> Told:
    """What a manifest and its entry of a book tell the rules."""
    parts = tuple(page["chapter"] for page in book["pages"])
    files: dict[str, str] = {}
    for anchor in book["anchors"].values():
        files.setdefault(parts[anchor["page"] - 1], anchor["zh"].partition(":")[0])
    families = frozenset(face.rpartition(" ")[0].rpartition(" ")[0] for face in manifest["fonts"])
    return Told(parts=parts, files=files, families=families)


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
        return next((tell(book, told) for book in told["books"].values() if book["sha256"] == digest), None)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
