"""Bytes to records: encodings, headers, quotes, rows and invisible characters, each at its line and field."""

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.cli.terminal import Terminal
from reportgen.data import records, source
from reportgen.data.faults import SHOWN, Faults
from reportgen.data.records import Records, read_records
from reportgen.data.schema import ColumnSchema, TableSchema
from reportgen.data.source import Source, read_source
from reportgen.model.both import Both
from reportgen.model.facts import Provenance
from reportgen.problems import Problem, Problems

FILE = Path("data/banks.csv")


def a_column(*aliases: str, required: bool = False) -> ColumnSchema:
    return ColumnSchema(
        type="text",
        label=Both(zh="列", en="Column"),
        required=required,
        aliases=aliases,
    )


BANKS = TableSchema(
    name="banks",
    file="banks.csv",
    provenance=Provenance.PUBLIC,
    key=(),
    one_of=(),
    columns={"id": a_column(required=True), "country": a_column("国家/地区", "国家"), "homepage": a_column()},
)


def found(faults: Faults) -> list[Problem]:
    problems = Problems()
    faults.hand_over(problems)
    return list(problems.found)


def spots(faults: Faults) -> list[tuple[str, int, int, bool]]:
    assert {p.place.file for p in found(faults)} <= {FILE}
    return [(p.code, p.place.line, p.place.col, p.fatal) for p in found(faults)]


def read(text: str) -> tuple[Records | None, Faults]:
    faults = Faults(FILE)
    return read_records(text, BANKS, faults), faults


def cells(text: str) -> tuple[list[tuple[int, tuple[str, ...]]], Faults]:
    records, faults = read(text)
    assert records is not None
    return [(row.line, row.cells) for row in records.rows], faults


def decode(tmp_path: Path, data: bytes) -> tuple[Source | None, Faults]:
    (tmp_path / "data").mkdir(exist_ok=True)
    (tmp_path / FILE).write_bytes(data)
    faults = Faults(FILE)
    return read_source(tmp_path, faults), faults


# ---- bytes


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_utf8_is_read_with_or_without_its_mark(tmp_path: Path, mark: bytes) -> None:
    text, faults = decode(tmp_path, mark + "id\n银行\n".encode())

    assert text and text.text == "id\n银行\n"
    assert spots(faults) == []


def test_gb18030_is_read_and_named(tmp_path: Path) -> None:
    text, faults = decode(tmp_path, "id\nCN\n中国人民银行\n".encode("gb18030"))

    assert text and text.text == "id\nCN\n中国人民银行\n"
    assert spots(faults) == [("data-encoding", 3, 1, False)]
    assert found(faults)[0].values["found"] == "GB18030"


@pytest.mark.parametrize(
    "data",
    [
        "id\nCrédit Agricole\n".encode("latin-1"),
        "id\nBanque Mondiale, Zürich\n".encode("cp1252"),
        b"id\n" + "中国人民银行数字货币研究所".encode()[:-1] + b"\n",
        b"id\n\xff\xff\n",
    ],
)
def test_an_encoding_is_not_guessed(tmp_path: Path, data: bytes) -> None:
    text, faults = decode(tmp_path, data)

    assert text is None
    assert spots(faults) == [("data-encoding-unknown", 2, 1, True)]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04\x14\x00", "Excel .xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Word .doc / Excel .xls"),
        (b"%PDF-1.7", "PDF"),
        ("id,country\n".encode("utf-16"), "UTF-16"),
        ("id,country\n".encode("utf-16-be"), "UTF-16"),
    ],
)
def test_a_file_that_only_bears_the_name_is_called_what_it_is(tmp_path: Path, data: bytes, kind: str) -> None:
    text, faults = decode(tmp_path, data)

    assert text is None
    assert spots(faults) == [("data-not-csv", 1, 1, True)]
    assert found(faults)[0].values["found"] == kind


def test_a_file_that_is_missing_or_a_folder_is_told(tmp_path: Path) -> None:
    faults = Faults(FILE)
    assert read_source(tmp_path, faults) is None
    assert spots(faults) == [("data-file-missing", 1, 1, True)]

    (tmp_path / FILE).mkdir(parents=True)
    faults = Faults(FILE)
    assert read_source(tmp_path, faults) is None
    assert spots(faults) == [("data-file-missing", 1, 1, True)]


def test_a_file_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "_MOST_BYTES", 4)

    text, faults = decode(tmp_path, b"id\nCN\n")

    assert text is None
    assert spots(faults) == [("data-file-large", 1, 1, True)]


