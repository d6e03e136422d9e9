"""Text and settings as editors save them."""

from pathlib import Path

import pytest

from reportgen import decoding
from reportgen.decoding import find_garbled, load_text
from reportgen.problems import Problems

NAME = Path("content/zh/10-x.md")


def load(root: Path, data: bytes) -> tuple[str | None, list[tuple[str, str, bool]]]:
    (root / NAME).parent.mkdir(parents=True)
    (root / NAME).write_bytes(data)
    problems = Problems()
    return load_text(root, NAME, problems), [(p.code, str(p.place), p.fatal) for p in problems.found]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_utf_8_is_read_with_and_without_its_mark(tmp_path: Path, mark: bytes) -> None:
    assert load(tmp_path, mark + "# 题".encode()) == ("# 题", [])


def test_chinese_text_in_gb18030_is_read_with_a_warning_at_its_first_line(tmp_path: Path) -> None:
    text = "# A\n\n“区块链”应用市场"

    assert load(tmp_path, text.encode("gb18030")) == (text, [("text-encoding-read", f"{NAME}:3:1", False)])


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"# A\n\nCr\xe9dit", "text-encoding", 3),
        ("# 题\n\n半个字".encode()[:-1], "text-encoding", 3),
        ("# 题".encode("utf-16"), "text-kind", 1),
        ("# Title".encode("utf-16-le"), "text-kind", 1),
        ("# Title".encode("utf-32"), "text-kind", 1),
        (b"\0" * 4096, "text-kind", 1),
        ("# 题\r\r区块链应用市场\r".encode("gb18030") + b"\x80\xff", "text-encoding", 4),
        ("# 题\n\n区块链应用市场\n".encode() + "区块链".encode("gb18030"), "text-encoding", 4),
        (b"PK\x03\x04[Content_Types].xml word/document.xml", "text-kind", 1),
        (b"{\\rtf1}", "text-kind", 1),
    ],
)
def test_what_is_no_text_is_refused_at_its_line(tmp_path: Path, data: bytes, code: str, line: int) -> None:
    assert load(tmp_path, data) == (None, [(code, f"{NAME}:{line}:1", True)])


@pytest.mark.parametrize(
    ("text", "garbage"),
    [
        ("锟斤拷银行", "锟斤拷"),
        ("says â€œyesâ€", "â€"),
        ("CrÃ©dit", "Ã©"),
        ("（鐢查摱琛?）", "鐢查摱琛"),  # 甲银行 in UTF-8, read as GBK
        ("¼×ÒøÐÐ (A)", "¼×ÒøÐÐ"),  # 甲银行 in GBK, read as Latin-1
        ("????（??）", "????"),
        ("中国农业发展银行、徕卡、Água、Crédit Agricole、Zürich??", ""),
    ],
)
def test_the_garbage_of_a_wrong_encoding_is_found(text: str, garbage: str) -> None:
    assert find_garbled(text) == garbage


def test_a_file_that_is_missing_a_folder_or_too_large_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    problems = Problems()

    assert load_text(tmp_path, NAME, problems) is None
    (tmp_path / NAME).mkdir(parents=True)
    assert load_text(tmp_path, NAME, problems) is None
    (tmp_path / "a.md").write_text("# A")
    monkeypatch.setattr(decoding, "LIMIT_BYTES", 2)
    assert load_text(tmp_path, Path("a.md"), problems) is None
    assert [(str(p.place), p.code, p.values["file"]) for p in problems.found] == [
        ("a.md:1:1", "text-large", "a.md"),
        (f"{NAME}:1:1", "file-missing", str(NAME)),
        (f"{NAME}:1:1", "file-unreadable", str(NAME)),
    ]
