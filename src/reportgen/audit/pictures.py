"""Pictures that say nothing to who does not see them."""

from reportgen.audit.printed import Printed
from reportgen.problems import Problems


def audit_pictures(printed: Printed, problems: Problems) -> None:
    """Every figure has an alternative text.

    Warns:  audit-alt-missing.
    """
    for picture in printed.mute:
        printed.warn(problems, "audit-alt-missing", max(picture.page, 1), picture.box)
