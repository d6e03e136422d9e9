"""Page numbers as contents, lists and index print them."""

import re

from reportgen.audit.view import Printed
from reportgen.problems import Problems

LISTS = frozenset({"contents", "index"})  # ids of the chapters that print folios
_FOLIO = re.compile(r"(?:\d+|[ivxlcdm]+)$")


def audit_folios(printed: Printed, problems: Problems) -> None:
    """A link of the contents or the index ends with the label of the page that it leads to.

    Warns:  audit-folio-wrong; audit-not-run without a manifest, because it tells which pages these are.
    """
    if printed.families is None:
        problems.warn(printed.place(), "audit-not-run", rules="audit-folio-wrong, audit-font-foreign")
        return
    for page in printed.pages:
        if page.part not in LISTS:
            continue
        for link in page.links:
            if link.page is None:
                continue
            shown, label = _FOLIO.search(link.words.strip()), printed.pages[link.page - 1].label
            if shown is None or shown[0] != label:
                values = {"found": link.words.strip(), "label": label, "chapter": page.chapter}
                problems.warn(printed.place(page.number), "audit-folio-wrong", **values)
