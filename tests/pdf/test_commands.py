"""The commands as people type them, on a small edition."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tiny import make_edition

from reportgen.cli.main import cli

SOURCE = Path(__file__).parents[2] / "src"
ZH, EN = "# 概览\n\n甲", "# Overview\n\na"
SAMPLE = '[chart.years]\nkind = "bar"\ntable = "cases"\nby = "year"\nsort = "given"\n'


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "C.UTF-8")
    make_edition(tmp_path, ZH, EN)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, words, catch_exceptions=False)


def test_build_prints_the_path_alone_and_is_quiet_off_a_terminal(root: Path) -> None:
    result = run("build")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{root / 'build' / 'report.pdf'}\n"
    assert sorted(os.listdir(root / "build")) == ["cache", "fonts", "report.json", "report.pdf"]


def test_a_second_build_says_that_nothing_changed_and_touches_nothing(root: Path) -> None:
    run("build")
    before = (root / "build" / "report.pdf").stat().st_mtime_ns

    result = run("build")

    assert result.exit_code == 0
    assert "nothing changed" in result.stderr
    assert (root / "build" / "report.pdf").stat().st_mtime_ns == before


def test_a_build_of_which_nothing_changed_loads_no_engine(root: Path) -> None:
    run("build")
    engines = {"altair", "jinja2", "pandas", "pikepdf", "uharfbuzz", "vl_convert", "weasyprint"}
    told = f"import sys, atexit; atexit.register(lambda: print({engines} & set(sys.modules)))"
    command = f"{told}; from reportgen.cli.main import cli; cli(['build'])"

    done = subprocess.run(
        [sys.executable, "-c", command], env={**os.environ, "PYTHONPATH": str(SOURCE)}, capture_output=True, text=True
    )

    assert "nothing changed" in done.stderr
    assert done.stdout.splitlines()[-1] == "set()"


def test_verify_presses_again_and_finds_the_same_bytes(root: Path) -> None:
    run("build", "--book", "zh")

    result = run("verify")

    assert (result.exit_code, result.stdout[:18]) == (0, "= report-zh.pdf sh")


def test_verify_tells_a_book_that_was_altered_and_inputs_that_have_changed(root: Path) -> None:
    run("build")
    with (root / "build" / "report.pdf").open("ab") as book:
        book.write(b"x")

    altered = run("verify")
    (root / "content" / "new.txt").write_text("new")
    changed = run("verify")

    assert (altered.exit_code, altered.stdout[:12]) == (1, "≠ report.pdf")
    assert (changed.exit_code, changed.stderr) == (1, "changed since the build:\n  content/new.txt\n")


@pytest.mark.parametrize("manifest", ["", "{", "[]", '{"books": {"paralel": {}}, "inputs": {}}', '{"books": 5}'])
def test_verify_takes_a_damaged_manifest_for_none(root: Path, manifest: str) -> None:
    (root / "build").mkdir()
    (root / "build" / "report.json").write_text(manifest)

    result = run("verify")

    assert (result.exit_code, "build first" in result.stderr) == (1, True)


def test_verify_wants_a_build(root: Path) -> None:
    result = run("verify")

    assert result.exit_code == 1
    assert "build first" in result.stderr


def test_a_report_of_ones_own_presses_all_books_without_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = tmp_path / "我的 report"
    begun = run("init", str(mine))
    monkeypatch.chdir(mine)

    built = run("build", "--book", "all", "--strict")

    assert (begun.exit_code, begun.stdout) == (0, f"{mine}\n")
    assert f": cd '{mine}' && " in begun.stderr
    assert (built.exit_code, built.stderr) == (0, "")
    assert sorted(file.name for file in mine.glob("build/*.pdf")) == ["report-en.pdf", "report-zh.pdf", "report.pdf"]


def test_a_folder_with_something_in_it_is_left_alone(root: Path) -> None:
    before = sorted(path.name for path in root.iterdir())

    result = run("init", str(root), "--language", "en")

    assert result.exit_code == 1
    assert "is not empty; nothing was changed" in result.stderr
    assert sorted(path.name for path in root.iterdir()) == before


def test_all_three_books_share_one_manifest(root: Path) -> None:
    result = run("build", "--book", "all", "--out", "made")

    assert result.exit_code == 0
    manifest = json.loads((root / "made" / "report.json").read_bytes())
    assert [book["file"] for book in manifest["books"].values()] == ["report.pdf", "report-zh.pdf", "report-en.pdf"]
    assert manifest["books"]["zh"]["contents"][0]["folio"] == "1"


def test_bad_input_is_told_with_its_place_and_the_earlier_book_stays(root: Path) -> None:
    run("build")
    before = (root / "build" / "report.pdf").read_bytes()
    (root / "content" / "zh" / "10-part-a.md").write_text("# 概览\n\n{政务按例} 起 <b>", encoding="utf-8")
    (root / "data" / "placements.csv").write_text("organisation\n", encoding="utf-8")

    result = run("build", "--language", "en")

    assert result.exit_code == 1
    assert 'content/zh/10-part-a.md:3:10: error[content-html]: "<b>" is HTML' in result.stderr
    assert "data/placements.csv:1:" in result.stderr
    assert "Traceback" not in result.stderr
    assert (root / "build" / "report.pdf").read_bytes() == before


def test_messages_speak_chinese_where_the_terminal_does(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    (root / "content" / "zh" / "10-part-a.md").write_text("# 概览\n\n<b>", encoding="utf-8")

    result = run("check")

    assert "错误[content-html]" in result.stderr
    assert "改法:" in result.stderr
    assert "\x1b" not in result.stderr


def test_errors_of_text_exhibits_and_data_come_in_one_run(root: Path) -> None:
    (root / "content" / "zh" / "10-part-a.md").write_text("# 概览\n\n共 {cases_totl} 起\n\n![x](chart:years)")
    (root / "content" / "en" / "10-part-a.md").write_text("# Overview\n\nsee [](#yeers)\n\n![x](chart:years)")
    (root / "content" / "exhibits.toml").write_text(SAMPLE.replace('"year"', '"yaer"'))

    drawn = run("check").stderr
    placements = root / "data" / "placements.csv"
    placements.write_text(placements.read_text().replace("A1,", "A9,", 1))
    undrawn = run("check").stderr

    assert "placements.csv:2:1: error[data-reference-missing]" in undrawn
    for told in (drawn, undrawn):
        assert "exhibits.toml:4:1: error[exhibit-column-unknown]" in told
        assert "zh/10-part-a.md:3:3: error[resolve-fact-unknown]" in told
        assert "en/10-part-a.md:3:5: error[resolve-anchor-unknown]" in told


def test_strict_turns_warnings_into_errors(root: Path) -> None:
    (root / "content" / "zh" / "10-part-a.md").write_text("# 概览\n\n共 590 起", encoding="utf-8")

    assert run("check").exit_code == 0
    assert run("check", "--strict").exit_code == 1
    assert run("build", "--strict").exit_code == 1
    assert not (root / "build" / "report.pdf").exists()


def test_a_release_refuses_sample_data(root: Path) -> None:
    (root / "content" / "exhibits.toml").write_text(SAMPLE, encoding="utf-8")
    for language, text in (("zh", ZH), ("en", EN)):
        file = root / "content" / language / "10-part-a.md"
        file.write_text(f"{text}\n\n![x](chart:years)", encoding="utf-8")

    result = run("build", "--release")

    assert result.exit_code == 1
    assert "check-release-sample" in result.stderr


def test_an_image_that_is_missing_is_told_with_all_else_before_anything_is_pressed(root: Path) -> None:
    file = root / "content" / "zh" / "10-part-a.md"
    file.write_text("# 概览\n\n- ![甲](images/none.png)\n\n![乙](../data/names.csv)\n\n{无此数}", encoding="utf-8")

    stderr = run("check", "--language", "en").stderr

    assert "10-part-a.md:3:3: error[press-file-missing]: there is no file images/none.png" in stderr
    assert "10-part-a.md:5:1: error[press-fetch-refused]" in stderr
    assert "error[resolve-fact-unknown]" in stderr


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("pages/opener.html.jinja", "{% extends", "{{ nothing }}\n{% extends", "2:1: error[layout-template]"),
        (
            "pages/contents.html.jinja",
            "{% block body %}",
            "{% block body %}{{ nothing }}",
            "4:1: error[layout-template]",
        ),
        ("pages/folios.html.jinja", "{% for", "{% far", "7:1: error[layout-template]"),
        ("parts/text.css", "", "p { colour: red }\n", "1:5: error[press-style]"),
        ("pages/opener.css", "", "p { color: var(--nothing) }\n", "1:16: error[press-variable-unknown]"),
        ("parts/close.css", "", "p { colour: red }\n", "1:5: error[press-style]"),
    ],
)
def test_faults_of_the_layouts_are_told_before_anything_is_pressed(
    root: Path, name: str, old: str, new: str, told: str
) -> None:
    file = root / "layouts" / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")

    result = run("check", "--language", "en")

    assert result.exit_code == 1
    assert f"layouts/{name}:{told}" in result.stderr


@pytest.mark.parametrize("manifest", ["[]", '"x"', '{"books": 5}', "{", '{"inputs": {}}'])
def test_a_manifest_that_means_nothing_is_written_anew(root: Path, manifest: str) -> None:
    (root / "build").mkdir()
    (root / "build" / "report.json").write_text(manifest)

    assert run("build").exit_code == 0
    assert "parallel" in json.loads((root / "build" / "report.json").read_bytes())["books"]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("check >&-", 0),
        ("check 2>&-", 0),
        ("explain >&- 2>&-", 0),
        ("explain | head -c 0", 0),
        ("check 2>/dev/full", 0),
        ("explain > /dev/full", 3),
        ("explain content-html --language zh", 0),
    ],
)
def test_nobody_listening_is_no_fault(root: Path, command: str, code: int) -> None:
    environment = os.environ | {"PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": "ascii"}
    words = f"set -o pipefail; {sys.executable} -m reportgen {command}"

    done = subprocess.run(["bash", "-c", words], cwd=root, env=environment, capture_output=True, text=True, check=False)

    assert (done.returncode, "Traceback" in done.stderr) == (code, False)


def test_a_folder_that_is_gone_is_told_without_a_traceback(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(SOURCE)}
    gone = f"mkdir gone; cd gone; rmdir ../gone; {sys.executable} -m reportgen check"

    done = subprocess.run(
        ["bash", "-c", gone], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )

    assert (done.returncode, "Traceback" in done.stderr) == (3, False)


def test_what_is_quoted_cannot_move_the_cursor(root: Path) -> None:
    (root / "content" / "zh" / "10-part-a.md").write_text("# 概览\n\n[甲](\x1b[2Jx)", encoding="utf-8")

    assert "\x1b" not in run("check").stderr


def test_explain_tells_what_a_code_means_and_suggests_the_nearest(root: Path) -> None:
    assert "braces" in run("explain", "content-brace-open").stdout.lower()
    wrong = run("explain", "content-brace-opn")
    assert (wrong.exit_code, "content-brace-open" in wrong.stderr) == (2, True)


@pytest.mark.parametrize("out", ["", ".", "content", "data/cases/made", "../{name}/layouts"])
def test_outputs_do_not_go_among_the_inputs(root: Path, out: str) -> None:
    before = sorted(root.rglob("*"))

    assert run("build", "--out", out.format(name=root.name)).exit_code == 2
    assert sorted(root.rglob("*")) == before


def test_settings_that_are_a_folder_are_told_at_their_place(root: Path) -> None:
    (root / "content" / "edition.toml").unlink()
    (root / "content" / "edition.toml").mkdir()

    result = run("check", "--language", "en")

    assert result.exit_code == 1
    assert "content/edition.toml:1:1: error[file-unreadable]" in result.stderr


def test_a_wrong_option_is_a_bad_command(root: Path) -> None:
    assert run("build", "--book", "both").exit_code == 2
    assert all(run(command, "--help").exit_code == 0 for command in ("build", "check", "explain"))
