"""The Python packages of the lock file in .venv, and the command `reportgen` beside them."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from reportgen.machine.step import StepError, run_step, say

VENV = Path(".venv")
LOCK = Path("requirements.lock")
_PYTHON = VENV / "bin/python"

# Works from wherever the project's folder is moved or linked to.
COMMAND = """\
#!/bin/sh
exec "$(dirname "$(readlink -f "$0")")/python" -m reportgen "$@"
"""


def install() -> None:
    """Fills .venv with exactly the packages of the lock.

    Fails:  StepError, if neither uv nor pip gets them.
    """
    if not _same_python():
        run_step("virtual environment 虚拟环境 (.venv)", [sys.executable, "-m", "venv", "--clear", str(VENV)])
    try:
        _sync_with_uv()
    except StepError as fault:
        say(f"uv does not work here, so pip goes on 改用 pip\n{fault}")
        _install_with_pip("Python packages 软件包 (pip)", LOCK)
    for site in (VENV / "lib").glob("python3*/site-packages"):
        (site / "reportgen.pth").write_text("../../../../src\n")  # seen from the folder it is in
    command = VENV / "bin/reportgen"
    command.write_text(COMMAND)
    command.chmod(0o755)


def _same_python() -> bool:
    """Whether .venv is whole and has the Python that runs this."""
    ask = [str(_PYTHON), "-c", "import pip, sys; print(*sys.version_info[:2])"]
    try:
        answer = subprocess.run(ask, capture_output=True, text=True, check=False).stdout
    except OSError:
        return False
    return answer.split() == [str(number) for number in sys.version_info[:2]]


def _sync_with_uv() -> None:
    uv = shutil.which("uv") or str(VENV / "bin/uv")
    if not Path(uv).exists():
        only_uv = VENV / "uv.lock"
        only_uv.write_text(entry("uv"))
        _install_with_pip("installer 安装工具 (uv)", only_uv)
    command = [uv, "pip", "sync", "--python", str(_PYTHON), "--require-hashes", "--only-binary", ":all:", str(LOCK)]
    run_step("Python packages 软件包 (uv)", command, {**mirror(_pip_settings()), **os.environ, "UV_SYSTEM_CERTS": "1"})


def _install_with_pip(title: str, lock: Path) -> None:
    command = [str(_PYTHON), "-m", "pip", "install", "--require-hashes", "--only-binary", ":all:", "-r", str(lock)]
    run_step(title, command, {"PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"})


def entry(package: str) -> str:
    """The lines of one package in the lock."""
    found = re.search(rf"^{package}==(?:.*\\\n)*.*\n(?: +#.*\n)*", LOCK.read_text("utf-8"), re.MULTILINE)
    if found is None:
        raise StepError(f"set-up: {LOCK} has no {package}")
    return found[0]


def mirror(settings: str) -> dict[str, str]:
    """The index that pip is told to use, for uv, which does not read pip's settings.

    Takes:  settings, what `pip config list` prints.
    """
    found = re.search(r"\.index-url='(.+)'", settings)
    return {"UV_DEFAULT_INDEX": found[1]} if found else {}


def _pip_settings() -> str:
    ask = [str(_PYTHON), "-m", "pip", "config", "list"]
    return subprocess.run(ask, capture_output=True, text=True, check=False).stdout
