"""Other people's tables brought into data/: headers and words translated, nothing guessed, nothing lost."""

import re
import shutil
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from click.testing import CliRunner, Result

from reportgen.cli.main import cli

ROOT = Path(__file__).parents[2]
ROWS = [
    ["编号", "年月", "国家/地区", "行业", "segment_id", "scenario_id", "阶段", "应用方"],
    ["C1", date(2022, 6, 1), "CN", "finance", "finance-3", "finance-3-1", "概念验证", "甲；乙"],
    ["C2", "2022年7月", "NA", "finance", "finance-3", "finance-3-1", "live", None],
]
WRITTEN = """\
C1,2022-06,CN,finance,finance-3,finance-3-1,poc,,,甲；乙,,,,
C2,2022-07,NA,finance,finance-3,finance-3-1,live,,,,,,,
"""
HEAD = (
    "id,date,country,industry,segment_id,scenario_id,stage,"
    "title_zh,title_en,adopters,providers,summary_zh,summary_en,source\n"
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "data").mkdir()
    shutil.copy(ROOT / "data" / "schema.toml", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def workbook(project: Path) -> Callable[..., Path]:
    """A workbook of the rows above, changed by `change`."""

    def make(change: Callable[[list[list[object]]], None] = lambda rows: None, name: str = "book 2022.xlsx") -> Path:
        rows: list[list[object]] = [list(row) for row in ROWS]
        change(rows)
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for row in rows:
            sheet.append(row)
        book.create_sheet("Notes")
        book.save(project / name)
        return project / name

    return make


def run(*words: str | Path) -> Result:
    asked = ["import", *map(str, words), "--table", "cases", "--language", "en"]
    return CliRunner().invoke(cli, asked, catch_exceptions=False)


def codes(result: Result) -> list[str]:
    return re.findall(r"error\[([a-z-]+)\]", result.stderr)


def places(result: Result) -> list[str]:
    return re.findall(r"^(.+?:\d+:\d+: error\[.+?\])", result.stderr, re.MULTILINE)


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        ("00000", "00042"),
        ('"C"0000', "C0042"),
        ("[Red]\\C000_ ;-000", "C042"),
        ("0", "42"),
        ("0.00", "42"),
        ("#,##0", "42"),
    ],
)
def test_an_id_that_a_format_shows_with_zeros_is_read_as_it_is_shown(
    workbook: Callable[..., Path], project: Path, number_format: str, shown: str
) -> None:
    file = workbook()
    book = openpyxl.load_workbook(file)
    cell = book.worksheets[0]["A2"]
    cell.value, cell.number_format = 42, number_format
    book.save(file)

    result = run(file)

    assert (project / result.stdout.strip()).read_text("utf-8").splitlines()[1].partition(",")[0] == shown


def test_a_kind_of_workbook_that_does_not_tell_formats_is_imported_with_a_word(project: Path) -> None:
    row = "<table:table-row>{}</table:table-row>"
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = "".join(row.format("".join(cell.format(word or "") for word in line)) for line in ([*ROWS[::2]]))
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    with ZipFile(project / "book.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{urn}:manifest:1.0"/>')
        archive.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{urn}:office:1.0" xmlns:table="{urn}:table:1.0" '
            f'xmlns:text="{urn}:text:1.0"><office:body><office:spreadsheet><table:table table:name="A">{rows}'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )

    result = run("book.ods")

    assert (result.exit_code, result.stdout) == (0, "data/cases/book.csv\n")
    assert re.findall(r"(\S+): warning\[(.+)\]", result.stderr) == [("book.ods:1:1", "import-formats-unseen")]


def test_a_workbook_becomes_the_tables_file(workbook: Callable[..., Path], project: Path) -> None:
    result = run(workbook())

    assert (result.exit_code, result.stdout) == (0, "data/cases/book-2022.csv\n")
    assert (project / result.stdout.strip()).read_text("utf-8") == HEAD + WRITTEN
    assert "  阶段 → stage\n" in result.stderr
    assert "2 rows. To undo: rm data/cases/book-2022.csv" in result.stderr


def test_a_csv_file_of_a_chinese_spreadsheet_is_read_too(project: Path) -> None:
    text = "\r\n".join(";".join(str(cell or "") for cell in row) for row in ROWS).replace("2022-06-01", "2022/6/1")
    (project / "cases.csv").write_bytes(text.encode("gb18030"))

    result = run("cases.csv")

    assert result.exit_code == 0
    assert (project / "data/cases/cases.csv").read_text("utf-8") == HEAD + WRITTEN


