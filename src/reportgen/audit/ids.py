"""Ids of tagged elements that more than one has."""

from collections import Counter

from reportgen.audit.printed import Printed
from reportgen.problems import Problems


def audit_ids(printed: Printed, problems: Problems) -> None:
    """An id names one element.

    Warns:  audit-id-double, at each element but the first.
    """
    seen: Counter[str] = Counter()
    for name, page in printed.ids:
        seen[name] += 1
        if seen[name] > 1:
            printed.warn(problems, "audit-id-double", max(page, 1), found=name)