# ---- header


def test_columns_are_known_by_their_names_and_aliases_in_any_order() -> None:
    records, faults = read("国家/地区,id\nCN,a\n")

    assert records is not None
    assert records.fields == {"country": 0, "id": 1}
    assert spots(faults) == []


@pytest.mark.parametrize("text", ["bank,place\na,b\n", "x" * 4_000, "title,\n" * 11 + "id,country\n"])
def test_a_text_without_header_is_told_with_what_stands_in_its_place(text: str) -> None:
    records, faults = read(text)

    assert records is None
    assert spots(faults) == [("data-header-missing", 1, 1, True)]
    assert str(found(faults)[0].values["found"])[:5] in ("bank,", "xxxxx", "title")


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff\r\n"])
def test_an_empty_file_is_told(text: str) -> None:
    records, faults = read(text)

    assert records is None
    assert spots(faults) == [("data-file-empty", 1, 1, True)]


@pytest.mark.parametrize("word", ["contry", "Country", "ｃｏｕｎｔｒｙ", "COUNTRY", "country:"])
def test_a_strange_column_is_told_with_the_one_that_is_not_there(word: str) -> None:
    _, faults = read(f"id,{word},homepage\na,CN,\n")

    assert spots(faults) == [("data-column-unknown", 1, 2, True)]
    assert found(faults)[0].values["nearest"] == "country"


def test_a_header_in_capitals_is_found() -> None:
    _, faults = read("ID,COUNTRY\na,CN\n")

    assert spots(faults) == [
        ("data-column-missing", 1, 1, True),
        ("data-column-unknown", 1, 1, True),
        ("data-column-unknown", 1, 2, True),
    ]


@pytest.mark.parametrize("word", ["备注", "ids"])
def test_a_column_that_is_none_of_those_missing_is_told_without_a_guess(word: str) -> None:
    _, faults = read(f"id,country,{word}\na,CN,\n")

    assert spots(faults) == [("data-column-undeclared", 1, 3, True)]
    assert found(faults)[0].values["found"] == word


def test_a_column_without_name_is_told() -> None:
    _, faults = read("id,,country\na,x,CN\n")

    assert spots(faults) == [("data-column-unnamed", 1, 2, True)]


def test_a_column_under_two_names_is_told() -> None:
    _, faults = read("id,country,国家\na,CN,CN\n")

    assert spots(faults) == [("data-column-doubled", 1, 3, True)]
    assert found(faults)[0].values["first"] == 2


def test_a_required_column_has_to_be_there_and_another_may_be_absent() -> None:
    _, faults = read("country\nCN\n")

    assert spots(faults) == [("data-column-missing", 1, 1, True)]


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_another_delimiter_is_judged_by_the_header_and_told(delimiter: str) -> None:
    rows, faults = cells(delimiter.join(("id", "country")) + "\n" + delimiter.join(("a", "C,N")) + "\n")

    assert rows == [(2, ("a", "C,N"))]
    assert spots(faults) == [("data-delimiter", 1, 1, False)]


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("id，country\na，CN\n", 1, 1),
        ("id；country\na；CN\n", 1, 1),
        ("homepage,id，country\nx,a,CN\n", 1, 2),
        ("id,country,homepage\na,CN，x\n", 2, 2),
    ],
)
def test_full_width_commas_do_not_part_columns(text: str, line: int, field: int) -> None:
    _, faults = read(text)

    assert spots(faults) == [("data-delimiter-wide", line, field, True)]


def test_a_row_that_says_what_parts_the_columns_is_passed_over() -> None:
    rows, faults = cells("sep=;\nid;country\na;CN\n")

    assert rows == [(3, ("a", "CN"))]
    assert spots(faults) == [("data-delimiter", 1, 1, False), ("data-separator-line", 1, 1, False)]


def test_titles_above_the_header_are_passed_over_and_told() -> None:
    rows, faults = cells("Central banks,\n\nid,country\na,CN\n")

    assert rows == [(4, ("a", "CN"))]
    assert spots(faults) == [("data-title-row", 1, 1, False), ("data-row-blank", 2, 1, False)]


@pytest.mark.parametrize("second", ["id,国家", "列,列", "Column,Column"])
def test_a_second_header_is_told(second: str) -> None:
    rows, faults = cells(f"id,country\n{second}\na,CN\n")

    assert rows == [(3, ("a", "CN"))]
    assert spots(faults) == [("data-header-second", 2, 1, True)]


