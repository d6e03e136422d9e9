"""What a reader would find wrong in the finished pages; one rule a file."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2

from reportgen.audit.bookmarks import audit_bookmarks
from reportgen.audit.conformance import audit_conformance
from reportgen.audit.filling import audit_filling
from reportgen.audit.folios import audit_folios
from reportgen.audit.fonts import audit_fonts
from reportgen.audit.headings import audit_headings
from reportgen.audit.identity import audit_identity
from reportgen.audit.line_ends import audit_line_ends
from reportgen.audit.links import audit_links
from reportgen.audit.outside import audit_outside
from reportgen.audit.read import read_pdf
from reportgen.audit.sizes import audit_sizes
from reportgen.audit.unprinted import audit_unprinted
from reportgen.audit.view import Printed, Told
from reportgen.problems import Place, Problems

__all__ = ["Told", "audit_pdf"]

RULES: tuple[Callable[[Printed, Problems], None], ...] = (
    audit_unprinted,
    audit_outside,
    audit_line_ends,
    audit_filling,
    audit_headings,
    audit_folios,
    audit_links,
    audit_fonts,
    audit_sizes,
    audit_identity,
    audit_bookmarks,
)


def audit_pdf(data: bytes, file: Path, told: Told | None, problems: Problems) -> None:
    """Judge a PDF by every rule. A finding's place is the file, its line the page.

    Takes:  `file`, what the PDF is called in messages; `told`, what its manifest tells, or None without one: then the
            rules that need it say that they did not run.
    Fails:  problem audit-unreadable; warns of what each rule names.
    """
    try:
        printed = read_pdf(data, file, told)
    except (pikepdf.PdfError, pypdfium2.PdfiumError):
        problems.error(Place(file), "audit-unreadable", file=file.name)
        return
    for rule in RULES:
        rule(printed, problems)
    audit_conformance(data, printed, problems)
