"""Links among the editors' files."""

from pathlib import Path

import pytest

from reportgen.inside import check_inside
from reportgen.problems import Place, Problems


@pytest.mark.parametrize("name", ["content/zh/10-a.md", "data/cases/2021.csv", "content/edition.toml", "data/cases"])
def test_a_link_out_of_the_project_is_refused(tmp_path: Path, name: str) -> None:
    root, secret = tmp_path / "project", tmp_path / "secret"
    (root / name).parent.mkdir(parents=True)
    secret.mkdir()
    (root / name).symlink_to(secret)
    problems = Problems()

    check_inside(root, problems)

    assert [(p.code, p.place, p.values) for p in problems.found] == [
        ("file-outside", Place(Path(name)), {"found": str(secret)})
    ]


def test_a_link_within_the_project_is_none_of_it(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.csv").write_text("x")
    (tmp_path / "data" / "b.csv").symlink_to("a.csv")
    problems = Problems()

    check_inside(tmp_path, problems)

    assert problems.found == ()