def test_a_header_repeated_further_down_is_told() -> None:
    rows, faults = cells("国家,id\nCN,a\n国家,id\nCN,b\n")

    assert rows == [(2, ("CN", "a")), (4, ("CN", "b"))]
    assert spots(faults) == [("data-header-second", 3, 1, True)]


def test_a_header_of_two_rows_with_merged_cells_is_told() -> None:
    columns = {
        "id": a_column("编号", required=True),
        "name_zh": a_column(),
        "name_en": a_column(),
        "country": a_column("国家", required=True),
        "source": a_column("来源", required=True),
    }
    schema = replace(BANKS, key=("id",), one_of=("name_zh", "name_en"), columns=columns)
    faults = Faults(FILE)

    records = read_records("编号,名称,,国家,来源\n,中文,英文,,\na,甲,A,CN,s\n", schema, faults)

    assert records is not None
    assert [row.line for row in records.rows] == [3]
    assert spots(faults) == [
        ("data-column-missing", 1, 1, True),
        ("data-column-undeclared", 1, 2, True),
        ("data-column-unnamed", 1, 3, True),
        ("data-header-second", 2, 1, True),
    ]
    assert found(faults)[0].values["expected"] == "name_zh / name_en"


def test_empty_columns_behind_the_last_are_passed_over_and_told_once() -> None:
    in_rows, row_faults = cells("id,country\na,CN,\nb,CN,,\n")
    in_header, header_faults = cells("id,country,\na,CN,\n")

    assert in_rows == [(2, ("a", "CN")), (3, ("b", "CN"))]
    assert spots(row_faults) == [("data-comma-extra", 2, 3, False)]
    assert in_header == [(2, ("a", "CN"))]
    assert spots(header_faults) == [("data-comma-extra", 1, 3, False)]


# ---- rows


@pytest.mark.parametrize("word", ["合计", "合　计", "总计：", "平均", "Total", "subtotal"])
def test_a_row_of_totals_is_told(word: str) -> None:
    rows, faults = cells(f"country,id\nCN,a\n{word},2\n")

    assert rows == [(2, ("CN", "a"))]
    assert spots(faults) == [("data-row-total", 3, 1, True)]


@pytest.mark.parametrize("note", ["总计：3家", "共 3 家", "注：数据截至 2023 年", "资料来源：某某", "Source: a list"])
def test_a_note_below_the_table_is_told(note: str) -> None:
    rows, faults = cells(f"id,country,homepage\na,CN,\n,{note},\n")

    assert rows == [(2, ("a", "CN", ""))]
    assert spots(faults) == [("data-row-total", 3, 2, True)]


@pytest.mark.parametrize("name", ["总计科技有限公司", "Total Energies", "注册中心"])
def test_a_name_that_begins_like_a_total_is_none(name: str) -> None:
    rows, faults = cells(f"id,country,homepage\n{name},,\n")

    assert rows == [(2, (name, "", ""))]
    assert spots(faults) == []


def test_marks_of_an_unsettled_merge_are_told() -> None:
    rows, faults = cells("id,country\n<<<<<<< HEAD\na,CN\n=======\na,DE\n>>>>>>> other\n")

    assert [line for line, _ in rows] == [3, 5]
    assert spots(faults) == [("data-merge-mark", line, 1, True) for line in (2, 4, 6)]


@pytest.mark.parametrize("cell", ["锟斤拷", "CrÃ©dit", "鐢查摱琛"])
def test_the_garbage_of_a_wrong_encoding_is_told(cell: str) -> None:
    _, faults = read(f"id,country\na,{cell}\n")

    assert spots(faults) == [("data-garbled", 2, 2, True)]
    assert found(faults)[0].values == {"column": "country", "found": cell}


def test_a_line_break_in_a_cell_is_told() -> None:
    rows, faults = cells('id,country\na,"C\r\nN"\n')

    assert rows == [(2, ("a", "C  N"))]
    assert spots(faults) == [("data-cell-break", 2, 2, True)]


@pytest.mark.parametrize("length", [5_000, 3_000_000])
def test_a_cell_longer_than_any_page_has_room_for_is_told(length: int) -> None:
    _, faults = read(f"id,country\na,{'x' * length}\nb,CN\n")

    assert spots(faults) == [("data-cell-long", 2, 2, True)]
    assert found(faults)[0].values["found"] == length


def test_a_table_of_too_many_rows_is_read_up_to_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "MOST_ROWS", 3)  # with the header

    kept, faults = read("id,country\na,CN\nb,CN\nc,CN\nd,CN\n")

    assert kept is not None
    assert [row.line for row in kept.rows] == [2, 3]
    assert not kept.complete
    assert spots(faults) == [("data-rows-many", 4, 1, True)]


