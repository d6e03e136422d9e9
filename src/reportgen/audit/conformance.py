"""PDF/UA-1, by an open validator."""

import re

import page as validator

from reportgen.audit.printed import Printed
from reportgen.problems import Problems

_PAGE = re.compile(r"\bpage (\d+)\b")


def audit_conformance(data: bytes, printed: Printed, problems: Problems) -> None:
    """The PDF passes what the validator checks of PDF/UA-1.

    Warns:  audit-ua, once for each of the standard's rules, at the first page that breaks it.
    """
    told = set()
    for failure in validator.validate_pdf_bytes(data, profile="ua1").failures:
        if failure.rule_id not in told:
            told.add(failure.rule_id)
            at = _PAGE.search(failure.message)
            printed.warn(problems, "audit-ua", int(at[1]) if at else 1, rule=failure.rule_id, found=failure.message)
