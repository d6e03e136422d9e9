"""Which files pages may show."""

from base64 import b64encode
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin

import pytest
from PIL import Image

from reportgen.press import fetch
from reportgen.press.fetch import BASE, RefusedError, Shelf
from reportgen.press.images import picture_ratio_of
from reportgen.problems import Place, Problems

PLACE = Place(Path("data/organisations.csv"), 7, 10)
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
        png()[:40],
        b"\xff\xd8\xff\xe0nothing",
    ],
)
def test_file_that_is_no_whole_picture_is_refused(root, data):
    (root / "content/images/a.png").write_bytes(data)

    assert refusal(root, BASE + "content/images/a.png")[0] == "press-image-unreadable"


@pytest.mark.parametrize(
    "asked",
    [
        "content/Images/a.png",
        "content/images/A.PNG",
        "content//images/a.png",
        "/content/images/a.png",
        "content%5Cimages%5Ca.png",
        "Content/images/a.png",
    ],
)
def test_file_under_other_capitals_or_behind_backslashes_is_told_its_name(root, asked):
    (root / "content/images/a.png").write_bytes(png())
    shelf = Shelf(root)

    with pytest.raises(RefusedError):
        shelf.read(BASE + asked)

    [refused] = shelf.refusals
    assert (refused.code, refused.values["nearest"]) == ("press-file-name", "content/images/a.png")


def bomb(levels: int, times: int) -> str:
    groups = (f'<g id="a{i + 1}">' + f'<use href="#a{i}"/>' * times + "</g>" for i in range(levels))
    return '<rect id="a0"/>' + "".join(groups)


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<foreignObject/>", "<foreignObject>"),
        ('<image href="https://a.b/c.png"/>', "https://a.b/c.png"),
        ('<use xmlns:x="http://www.w3.org/1999/xlink" x:href="other.svg#a"/>', "other.svg#a"),
        ("<rect fill=\"url('file:///etc/passwd')\"/>", "file:///etc/passwd"),
        ("<style>@import 'https://a.b/c.css';</style>", "@import"),
        (bomb(9, 10), "2469135791 × <…>"),
        (bomb(99, 1), "> 100 × <g>, <use>"),
        ("<g>" * 101 + "</g>" * 101, "> 100 × <g>, <use>"),
        ('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>', "> 100 × <g>, <use>"),
    ],
)
def test_drawing_that_fetches_runs_or_has_no_bounds_is_refused(root, inside, what):
    (root / "content/images/a.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>')
    shelf = Shelf(root)

    with pytest.raises(RefusedError):
        shelf.read(BASE + "content/images/a.svg")

    [refused] = shelf.refusals
    assert refused.code == "press-drawing-refused"
    assert refused.values["what"] == what


def test_drawing_with_entities_is_refused_before_anything_sets_them_out(root):
    (root / "content/images/a.svg").write_text('<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>')
    shelf = Shelf(root)

    with pytest.raises(RefusedError):
        shelf.read(BASE + "content/images/a.svg")

    assert [(r.code, r.values["what"]) for r in shelf.refusals] == [("press-drawing-refused", "<!ENTITY>")]


def test_drawing_that_uses_its_own_shapes_is_given(root):
    inside = bomb(4, 10) + '<a href="https://a.b"><rect fill="url(#f)" style="fill: url( \'#f\' )"/></a>'
    inside += '<image href="data:image/png;base64,AAAA"/>' + "<g>" * 98 + "</g>" * 98
    (root / "content/images/a.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>')

    assert Shelf(root).read(BASE + "content/images/a.svg")[1] == "image/svg+xml"


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


# ---- logos

SHAPES = {
    "box.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="9" viewBox="0,0 30 10.0"/>',
    "sides.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="6mm" height="2mm"/>',
    "plain.svg": SVG,
    "flat.svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 0"/>',
    "entity.svg": b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG,
    "large.png": png(6, 2) + b"0" * 2**20,
    "a.png": png(6, 2),
    "cut.png": png()[:40],
}


@pytest.mark.parametrize("name", ["logos/box.svg", "logos/sides.svg", "logos/a.png"])
def test_the_shape_of_a_logo_is_known(root, name):
    put_logos(root)
    problems = Problems()

    assert picture_ratio_of(root, problems)(name, PLACE) == 3
    assert problems.found == ()


@pytest.mark.parametrize(
    ("src", "code"),
    [
        ("logos/none.svg", "press-file-missing"),
        ("../../secret.svg", "press-fetch-refused"),
        ("zh/text.svg", "press-fetch-refused"),
        ("https://example.org/a.svg", "press-fetch-refused"),
        ("/logos/plain.svg", "press-file-name"),
        ("logos//plain.svg", "press-file-name"),
        ("logos/plain.svg", "press-image-shapeless"),
        ("logos/flat.svg", "press-image-shapeless"),
        ("logos/cut.png", "press-image-unreadable"),
        ("logos/entity.svg", "press-drawing-refused"),
        ("logos/large.png", "press-file-large"),
    ],
)
def test_a_logo_that_cannot_be_shown_is_named_at_its_row(root, src, code, monkeypatch):
    monkeypatch.setattr(fetch, "LIMIT_BYTES", 2**20)
    put_logos(root)
    problems = Problems()

    assert picture_ratio_of(root, problems)(src, PLACE) is None
    assert [(p.place, p.code, p.values["found"]) for p in problems.found] == [(PLACE, code, src)]


def put_logos(root: Path) -> None:
    (root / "content/logos").mkdir()
    for name, data in SHAPES.items():
        (root / "content/logos" / name).write_bytes(data)