def test_a_strange_header_is_told_and_its_meaning_remembered(workbook: Callable[..., Path], project: Path) -> None:
    def change(rows: list[list[object]]) -> None:
        rows[0] = [*rows[0], "备注"]
        rows[0][1] = "发生时间"

    file = workbook(change)
    refused = run(file)
    taught = run(file, "--column", "发生时间=date", "--column", "备注＝")
    again = run(file, "--replace")

    assert (refused.exit_code, codes(refused)) == (
        1,
        ["data-column-missing", "import-column-unmapped", "import-column-unmapped"],
    )
    assert "book 2022.xlsx:1:2: " in refused.stderr
    assert '--column "备注="' in refused.stderr
    assert taught.exit_code == 0
    assert "  备注 → (left out)" in taught.stderr
    assert tomllib.loads((project / "data/import.toml").read_text("utf-8")) == {
        "cases": {"columns": {"发生时间": "date", "备注": ""}}
    }
    assert again.exit_code == 0
    assert (project / "data/cases/book-2022.csv").read_text("utf-8") == HEAD + WRITTEN


def test_a_strange_word_is_told_and_its_meaning_remembered(workbook: Callable[..., Path], project: Path) -> None:
    def change(rows: list[list[object]]) -> None:
        rows[1][6] = "测试"

    file = workbook(change)
    refused = run(file)
    taught = run(file, "--value", "stage:测试=poc")

    assert "book 2022.xlsx:2:7: error[data-choice-unknown]" in refused.stderr
    assert taught.exit_code == 0
    assert (project / "data/cases/book-2022.csv").read_text("utf-8") == HEAD + WRITTEN
    assert tomllib.loads((project / "data/import.toml").read_text("utf-8"))["cases"]["values"] == {
        "stage": {"测试": "poc"}
    }


def test_a_file_that_is_there_is_kept_beside(workbook: Callable[..., Path], project: Path) -> None:
    file = workbook()
    run(file)
    (project / "data/cases/book-2022.csv").write_text("mine", "utf-8")

    refused = run(file)
    replaced = run(file, "--replace")

    assert places(refused) == ["data/cases/book-2022.csv:1:1: error[import-exists]"]
    assert replaced.exit_code == 0
    assert (project / "data/cases/book-2022.csv.before").read_text("utf-8") == "mine"
    assert "To undo: mv data/cases/book-2022.csv.before data/cases/book-2022.csv" in replaced.stderr


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (["--sheet", "Nots"], "{book}:1:1: error[import-sheet]"),
        (["--sheet", "Notes"], "{book}:1:1: error[import-sheet]"),
        (["--column", "x=dat"], "data/import.toml:1:1: error[import-meaning]"),
        (["--value", "stage:测试=pock"], "data/import.toml:1:1: error[import-meaning]"),
        (["--value", "date:待定=2022-01"], "data/import.toml:1:1: error[import-meaning]"),
    ],
)
def test_what_is_asked_in_vain_is_told(
    workbook: Callable[..., Path], project: Path, words: list[str], place: str
) -> None:
    book = workbook()
    result = run(book, *words)

    assert (result.exit_code, places(result)) == (1, [place.format(book=book)])
    assert not (project / "data/cases").exists()


