"""Whatever an editor hands to `reportgen import`, or as a list of subscribers: read or refused at its place."""

import shutil
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.cli.subscribers import load_subscribers
from reportgen.data import import_table
from reportgen.model.fonts import Stack
from reportgen.problems import Problems, ReportError
from reportgen.problems.wording import hint, message

SCHEMA = Path(__file__).parents[2] / "data" / "schema.toml"
ROWS = (
    ("编号", "年月", "国家/地区", "行业", "细分领域", "应用场景", "阶段"),
    ("C1", "2022年7月", "CN", "finance", "finance-3", "finance-3-1", "概念验证"),
    ("C2", 44713, "NA", "finance", "finance-3", "finance-3-1", "live"),
)
SUBSCRIBERS = "id,name,organisation,email,language,book\nS1,王宇,某行,a@b.org,zh,parallel\n".encode()
SPOILT = st.lists(
    st.tuples(
        st.integers(0, 10**5),  # at
        st.integers(0, 12),  # bytes that go
        st.one_of(
            st.binary(max_size=6),
            st.sampled_from([b"\n", b'"', b",", "，".encode(), b"\0", b"#N/A", b"=A1", b"\xff\xfe"]),
        ),
    ),
    min_size=1,
    max_size=4,
)


def spoilt(sound: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    for at, gone, come in changes:
        at %= len(sound) + 1
        sound = sound[:at] + come + sound[at + gone :]
    return sound


def workbook() -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in ROWS:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


FILES = {"book.xlsx": workbook(), "book.csv": "\n".join(",".join(map(str, row)) for row in ROWS).encode()}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    (folder / "data").mkdir()
    shutil.copy(SCHEMA, folder / "data")
    return folder


@pytest.mark.parametrize("name", sorted(FILES))
@given(changes=SPOILT)
def test_a_spoilt_file_is_imported_or_refused(root: Path, name: str, changes: list[tuple[int, int, bytes]]) -> None:
    file = root / name
    file.write_bytes(spoilt(FILES[name], changes))
    problems = Problems()

    try:
        found = import_table(root, file, "cases", "", (), (), problems, replace=True)
    except ReportError:
        found = None

    assert found is not None or any(p.fatal for p in problems.found)
    tell(problems)


@given(changes=SPOILT)
def test_a_spoilt_list_of_subscribers_is_read_or_refused(root: Path, changes: list[tuple[int, int, bytes]]) -> None:
    file = root / "subscribers.csv"
    file.write_bytes(spoilt(SUBSCRIBERS, changes))
    problems = Problems()

    load_subscribers(file, measure, problems)

    tell(problems)


def measure(text: str, stack: Stack, size_pt: float, *, ligatures: bool = True) -> float:
    """Every character is as wide as it is high."""
    return len(text) * size_pt


def tell(problems: Problems) -> None:
    """Each problem has a place and words."""
    for problem in problems.found:
        assert problem.place.line >= 1 and problem.place.col >= 1, problem
        assert all(message(problem, language) and hint(problem, language) for language in ("zh", "en")), problem
