"""Whether the outputs still fit the inputs, told without importing an engine.

Why not by time stamps: a fresh clone and a copied folder have new times and the same content.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import reportgen

INPUTS = ("content", "data", "layouts")
MANIFEST = "report.json"


def hash_inputs(root: Path) -> dict[str, str]:
    """SHA-256 of every file that a build reads, by its path: the project's inputs, the lock, and the program itself."""
    found = {}
    for folder in INPUTS:
        for file in sorted((root / folder).rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                with suppress(FileNotFoundError):  # what an editor writes beside a file while it saves is gone again
                    found[str(file.relative_to(root))] = sha256(file.read_bytes()).hexdigest()
    program = Path(reportgen.__file__).parent
    for file in sorted((*program.rglob("*.py"), *program.rglob("*.toml"))):
        found[f"reportgen/{file.relative_to(program)}"] = sha256(file.read_bytes()).hexdigest()
    lock = root / "requirements.lock"
    if lock.is_file():
        found["requirements.lock"] = sha256(lock.read_bytes()).hexdigest()
    return found


def is_fresh(folder: Path, name: str, inputs: Mapping[str, str], settings: Mapping[str, object]) -> bool:
    """Whether `folder`/`name` is the book that these inputs and settings make."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        book = next(b for b in manifest["books"].values() if b["file"] == name)
        known = manifest["inputs"] == inputs and book["settings"] == settings
        return bool(known and book["sha256"] == sha256((folder / name).read_bytes()).hexdigest())
    except (OSError, ValueError, KeyError, TypeError, AttributeError, StopIteration):
        return False