def test_a_table_that_there_is_not_and_a_file_that_is_no_workbook_are_told(project: Path) -> None:
    (project / "book.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    asked = ["import", "book.xlsx", "--language", "en", "--table"]

    table = CliRunner().invoke(cli, [*asked, "case"], catch_exceptions=False)
    workbook = CliRunner().invoke(cli, [*asked, "cases"], catch_exceptions=False)

    assert places(table) == ["data/schema.toml:1:1: error[import-table]"] and "write --table cases" in table.stderr
    assert places(workbook) == ["book.xlsx:1:1: error[import-workbook]"]


def test_names_in_print_become_ids_and_what_stands_in_no_table_is_told(
    workbook: Callable[..., Path], project: Path
) -> None:
    (project / "data/names.csv").write_text(
        "kind,id,zh,en\nindustry,finance,金融,Finance\ncountry,CN,中国,China\ncountry,NA,纳米比亚,Namibia\n", "utf-8"
    )

    def change(rows: list[list[object]]) -> None:
        rows[1][2], rows[1][3], rows[2][2] = "中国", "Finance", "Deutschland"

    refused = run(workbook(change))
    unknown = [line for line in refused.stderr.splitlines() if "data-reference" in line]
    taught = run(workbook(change), "--value", "country:Deutschland=NA", "--replace")

    assert len(unknown) == 1
    assert "book 2022.xlsx:3:3: error[data-reference-missing]" in unknown[0]
    assert taught.exit_code == 0
    assert (project / "data/cases/book-2022.csv").read_text("utf-8") == HEAD + WRITTEN


def test_a_row_that_the_table_has_already_is_told(workbook: Callable[..., Path], project: Path) -> None:
    (project / "data/cases").mkdir()
    (project / "data/cases/2021.csv").write_text(HEAD + WRITTEN.splitlines(keepends=True)[1], "utf-8")

    result = run(workbook())

    assert codes(result) == ["data-row-doubled"]
    assert (
        'book 2022.xlsx:3:1: error[data-row-doubled]: "C2" in "编号" stands at data/cases/2021.csv:2' in result.stderr
    )


def test_errors_and_formulas_without_a_result_are_told_though_the_cell_may_be_empty(
    workbook: Callable[..., Path],
) -> None:
    def change(rows: list[list[object]]) -> None:
        rows[1][7], rows[2][7] = "#N/A", "=A1&A2"

    result = run(workbook(change))

    assert codes(result) == ["data-excel-error", "data-formula"]
    assert "book 2022.xlsx:2:8: " in result.stderr and "book 2022.xlsx:3:8: " in result.stderr


def test_a_number_that_the_program_has_rounded_is_told(workbook: Callable[..., Path]) -> None:
    def change(rows: list[list[object]]) -> None:
        rows[1][0] = 123456789012345678

    result = run(workbook(change))

    assert "book 2022.xlsx:2:1: error[data-excel-rounded]" in result.stderr


@pytest.mark.parametrize("hidden", [True, False])
def test_the_first_sheet_in_sight_is_read_and_others_are_told(project: Path, hidden: bool) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["编号", "草稿"])
    sheet.sheet_state = "hidden" if hidden else "visible"
    cases = book.create_sheet("案例")
    for row in ROWS:
        cases.append(row)
    book.active = 1
    book.save(project / "book.xlsx")

    result = run("book.xlsx")

    if hidden:
        assert (result.exit_code, "warning" in result.stderr) == (0, False)
    else:
        assert re.findall(r"^(.+?:1:1): warning.import-sheet-first]", result.stderr, re.MULTILINE) == ["book.xlsx:1:1"]
        assert "name it with --sheet: 案例." in result.stderr
    assert run("book.xlsx", "--sheet", "案例", "--replace").exit_code == 0


def test_an_archive_that_unpacks_to_more_than_memory_has_room_for_is_not_read(
    workbook: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportgen.data.workbook._MOST_BYTES", 100)

    assert codes(run(workbook())) == ["data-file-large"]


def test_rows_around_a_sheets_table_are_told(workbook: Callable[..., Path]) -> None:
    def change(rows: list[list[object]]) -> None:
        rows.insert(0, ["案例库导出"])
        rows += [[], ["合计", 2], ["注：内部资料"]]

    result = run(workbook(change))

    assert re.findall(r"(\d+):\d+: \w+\[([a-z-]+)\]", result.stderr) == [
        ("1", "data-title-row"),
        ("5", "data-row-blank"),
        ("6", "data-row-total"),
        ("7", "data-row-total"),
    ]


def test_a_file_whose_name_has_no_letter_takes_the_tables_name(workbook: Callable[..., Path]) -> None:
    assert run(workbook(name="（）.xlsx")).stdout == "data/cases/cases.csv\n"


@pytest.mark.parametrize("at", [0.02, 0.3, 0.6, 0.93, 0.99])
def test_a_workbook_with_bytes_missing_is_refused(workbook: Callable[..., Path], at: float) -> None:
    file = workbook()
    data = file.read_bytes()
    cut = int(len(data) * at)
    file.write_bytes(data[:cut] + data[cut + 12 :])

    assert codes(run(file)) == ["import-workbook"]


def test_a_meaning_without_its_sign_is_a_wrong_command(workbook: Callable[..., Path]) -> None:
    assert run(workbook(), "--column", "备注").exit_code == 2
