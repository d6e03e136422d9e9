import ast
import re
import resource
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions, version
from pathlib import Path
from runpy import run_module

import pytest

from reportgen.fonts import find
from reportgen.machine import doctor, native, packages
from reportgen.machine.step import StepError, run_step

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = (ROOT / "requirements.lock").read_text("utf-8")


def name(requirement: str) -> str:
    return re.split(r"[=<>!~;\[ ]", requirement, maxsplit=1)[0].lower()


def declared() -> set[str]:
    return {name(requirement) for requirement in PROJECT["project"]["dependencies"]}


def extras() -> set[str]:
    """What some commands need, and what comes with it."""
    named = PROJECT["project"]["optional-dependencies"].values()
    return {name(requirement) for extra in named for requirement in extra} | {"asn1crypto", "pyhanko-certvalidator"}


def imported() -> set[str]:
    """The distributions that src/ imports."""
    modules = set()
    for file in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                modules.add((node.module or "").partition(".")[0])
    known = packages_distributions()
    return {
        known[module][0].lower().replace("_", "-")
        for module in modules - sys.stdlib_module_names - {"reportgen"}
        if module in known
    }


def test_what_the_program_imports_is_what_it_declares() -> None:
    assert imported() - extras() == declared()


def test_an_extra_is_imported_where_it_is_used_only() -> None:
    late = {"pyhanko", "pyhanko_certvalidator", "asn1crypto", "fsspec", "dask", "distributed"}
    for file in (ROOT / "src").rglob("*.py"):
        for node in ast.parse(file.read_text("utf-8")).body:  # what a module imports when it is itself imported
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            modules += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert not late & {module.partition(".")[0] for module in modules}, file


def test_the_lock_has_every_package_that_is_declared() -> None:
    wanted = declared() | extras() | {name(requirement) for requirement in PROJECT["dependency-groups"]["dev"]}

    assert wanted <= {name(line) for line in LOCK.splitlines() if line[:1].isalnum()}


def test_the_lock_pins_and_hashes_every_package_and_names_no_server() -> None:
    entries = re.split(r"\n(?=\w)", LOCK.strip())

    assert [entry for entry in entries if not re.match(r"[\w.-]+==\S+.*\\\n +--hash=sha256:", entry)] == []
    assert "//" not in LOCK and "--index" not in LOCK


def test_set_up_runs_on_a_bare_python() -> None:
    code = f"import sys; sys.path.insert(0, {str(ROOT / 'src')!r}); import reportgen.machine.set_up"

    subprocess.run([sys.executable, "-I", "-S", "-B", "-c", code], check=True)


def test_an_old_python_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))

    with pytest.raises(SystemExit) as leave:
        run_module("reportgen.machine", run_name="__main__")

    assert leave.value.code == 3
    assert "Python 3.11 or newer is needed" in capsys.readouterr().err


def test_what_may_not_be_installed_is_said_as_a_line_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(native, "opens", lambda library: "subset" not in library)
    monkeypatch.setattr(native, "_rights", lambda: None)
    monkeypatch.setattr(shutil, "which", lambda program: f"/usr/bin/{program}")

    with pytest.raises(StepError, match=r"sudo apt-get install --no-install-recommends libharfbuzz-subset0$"):
        native.provide(ROOT)


@pytest.mark.parametrize(("platform", "program"), [("darwin", "brew install pango"), ("win32", "wsl --install")])
def test_other_systems_get_a_line_of_their_own(monkeypatch: pytest.MonkeyPatch, platform: str, program: str) -> None:
    monkeypatch.setattr(native, "opens", lambda library: False)
    monkeypatch.setattr(shutil, "which", lambda program: None)
    monkeypatch.setattr(sys, "platform", platform)

    with pytest.raises(StepError, match=program):
        native.provide(ROOT)


def test_nothing_is_installed_where_nothing_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(native, "_rights", lambda: pytest.fail("asked for rights"))

    native.provide(ROOT)


