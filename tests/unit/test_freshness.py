"""Whether a build has anything to do."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from reportgen.freshness import MANIFEST, hash_inputs, is_fresh

INPUTS = {"content/zh/a.md": "1"}
SETTINGS = {"strict": False}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "report.pdf").write_bytes(b"pdf")
    book = {"file": "report.pdf", "sha256": sha256(b"pdf").hexdigest(), "settings": SETTINGS}
    (tmp_path / MANIFEST).write_text(json.dumps({"inputs": INPUTS, "books": {"parallel": book}}))
    return tmp_path


def test_the_same_inputs_and_settings_and_an_untouched_book_are_fresh(folder: Path) -> None:
    assert is_fresh(folder, "report.pdf", INPUTS, SETTINGS)


def test_a_changed_input_setting_or_book_is_not(folder: Path) -> None:
    assert not is_fresh(folder, "report.pdf", {"content/zh/a.md": "2"}, SETTINGS)
    assert not is_fresh(folder, "report.pdf", INPUTS, {"strict": True})
    assert not is_fresh(folder, "report-zh.pdf", INPUTS, SETTINGS)
    (folder / "report.pdf").write_bytes(b"cut")
    assert not is_fresh(folder, "report.pdf", INPUTS, SETTINGS)


@pytest.mark.parametrize("manifest", [b"", b"{}", b"[]", b'{"books": []}', b'{"books": {"a": 1}}', b"\xff"])
def test_a_manifest_that_cannot_be_read_is_not_fresh(folder: Path, manifest: bytes) -> None:
    (folder / MANIFEST).write_bytes(manifest)

    assert not is_fresh(folder, "report.pdf", INPUTS, SETTINGS)


def test_the_inputs_are_the_projects_files_the_program_and_the_lock(tmp_path: Path) -> None:
    (tmp_path / "content" / "zh").mkdir(parents=True)
    (tmp_path / "content" / "zh" / "a.md").write_text("甲", encoding="utf-8")
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "x.md").touch()
    (tmp_path / "requirements.lock").touch()

    inputs = hash_inputs(tmp_path)

    assert inputs["content/zh/a.md"] == sha256("甲".encode()).hexdigest()
    assert {"requirements.lock", "reportgen/freshness.py"} <= set(inputs)
    assert not any(name.startswith("build") for name in inputs)


def test_a_file_that_an_editor_takes_away_meanwhile_is_no_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.md", "a.md.part"):
        (tmp_path / "content").mkdir(exist_ok=True)
        (tmp_path / "content" / name).write_text("text")
    is_file = Path.is_file

    def gone_then(file: Path) -> bool:
        was = is_file(file)
        if file.suffix == ".part":
            file.unlink(missing_ok=True)
        return was

    monkeypatch.setattr(Path, "is_file", gone_then)

    found = hash_inputs(tmp_path)

    assert "content/a.md" in found
    assert "content/a.md.part" not in found
