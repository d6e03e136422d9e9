"""What the machine has, what it lacks, and the line that mends it; the first thing a bug report needs.

Runs before anything is installed, so it needs the standard library only.
"""

import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from reportgen.fonts import SHIPPED, find_faces
from reportgen.machine import native
from reportgen.machine.limits import find_low
from reportgen.machine.packages import LOCK
from reportgen.problems import Problems

_SET_UP = "make setup"
_ENGINES = ("weasyprint", "altair", "vl-convert-python", "pikepdf", "pypdfium2")  # what a bug is most often about
_LEAST_MB = 500  # free; a build with its cache takes a tenth of it
_LOCKED = re.compile(r"^([\w.-]+)==([^\s;]+)(?: ; (.+?))? \\$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a build needs. `mend` is the line to type; "" where all is well."""

    name: str
    found: str
    mend: str = ""


def examine(root: Path) -> tuple[Finding, ...]:
    """The system, Python, its packages against the lock, native libraries, fonts with file and hash, disk."""
    return (
        Finding("system", f"{_system()} · {platform.machine()} · {os.cpu_count()} cores"),
        _python(),
        *_packages(root),
        *_libraries(),
        *_fonts(root),
        *(
            Finding("shell", f"{found} {limit.en}, a build needs {limit.least}", limit.line)
            for limit, found in find_low()
        ),
        _program(root),
        _disk(root),
    )


def report() -> int:
    """Print one line a finding of the project in the current folder, those to be mended last; 3 where there is any."""
    findings = sorted(examine(Path.cwd()), key=lambda finding: bool(finding.mend))
    width = max(len(finding.name) for finding in findings)
    for finding in findings:
        print(f"{finding.name:<{width}}  {finding.found}")
        if finding.mend:
            print(f"{'':<{width}}  → {finding.mend}")
    return 3 if any(finding.mend for finding in findings) else 0


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.platform()


def _program(root: Path) -> Finding:
    """Which state of the program and the texts this is, and what the terminal's language is."""
    ask = ["git", "-C", str(root), "describe", "--always", "--dirty"]
    try:
        state = subprocess.run(ask, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        state = ""
    spoken = " ".join(f"{name}={os.environ[name]}" for name in ("LC_ALL", "LANG") if name in os.environ)
    return Finding("project", " · ".join(filter(None, (state or "no git repository", spoken or "no LANG"))))


def _python() -> Finding:
    found = f"{platform.python_version()} {sys.executable}"
    return Finding("Python", found, "" if sys.version_info >= (3, 11) else "make PYTHON=python3.11")


def _packages(root: Path) -> Iterator[Finding]:
    """Each package of the lock that is here in another version; in a line each those that are not, and all others."""
    try:
        locked = _LOCKED.findall((root / LOCK).read_text("utf-8"))
    except OSError:
        yield Finding("packages", f"{LOCK} is not here", "cd to the project's folder")
        return
    well, missing = 0, []
    for name, wanted, condition in locked:
        try:
            found = version(name)
        except PackageNotFoundError:
            found = ""
        if found == wanted:
            well += 1
        elif condition:  # those for other systems and versions of Python need not be here
            continue
        elif found:
            yield Finding(name, f"{found}, locked {wanted}", _SET_UP)
        else:
            missing.append(name)
    told = [f"{name} {wanted}" for name, wanted, _ in locked if name in _ENGINES and name not in missing]
    lock = sha256((root / LOCK).read_bytes()).hexdigest()[:16]
    yield Finding("packages", " · ".join([f"{well} as locked ({LOCK} sha256:{lock})", *told]))
    if missing:
        yield Finding("packages", f"missing: {' '.join(missing)}", _SET_UP)


def _libraries() -> Iterator[Finding]:
    for package, names in native.LIBRARIES.items():
        there = next((name for name in names if native.opens(name)), "")
        yield Finding(package, there or "missing", "" if there else native.line_for([package]))


def _fonts(root: Path) -> Iterator[Finding]:
    problems = Problems()
    for face in find_faces(root, problems):
        style = " italic" if face.italic else ""
        where = f"{face.file}#{face.number}" if face.number >= 0 else str(face.file)
        yield Finding(f"{face.family} {face.weight}{style}", f"{where} sha256:{face.sha256[:16]}")
    for problem in problems.found:
        family = str(problem.values["family"])
        mend = native.line_for(native.FONTS) if family.startswith("Noto") else f"git checkout {SHIPPED}"
        yield Finding(f"{family} {problem.values['weight']}", "missing", mend)


def _disk(root: Path) -> Finding:
    free = shutil.disk_usage(root).free // 1024**2
    return Finding("disk", f"{free:,} MB free at {root}", "" if free > _LEAST_MB else f"free {_LEAST_MB} MB")
