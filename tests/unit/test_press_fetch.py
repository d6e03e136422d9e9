"""Which files pages may show."""

from base64 import b64encode
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin

import pytest
from PIL import Image

from reportgen.press import fetch
from reportgen.press.fetch import BASE, RefusedError, Shelf

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'


def png(width: int = 2, height: int = 2) -> bytes:
    file = BytesIO()
    Image.new("1", (width, height)).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    for folder in ("layouts/pages", "content/images", "content/zh", "data"):
        (root / folder).mkdir(parents=True)
    (tmp_path / "secret.svg").write_bytes(SVG)
    (root / "content/zh/text.svg").write_bytes(SVG)
    return root


def refusal(root: Path, url: str) -> tuple[str, object]:
    shelf = Shelf(root)
    with pytest.raises(RefusedError):
        shelf.read(url)
    [refused] = shelf.refusals
    return refused.code, refused.values["found"]


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("content/images/a.png", png(), "image/png"),
        ("content/images/misnamed.jpg", png(), "image/png"),
        ("content/images/图 一.svg", SVG, "image/svg+xml"),
        ("layouts/pages/a.svg", SVG, "image/svg+xml"),
        ("layouts/pages/a.css", b"p {}", "text/css"),
    ],
)
def test_file_of_an_open_folder_is_given_with_the_type_of_its_bytes(root, name, data, kind):
    (root / name).write_bytes(data)

    assert Shelf(root).read(BASE + name) == (data, kind)


def test_addresses_are_relative_to_the_file_that_names_them():
    assert urljoin("report:///layouts/pages/a.css", "../img/b.svg") == "report:///layouts/img/b.svg"


def test_picture_in_its_address_is_given_as_a_file_would_be(root):
    assert Shelf(root).read("data:image/png;base64," + b64encode(png()).decode()) == (png(), "image/png")
    assert Shelf(root).read("data:,%3Csvg/%3E") == (b"<svg/>", "image/svg+xml")


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a.png",
        "http://localhost/a.png",
        "ftp://example.org/a.png",
        "file:///etc/passwd",
        "report://example.org/layouts/a.svg",
        "report:///content/zh/text.svg",
        "report:///content/images/../zh/text.svg",
        "report:///content/images/%2e%2e/zh/text.svg",
        "report:///layouts/../../secret.svg",
        "report:////etc/passwd",
        "report:///layouts/a%00.svg",
        "a.svg",
    ],
)
def test_address_outside_the_open_folders_is_refused(root, url):
    assert refusal(root, url)[0] == "press-fetch-refused"


def test_link_that_leads_out_of_the_open_folders_is_refused(root):
    (root / "content/images/out.svg").symlink_to(root.parent / "secret.svg")

    assert refusal(root, BASE + "content/images/out.svg") == ("press-fetch-refused", "content/images/out.svg")


def test_missing_file_is_told_by_its_path(root):
    assert refusal(root, BASE + "content/images/%E5%9B%BE.png") == ("press-file-missing", "content/images/图.png")


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7",
        b"GIF89a",
        b"<html></html>",
        b"<svg",
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>',
        png()[:40],
        b"\xff\xd8\xff\xe0nothing",
    ],
)
def test_file_that_is_no_whole_picture_is_refused(root, data):
    (root / "content/images/a.png").write_bytes(data)

    assert refusal(root, BASE + "content/images/a.png")[0] == "press-image-unreadable"


def test_large_file_is_refused_before_it_is_read(root, monkeypatch):
    monkeypatch.setattr(fetch, "LIMIT_BYTES", 10)
    (root / "content/images/a.png").write_bytes(png())

    assert refusal(root, BASE + "content/images/a.png")[0] == "press-file-large"
    assert refusal(root, "data:," + "%3Csvg/%3E" * 9)[0] == "press-file-large"


def test_picture_of_many_pixels_is_refused_before_it_is_decoded(root, monkeypatch):
    (root / "content/images/a.png").write_bytes(png(10, 10))
    monkeypatch.setattr(fetch, "LIMIT_PIXELS", 99)
    monkeypatch.setattr(Image.Image, "load", None)

    assert refusal(root, BASE + "content/images/a.png") == ("press-file-large", "content/images/a.png")


def test_picture_that_pillow_takes_for_a_bomb_is_refused(root, monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 9)
    (root / "content/images/a.png").write_bytes(png(10, 10))

    assert refusal(root, BASE + "content/images/a.png")[0] == "press-file-large"
