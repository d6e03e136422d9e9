"""What the system itself has to bring: shared libraries and the Chinese fonts.

Named by their Debian packages; what is there already counts, however it came.
"""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from reportgen.fonts import find_faces
from reportgen.machine.step import StepError, run_step, say
from reportgen.problems import Problems

LIBRARIES = {
    "libpango-1.0-0": ("libpango-1.0.so.0", "libpango-1.0.dylib"),
    "libpangoft2-1.0-0": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
    "libharfbuzz-subset0": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
}
FONTS = ("fonts-noto-cjk", "fonts-noto-cjk-extra")
_OTHER_SYSTEMS = {
    "darwin": "brew install pango harfbuzz fontconfig && brew install --cask font-noto-sans-cjk font-noto-serif-cjk",
    "win32": "wsl --install --distribution Debian",
}


def provide(root: Path) -> None:
    """Has apt-get install what is missing.

    Fails:  StepError with what the user has to type, where that is not allowed or does not help.
    """
    packages = _missing(root)
    if not packages:
        return
    rights = _rights()
    if rights is None:
        raise StepError(_advice(packages))
    apt_get = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=120"]
    say(f"missing 缺少: {' '.join(packages)}")
    try:
        run_step("package lists 软件包列表 (apt-get)", [*apt_get, "update"])
    except StepError as fault:
        say(f"going on with the lists that are there 改用现有列表\n{fault}")
    install = [*apt_get, "install", "--yes", "--no-install-recommends", *packages]
    run_step("system libraries and fonts 系统库和字体 (apt-get)", install)
    if packages := _missing(root):
        raise StepError(_advice(packages))


def _missing(root: Path) -> list[str]:
    """The Debian packages of what is not there."""
    packages = [package for package, names in LIBRARIES.items() if not any(map(opens, names))]
    problems = Problems()
    find_faces(root, problems)
    if problems.found:
        packages += FONTS
    importlib.invalidate_caches()
    if importlib.util.find_spec("ensurepip") is None:
        packages.append("python3-venv")
    return packages


def opens(library: str) -> bool:
    """Whether the system has a shared library of that name."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _rights() -> list[str] | None:
    """What has to stand before apt-get; None where there is no way to it."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    allowed = shutil.which("sudo") and subprocess.run([*sudo, "true"], capture_output=True, check=False).returncode == 0
    return sudo if allowed else None


def line_for(packages: Sequence[str]) -> str:
    """What the user types to get these Debian packages, or what they are called elsewhere."""
    if shutil.which("apt-get"):
        return f"sudo apt-get update && sudo apt-get install --no-install-recommends {' '.join(packages)}"
    return _OTHER_SYSTEMS.get(sys.platform, f"install what Debian calls {' '.join(packages)}")


def _advice(packages: Sequence[str]) -> str:
    told = "set-up: something is missing; type this, then make again 缺少系统组件，请先执行下面一行再运行 make"
    return f"{told}:\n  {line_for(packages)}"
