"""What holds for every table and every number: whatever way they were saved, they are read as they were meant."""

import csv
import io
from decimal import Decimal
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from reportgen.data.columns import type_columns
from reportgen.data.faults import Faults
from reportgen.data.records import read_records
from reportgen.data.schema import ColumnSchema, TableSchema
from reportgen.data.source import decode
from reportgen.model.both import Both
from reportgen.model.facts import Provenance
from reportgen.numerals import format_number, read_number, shorten_number
from reportgen.problems import Problem, Problems
from reportgen.problems.wording import hint, message

FILE = Path("data/banks.csv")
LABEL = Both(zh="列", en="Column")
BANKS = TableSchema(
    name="banks",
    file="banks.csv",
    provenance=Provenance.PUBLIC,
    key=("id",),
    one_of=(),
    columns={
        "id": ColumnSchema(type="text", label=LABEL, required=True, aliases=("编号",)),
        "name": ColumnSchema(type="text", label=LABEL, aliases=("中文名称",)),
        "count": ColumnSchema(type="int", label=LABEL, aliases=("数量",)),
        "month": ColumnSchema(type="year_month", label=LABEL, aliases=("年月",)),
        "partners": ColumnSchema(type="list", label=LABEL, separators="、", aliases=("伙伴",)),
    },
)
WORDS = st.text(alphabet=st.sampled_from("中国银行数字货币ABCabc019.'\"（）,;，；|- é"), max_size=12).map(
    lambda text: " ".join(text.split())
)
ROWS = st.lists(
    st.tuples(
        WORDS,
        st.integers(-(10**9), 10**9),
        st.tuples(st.integers(2000, 2030), st.integers(1, 12)),
        st.lists(WORDS.filter(bool), max_size=3),
    ),
    min_size=1,
    max_size=8,
)


def read(data: bytes) -> tuple[list[tuple[object, ...]] | None, list[Problem]]:
    faults = Faults(FILE)
    text = decode(data, faults)
    records = None if text is None else read_records(text, BANKS, faults)
    part = None if records is None else type_columns(records, BANKS, faults, "")
    problems = Problems()
    faults.hand_over(problems)
    rows = None if part is None else list(zip(*(part.columns[name] for name in BANKS.columns), strict=True))
    return rows, list(problems.found)


@given(
    rows=ROWS,
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]),
    delimiter=st.sampled_from(",;\t|"),
    newline=st.sampled_from(["\n", "\r\n", "\r"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    chinese=st.booleans(),
)
def test_a_table_is_the_same_however_it_was_saved(
    rows: list[tuple[str, int, tuple[int, int], list[str]]],
    encoding: str,
    delimiter: str,
    newline: str,
    quoting: int,
    chinese: bool,
) -> None:
    heads = [column.aliases[0] if chinese else name for name, column in BANKS.columns.items()]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=newline, quoting=quoting)  # type: ignore[arg-type]
    writer.writerow(heads)
    for i, (name, count, (year, month), partners) in enumerate(rows):
        writer.writerow([f"机构{i}", name, f"{count:,}", f"{year}/{month}", "、".join(partners)])
    meant = [
        (f"机构{i}", name, count, f"{year}-{month:02}", tuple(partners))
        for i, (name, count, (year, month), partners) in enumerate(rows)
    ]

    found, problems = read(out.getvalue().encode(encoding))

    assert found == meant
    assert {p.code for p in problems} <= {"data-encoding", "data-delimiter"}


HEAD = ",".join(BANKS.columns).encode() + b"\n"
BYTES = st.lists(
    st.one_of(
        st.binary(max_size=12),
        st.sampled_from(
            [b",", b"\n", b'"', b"\r", b";", b"\t", b"sep=;\n", HEAD, b"<<<<<<< a\n", b"#N/A", b"=A1", b"1,2"]
        ),
        WORDS.map(str.encode),
        WORDS.map(lambda word: word.encode("gb18030")),
    ),
    max_size=20,
).map(b"".join)


@given(BYTES)
@example(b"\xef\xbb\xbf" * 2)
@example(b"sep=\n\n")
def test_any_bytes_are_read_or_refused_at_a_line_that_is_there(data: bytes) -> None:
    for given_bytes in (data, HEAD + data):
        rows, problems = read(given_bytes)

        assert rows is not None or any(p.fatal for p in problems)
        lines = given_bytes.count(b"\n") + given_bytes.count(b"\r") + 2
        assert all(1 <= p.place.line <= lines and p.place.col >= 1 for p in problems)
        assert all(message(p, language) and hint(p, language) for p in problems for language in ("zh", "en"))


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=3))
def test_a_number_that_was_printed_reads_as_itself(number: Decimal) -> None:
    assert read_number(format_number(number, "zh")) == number


@given(st.integers(10**5, 10**14))
def test_a_shortened_number_reads_as_near_as_it_was_shortened(number: int) -> None:
    digits, unit = shorten_number(Decimal(number), "zh")

    read_back = read_number(digits + unit)

    assert read_back is not None
    assert abs(read_back - number) * 100 <= number


@given(
    number=st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**9, places=2),
    unit=st.sampled_from(["", "万", "亿", "%"]),
    wide=st.booleans(),
)
def test_a_number_reads_the_same_in_full_width(number: Decimal, unit: str, wide: bool) -> None:
    text = f"{number:,f}{unit}"
    full = text.translate(str.maketrans("0123456789,.%", "０１２３４５６７８９，．％")) if wide else text

    assert read_number(full) == read_number(text)
    assert read_number(text) == number * {"": 1, "万": 10**4, "亿": 10**8, "%": Decimal("0.01")}[unit]


@given(st.text(alphabet="0123456789０５,，.．万亿%-− x", max_size=12))
def test_what_is_read_as_a_number_writes_its_digits(text: str) -> None:
    number = read_number(text)
    if number is None:
        return
    plain = text.strip().translate(str.maketrans("０５，．−", "05,.-"))
    power = {"万": 4, "亿": 8, "%": -2}.get(plain[-1], 0)

    assert number == Decimal(plain.rstrip("万亿% ").replace(",", "")).scaleb(power)