def test_a_row_is_named_by_the_physical_line_it_begins_on() -> None:
    rows, faults = cells('id,country\r\na,CN\r\n"b, c","D""E"\r\n')

    assert rows == [(2, ("a", "CN")), (3, ("b, c", 'D"E'))]
    assert spots(faults) == []


def test_a_row_with_more_or_fewer_cells_is_left_out_and_told() -> None:
    records, faults = read("id,country\na\nb,CN,x\nc,CN\n")

    assert records is not None
    assert [row.line for row in records.rows] == [4]
    assert not records.complete
    assert spots(faults) == [("data-field-count", 2, 2, True), ("data-field-count", 3, 3, True)]


def test_blank_rows_are_passed_over_and_told_once() -> None:
    rows, faults = cells("id,country\n\na,CN\n , \n,,,,\n")

    assert [line for line, _ in rows] == [3]
    assert spots(faults) == [("data-row-blank", 2, 1, False)]
    assert found(faults)[0].values["count"] == 3


@pytest.mark.parametrize("row", ['"a"b,CN', '"a,CN'])
def test_a_quotation_mark_out_of_place_is_told_at_its_row(row: str) -> None:
    records, faults = read(f"id,country\nx,CN\n{row}\n")

    assert records is not None
    assert not records.complete
    assert spots(faults) == [("data-quote", 3, 1, True)]


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("C\u200bN", "U+200B ZERO WIDTH SPACE"),
        ("\u202eCN", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("C\x07N", "U+0007 control character"),
        ("C\tN", "U+0009 control character"),
        ("CN\ufffd", "U+FFFD REPLACEMENT CHARACTER"),
        ("C\x00N", "U+0000 control character"),
        ("C\u034fN", "U+034F COMBINING GRAPHEME JOINER"),
        ("C\u3164N", "U+3164 HANGUL FILLER"),
    ],
)
def test_invisible_characters_are_named(cell: str, name: str) -> None:
    rows, faults = cells(f"id,country\na,{cell}\n")

    assert rows == [(2, ("a", "CN"))]
    assert spots(faults) == [("data-character", 2, 2, True)]
    assert found(faults)[0].values["found"] == name


def test_space_around_a_cell_is_not_part_of_it() -> None:
    rows, faults = cells("id,country\n a\u00a0,\u3000CN \n")

    assert rows == [(2, ("a", "CN"))]
    assert spots(faults) == []


@given(st.text(alphabet=st.sampled_from('id,country;\t"\n\r \u200bx中'), max_size=60))
def test_no_text_breaks_the_reading_of_records(text: str) -> None:
    read(text)
    read("id,country\n" + text)


# ---- how many problems are shown


def test_the_first_fifty_problems_are_shown_and_the_others_counted() -> None:
    faults = Faults(FILE)
    faults.warn(1, 1, "data-delimiter", found=";")
    for line in range(2, 2 + SHOWN + 7):
        faults.error(line, 1, "data-quote")

    shown = found(faults)

    assert faults.full
    assert len(shown) == SHOWN + 1
    assert [(str(p.place), p.values["count"], p.fatal) for p in shown if p.code == "data-more"] == [
        (f"{FILE}:51:1", 8, True)
    ]


def test_the_terminal_prints_the_fifty_and_the_count_and_counts_no_other_time() -> None:
    faults = Faults(FILE)
    for line in range(2, 2 + SHOWN + 7):
        faults.error(line, 1, "data-quote")
    stream = StringIO()

    Terminal("en", stream).show(found(faults), strict=False)

    assert stream.getvalue().count("error[data-quote]") == SHOWN
    assert "this file has 7 more problems that are not shown" in stream.getvalue()
    assert "and 1 more" not in stream.getvalue()


def test_warnings_beyond_the_fiftieth_do_not_stop_a_build() -> None:
    faults = Faults(FILE)
    for line in range(2, 2 + SHOWN + 1):
        faults.warn(line, 1, "data-row-blank")

    assert [(p.values["count"], p.fatal) for p in found(faults) if p.code == "data-more"] == [(1, False)]


def test_a_message_repeats_only_the_start_of_a_long_cell() -> None:
    faults = Faults(FILE)
    faults.error(2, 1, "data-cell-type", found="x" * 1000)

    assert found(faults)[0].values["found"] == "x" * 60 + "…"
