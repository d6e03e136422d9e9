"""What a reader would find wrong in the finished pages; one rule a file."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pikepdf
import pypdfium2

from reportgen.audit.bookmarks import audit_bookmarked, audit_bookmarks
from reportgen.audit.boxes import audit_boxes
from reportgen.audit.captions import audit_captions
from reportgen.audit.conformance import audit_conformance
from reportgen.audit.filling import audit_filling
from reportgen.audit.folios import audit_folios
from reportgen.audit.fonts import audit_fonts
from reportgen.audit.halves import audit_halves
from reportgen.audit.headings import audit_headings
from reportgen.audit.identity import audit_identity
from reportgen.audit.ids import audit_ids
from reportgen.audit.languages import audit_languages
from reportgen.audit.latin_gaps import audit_latin_gaps
from reportgen.audit.line_ends import audit_line_ends
from reportgen.audit.links import audit_links
from reportgen.audit.lone import audit_lone
from reportgen.audit.loose_lines import audit_loose_lines
from reportgen.audit.measures import Measures, measure_setting
from reportgen.audit.outside import audit_outside
from reportgen.audit.pair_gaps import audit_pair_gaps
from reportgen.audit.pictures import audit_pictures
from reportgen.audit.pixels import audit_pixels
from reportgen.audit.placements import audit_placements
from reportgen.audit.printed import Printed
from reportgen.audit.read import read_pdf
from reportgen.audit.short_lines import audit_short_lines
from reportgen.audit.sizes import audit_sizes
from reportgen.audit.told import Framed, Listed, Placed, Source, Told
from reportgen.audit.unprinted import audit_unprinted
from reportgen.audit.view import Box
from reportgen.problems import Place, Problems

__all__ = ["Box", "Framed", "Listed", "Measures", "Placed", "Source", "Told", "audit_pdf", "measure_setting"]

RULES: tuple[Callable[[Printed, Problems], None], ...] = (
    audit_unprinted,
    audit_pixels,
    audit_outside,
    audit_line_ends,
    audit_short_lines,
    audit_loose_lines,
    audit_pair_gaps,
    audit_latin_gaps,
    audit_lone,
    audit_filling,
    audit_headings,
    audit_links,
    audit_fonts,
    audit_sizes,
    audit_pictures,
    audit_ids,
    audit_identity,
    audit_bookmarks,
)
TOLD_RULES: Mapping[Callable[[Printed, Told, Problems], None], str] = {  # with what each looks at
    audit_folios: "audit-folio-wrong, audit-folio-missing",
    audit_bookmarked: "audit-bookmark-none",
    audit_halves: "audit-pair-split",
    audit_captions: "audit-caption-away",
    audit_boxes: "audit-text-over-box, audit-box-over-box, audit-box-off-page",
    audit_placements: "audit-placement-count, audit-placement-times, audit-placement-unprinted",
    audit_languages: "audit-language-foreign",
}
TOLD_ELSEWHERE = "audit-font-foreign"


def audit_pdf(data: bytes, file: Path, told: Told | None, problems: Problems) -> None:
    """Judge a PDF by every rule. A finding's place is the file, its line the page.

    Takes:  `file`, what the PDF is called in messages; `told`, what its manifest tells, or None without one: then the
            rules that need it do not run, and problem audit-not-run says which.
    Fails:  problem audit-unreadable; warns of what each rule names.
    """
    try:
        printed = read_pdf(data, file, told)
    except (pikepdf.PdfError, pypdfium2.PdfiumError):
        problems.error(Place(file), "audit-unreadable", file=file.name)
        return
    for rule in RULES:
        rule(printed, problems)
    if told:
        for told_rule in TOLD_RULES:
            told_rule(printed, told, problems)
    else:
        printed.warn(problems, "audit-not-run", rules=", ".join((*TOLD_RULES.values(), TOLD_ELSEWHERE)))
    audit_conformance(data, printed, problems)
