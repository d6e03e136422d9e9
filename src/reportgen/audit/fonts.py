"""Fonts that are not embedded, or not the edition's."""

import re

from reportgen.audit.printed import Printed
from reportgen.problems import Problems


def audit_fonts(printed: Printed, problems: Problems) -> None:
    """Every font is embedded and belongs to a family of the edition.

    Warns:  audit-font-missing, audit-font-foreign.
    """
    families = tuple(_plain(family) for family in (printed.told.families if printed.told else ()))
    for name, embedded in sorted(printed.fonts.items()):
        if not embedded:
            printed.warn(problems, "audit-font-missing", found=name)
        if families and not _plain(name).startswith(families):
            printed.warn(problems, "audit-font-foreign", found=name)


def _plain(name: str) -> str:
    return re.sub(r"[^0-9a-z]", "", name.lower())
