"""A test looks at the file, the line and the column of every problem: a place that is shifted makes it fail."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.problems.wording import catalogue

ROOT = Path(__file__).parents[2]
SLOW = ("a_name_without_an_end", "template_without_an_end", "outside_of_templates", "hangs", "test_workers")
ELSEWHERE = {
    "the book is built or the PDF read: the place is a chapter, or a page and its box, and tests/pdf looks at it": (
        "assemble-anchor-twice assemble-bookmark-dead assemble-folio-pages assemble-link-dead assemble-page-size "
        "audit-alt-missing audit-bookmark-none audit-bookmark-wrong audit-bookmarks-missing audit-box-off-page "
        "audit-box-over-box audit-caption-away audit-folio-missing audit-folio-wrong audit-font-foreign "
        "audit-font-missing audit-glyph-missing audit-heading-last audit-id-double audit-labels-missing "
        "audit-language-foreign audit-language-missing audit-last-lone audit-latin-gap audit-letter-unseen "
        "audit-line-end audit-line-loose audit-line-short audit-line-start audit-link-dead audit-link-empty "
        "audit-link-off-page audit-not-run audit-page-hole audit-page-runt audit-pair-gap audit-pair-split "
        "audit-placement-times audit-placement-unprinted audit-text-blank audit-text-outside audit-text-over-box "
        "audit-text-over-head audit-text-unseen audit-title-missing audit-type-small audit-ua audit-unreadable "
        "press-alt-missing press-font-foreign press-font-unknown press-id-twice press-language-missing "
        "press-link-dead press-page-blank press-tag-lost"
    ),
    "the machine ends a process: no file is wrong": (
        "exhibit-crash exhibit-killed exhibit-late exhibit-memory layout-crash layout-killed layout-late "
        "layout-memory press-crash press-engine-version press-killed press-late press-memory"
    ),
    "another machine: no file is wrong": (
        "copies-store-altered copies-store-driver copies-store-fault copies-store-missing copies-store-rights "
        "copies-store-silent copies-workers-differ copies-workers-none copies-workers-silent"
    ),
    "a whole file, which has no line: a finished copy, a key, a list": (
        "copies-busy copies-extra copies-failed copies-file-altered copies-file-missing copies-file-unknown "
        "copies-manifest copies-master copies-nobody copies-sign-key copies-signature copies-unread"
    ),
}


def test_a_problem_whose_place_is_looked_at_elsewhere_is_named_once() -> None:
    named = [code for codes in ELSEWHERE.values() for code in codes.split()]

    assert len(named) == len(set(named))
    assert set(named) <= set(catalogue())


@pytest.mark.long
def test_the_place_of_every_problem_is_looked_at(tmp_path: Path) -> None:
    saw = tmp_path / "saw.json"
    words = ["-p", "shifting", "-p", "no:cacheprovider", "-k", " and ".join(f"not {name}" for name in SLOW)]
    subprocess.run(
        [sys.executable, "-m", "pytest", *words, "tests/unit"],
        cwd=ROOT,
        env=os.environ | {"SHIFTING_SAW": str(saw), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT / 'tests/house'}"},
        check=True,
    )
    looked_at = {code for code, parts in json.loads(saw.read_text("utf-8")).items() if len(parts) == 3}

    elsewhere = {code for codes in ELSEWHERE.values() for code in codes.split()}
    assert sorted(set(catalogue()) - looked_at - elsewhere) == []
    assert sorted(looked_at & elsewhere) == []