def test_a_failed_step_shows_the_end_of_its_output() -> None:
    with pytest.raises(StepError, match=r"(?s)no such package\n.*exit code 4"):
        run_step("try", ["sh", "-c", "echo no such package >&2; exit 4"])


def test_the_installer_is_taken_from_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)

    first, *hashes, comment = packages.entry("uv").splitlines()

    assert re.match(r"uv==[\d.]+ \\$", first)
    assert {line.strip()[:13] for line in hashes} == {"--hash=sha256"}
    assert comment.strip().startswith("#")


def test_uv_uses_the_mirror_that_pip_is_set_to(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = "global.extra-index-url='file:///wheels'\nglobal.index-url='file:///mirror'\n"

    assert packages.mirror(settings) == {"UV_DEFAULT_INDEX": "file:///mirror"}
    assert packages.mirror("global.extra-index-url='file:///wheels'\n") == {}


def test_the_command_works_through_a_link(tmp_path: Path) -> None:
    for file, text in (("python", "#!/bin/sh\necho $*\n"), ("reportgen", packages.COMMAND)):
        (tmp_path / file).write_text(text)
        (tmp_path / file).chmod(0o755)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/link").symlink_to(tmp_path / "reportgen")

    shown = subprocess.run([tmp_path / "elsewhere/link", "build"], capture_output=True, text=True, check=True).stdout

    assert shown == "-m reportgen build\n"


def test_the_doctor_names_what_is_missing_and_the_line_that_mends_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(native, "opens", lambda library: "subset" not in library)
    monkeypatch.setattr(shutil, "which", lambda program: f"/usr/bin/{program}")

    code = doctor.report()

    assert code == 3
    line = "sudo apt-get update && sudo apt-get install --no-install-recommends libharfbuzz-subset0"
    assert re.search(rf"libharfbuzz-subset0 +missing\n +→ {line}\n", capsys.readouterr().out)


def test_the_doctor_tells_where_each_missing_font_comes_from(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(find, "SYSTEM", ())
    monkeypatch.setattr(shutil, "which", lambda program: f"/usr/bin/{program}")

    lines = {f.name: f.mend for f in doctor.examine(tmp_path) if f.name.startswith(("Source Sans", "Noto"))}

    assert lines["Noto Serif CJK SC 600"].endswith(" fonts-noto-cjk fonts-noto-cjk-extra")
    assert lines["Source Sans 3 400"] == "git checkout layouts/fonts"


def test_the_doctor_tells_fonts_with_file_and_hash() -> None:
    fonts = [f for f in doctor.examine(ROOT) if f.name.startswith(("Source Sans", "Noto"))]

    assert len(fonts) == 9
    assert all(re.search(r"[^/]+\.(ttf|ttc|otf)(#\d+)? sha256:[0-9a-f]{16}$", f.found) and not f.mend for f in fonts)


def test_the_doctor_compares_packages_with_the_lock(tmp_path: Path) -> None:
    (tmp_path / "requirements.lock").write_text(
        "click==0.1 \\\n    --hash=sha256:0\nno-such==1 \\\n    --hash=sha256:0\n"
    )

    found = {(f.name, f.found.partition(",")[0]): f.mend for f in doctor.examine(tmp_path)}

    assert found["packages", "missing: no-such"] == "make setup"
    assert found["click", version("click")] == "make setup"


def test_the_doctor_tells_what_the_shell_allows_too_little_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda kind: (12, 12) if kind == resource.RLIMIT_NOFILE else (-1, -1))

    (shell,) = (f for f in doctor.examine(ROOT) if f.name == "shell")

    assert (shell.found, shell.mend) == ("12 open files, a build needs 128", "ulimit -n 1024")


def test_the_doctor_runs_on_a_bare_python() -> None:
    code = f"import sys; sys.path.insert(0, {str(ROOT / 'src')!r}); import reportgen.machine.doctor"

    subprocess.run([sys.executable, "-I", "-S", "-B", "-c", code], check=True)


def test_help_names_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert targets is not None

    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert [line.split()[1] for line in shown.splitlines() if line.startswith("make ")] == targets[1].split()
