"""Who gets a copy, and what must not stand in the list."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.characters import unicode_name
from reportgen.model.both import BookKind, Language
from reportgen.model.fonts import Measure
from reportgen.problems import Place, Problems

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]{1,64}@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,63}")
_PASSWORD = re.compile(r"([!-~]{8,127})?")
_LONGEST_EMAIL = 254  # characters that mail servers take
_LONGEST_EM = 60  # of a name or an organisation, in widths of a Chinese character


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """One row of the list."""

    id: str
    name: str
    organisation: str  # "" where a person reads for oneself
    email: str
    language: Language
    book: BookKind
    password: str  # opens the copy; "" leaves it open
    place: Place


def read_subscriber(
    cells: Mapping[str, str], places: Mapping[str, Place], measure: Measure, problems: Problems
) -> Subscriber | None:
    """The subscriber of one row; None where the row is wrong.

    Takes:  the cells and their places by column, with a language and a book that there are.
    Fails:  problem copies-id, copies-email, copies-character, copies-name-long, copies-password.
    """
    sound = True
    if not _PASSWORD.fullmatch(cells["password"]):
        problems.error(places["password"], "copies-password")
        sound = False
    for column, pattern, code in (("id", _ID, "copies-id"), ("email", ADDRESS, "copies-email")):
        if not pattern.fullmatch(cells[column]) or len(cells[column]) > _LONGEST_EMAIL:
            problems.error(places[column], code, found=cells[column][:_LONGEST_EMAIL])
            sound = False
    for column in ("name", "organisation"):
        sound = _fits(column, cells[column], places[column], measure, problems) and sound
    if not sound:
        return None
    return Subscriber(
        id=cells["id"],
        name=cells["name"],
        organisation=cells["organisation"],
        email=cells["email"],
        language="zh" if cells["language"] == "zh" else "en",
        book=BookKind(cells["book"]),
        password=cells["password"],
        place=places["id"],
    )


def _fits(column: str, text: str, place: Place, measure: Measure, problems: Problems) -> bool:
    """Whether `text` can be printed on each page, each of its characters as it is."""
    try:
        width = measure(text, "en", 1)
    except KeyError as missing:
        character = str(missing.args[0])
        problems.error(place, "copies-character", column=column, found=unicode_name(character))
        return False
    if width > _LONGEST_EM:
        problems.error(place, "copies-name-long", column=column, found=text[:20], most=_LONGEST_EM)
        return False
    return True
