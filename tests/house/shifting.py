"""A plugin of pytest: each test again, with the place of each problem that it fires shifted, to see whether it looks.

Why not read the tests' source: two numbers beside a code may be a line and a column, or a limit and what was found.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

from reportgen.problems import Place, Problem

PARTS = ("file", "line", "col")
_AIM = {"code": "", "part": ""}  # of which problem the next run shifts what
_fired: set[str] = set()
_seen: dict[str, set[str]] = {}  # code -> the parts of its place that some test looks at
_plain = Problem.__init__


def _shifted(
    self: Problem, place: Place, code: str, values: Mapping[str, object] | None = None, fatal: bool = True
) -> None:
    _fired.add(code)
    if code == _AIM["code"]:
        shifts = {"file": Path(f"{place.file}.other"), "line": place.line + 1, "col": place.col + 1}
        place = replace(place, **{_AIM["part"]: shifts[_AIM["part"]]})
    _plain(self, place, code, values or {}, fatal)


Problem.__init__ = _shifted  # type: ignore[method-assign]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Function, nextitem: pytest.Item | None) -> bool | None:
    if hasattr(item.function, "hypothesis"):  # its inputs are others each time
        return None
    _fired.clear()
    passes = _passes(item)
    asked = [(code, part) for code in sorted(_fired) for part in PARTS if part not in _seen.setdefault(code, set())]
    if asked and passes and _passes(item):  # twice, so that a failure below is the shift's
        for code, part in asked:
            _AIM.update(code=code, part=part)
            if not _passes(item):
                _seen[code].add(part)
            _AIM.update(code="", part="")
    item.session._setupstate.teardown_exact(nextitem)
    return True


def _passes(item: pytest.Function) -> bool:
    reports = runtestprotocol(item, nextitem=item.parent, log=False)  # type: ignore[arg-type]
    return not any(report.failed for report in reports)


def pytest_sessionfinish() -> None:
    found = {code: sorted(parts) for code, parts in sorted(_seen.items())}
    Path(os.environ["SHIFTING_SAW"]).write_text(json.dumps(found), "utf-8")
