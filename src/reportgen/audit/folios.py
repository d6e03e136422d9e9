"""Page numbers as contents, lists and index print them."""

import re

from reportgen.audit.printed import Printed
from reportgen.audit.told import Told
from reportgen.audit.view import Link, Page
from reportgen.audit.words import plain
from reportgen.problems import Problems

LISTS = frozenset({"contents", "index"})  # ids of the chapters that print folios
INSIDE_PT = 1.0
ROW_PT = 12.0  # links are looked up by rows of this height
_FOLIO = re.compile(r"(?:\d+|[ivxlcdm]+)$")


def audit_folios(printed: Printed, told: Told, problems: Problems) -> None:
    """A link of the contents or the index prints the label of the page that it leads to, and that is the true one.

    Warns:  audit-folio-wrong; audit-folio-missing, for a heading or an exhibit that the contents do not list.
    """
    entries = {one: plain("".join(one.numbers[:1] + one.titles)) for one in told.listed}
    shown = set()
    for page in printed.pages:
        if page.part not in LISTS:
            continue
        words_of = _words(page)
        for link in page.links:
            if link.page is None:
                continue
            words = words_of[link]
            printed_folio = _FOLIO.search(words)
            known = [one for one, called in entries.items() if plain(words).startswith(called)]
            one = max(known, key=lambda one: len(entries[one]), default=None) if page.part == "contents" else None
            shown.add(one)
            true = one.page if one else link.page
            label = printed.pages[true - 1].label
            if link.page != true or printed_folio is None or printed_folio[0] != label:
                printed.warn(problems, "audit-folio-wrong", page.number, link.box, found=words.strip(), label=label)
    for one in entries:
        if "contents" in told.parts and one not in shown:
            printed.warn(
                problems, "audit-folio-missing", one.page, found=one.titles[0], label=printed.pages[one.page - 1].label
            )


def _words(page: Page) -> dict[Link, str]:
    """What is printed in each link's box, its pieces apart; where boxes overlap, it belongs to the smallest."""
    found = dict.fromkeys(sorted(page.links, key=lambda link: link.box.area), "")
    marks: dict[Link, int] = {}
    rows: dict[int, list[Link]] = {}
    for link in found:
        for row in range(int(link.box.bottom // ROW_PT), int(link.box.top // ROW_PT) + 1):
            rows.setdefault(row, []).append(link)
    for letter in (letter for line in page.body for letter in line.letters if not letter.is_space):
        near = rows.get(int(letter.bottom // ROW_PT), ())
        if owner := next((link for link in near if letter.box.is_within(link.box, INSIDE_PT)), None):
            found[owner] += letter.char if marks.get(owner) == letter.mark else f" {letter.char}"
            marks[owner] = letter.mark
    return found
