import os
import pickle
import struct
from pathlib import Path

import pytest

from reportgen.fonts import find, find_faces, find_fonts
from reportgen.fonts.config import write_config
from reportgen.fonts.sfnt import FontName, read_names
from reportgen.model.fonts import Face, Measure
from reportgen.problems import Problems

ROOT = Path(__file__).parents[2]


def font_file(family: str, weight: int, *, italic: bool = False, variable: bool = False, start: int = 0) -> bytes:
    """A font that has a name, a weight and nothing to draw."""
    text = family.encode("utf-16-be")
    names = struct.pack(">3H", 0, 1, 18) + struct.pack(">6H", 3, 1, 0x409, 1, len(text), 0) + text
    os2 = struct.pack(">4xH56xH", weight, int(italic))
    tables = {b"OS/2": os2, b"name": names} | ({b"fvar": b""} if variable else {})
    offset = start + 12 + 16 * len(tables)
    records, body = b"", b""
    for tag, data in tables.items():
        records += struct.pack(">4sLLL", tag, 0, offset + len(body), len(data))
        body += data
    return struct.pack(">4sH6x", b"OTTO", len(tables)) + records + body


def collection(*families: str) -> bytes:
    starts, fonts = [], b""
    for family in families:
        starts.append(12 + 4 * len(families) + len(fonts))
        fonts += font_file(family, 400, start=starts[-1])
    return struct.pack(f">4sLL{len(starts)}L", b"ttcf", 0x10000, len(starts), *starts) + fonts


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project on a machine without any font."""
    monkeypatch.setattr(find, "SYSTEM", ())
    (tmp_path / "layouts/fonts").mkdir(parents=True)
    return tmp_path


@pytest.fixture(scope="module")
def measure(tmp_path_factory: pytest.TempPathFactory) -> Measure:
    root = tmp_path_factory.mktemp("fonts")
    (root / "layouts").symlink_to(ROOT / "layouts")
    return find_fonts(root, Problems()).measure


def test_a_collection_gives_each_font_its_number(tmp_path: Path) -> None:
    file = tmp_path / "a.ttc"
    file.write_bytes(collection("Noto Sans CJK JP", "Noto Sans CJK SC"))

    assert [(font.family, font.number) for font in read_names(file)] == [
        ("Noto Sans CJK JP", 0),
        ("Noto Sans CJK SC", 1),
    ]


def test_a_single_font_has_no_number(tmp_path: Path) -> None:
    file = tmp_path / "a.otf"
    file.write_bytes(font_file("Source Sans 3", 400, italic=True))

    assert read_names(file) == (FontName(family="Source Sans 3", weight=400, italic=True, variable=False, number=-1),)


@pytest.mark.parametrize("data", [b"", b"version of a large file", collection("Noto Sans CJK SC")[:40]])
def test_what_is_no_whole_font_has_no_names(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "a.ttc"
    file.write_bytes(data)

    assert read_names(file) == ()


def test_every_missing_face_is_named(root: Path) -> None:
    problems = Problems()

    assert find_faces(root, problems) == ()
    assert {(str(p.place), p.code) for p in problems.found} == {("layouts/fonts:1:1", "font-missing")}
    assert {(p.values["family"], p.values["weight"], p.values["style"]) for p in problems.found} == {
        ("Source Sans 3", 300, "normal"),
        ("Source Sans 3", 400, "normal"),
        ("Source Sans 3", 400, "italic"),
        ("Source Sans 3", 600, "normal"),
        ("Source Sans 3", 700, "normal"),
        ("Noto Sans CJK SC", 400, "normal"),
        ("Noto Sans CJK SC", 500, "normal"),
        ("Noto Sans CJK SC", 700, "normal"),
        ("Noto Serif CJK SC", 600, "normal"),
    }


def test_a_variable_font_is_passed_over(root: Path) -> None:
    fonts = root / "layouts/fonts"
    (fonts / "NotoSansCJK-A.otf").write_bytes(font_file("Noto Sans CJK SC", 400, variable=True))
    assert find_faces(root, Problems()) == ()

    (fonts / "NotoSansCJK-B.otf").write_bytes(font_file("Noto Sans CJK SC", 400))
    assert [face.file.name for face in find_faces(root, Problems())] == ["NotoSansCJK-B.otf"]


def test_the_projects_own_font_comes_before_the_systems(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    system = root / "system/deep"
    system.mkdir(parents=True)
    monkeypatch.setattr(find, "SYSTEM", (str(root / "system"),))
    (system / "NotoSansCJK-Regular.ttc").write_bytes(collection("Noto Sans CJK SC"))
    (face,) = find_faces(root, Problems())
    assert face.file == system / "NotoSansCJK-Regular.ttc"

    own = root / "layouts/fonts/NotoSansCJKsc-Regular.otf"
    own.write_bytes(font_file("Noto Sans CJK SC", 400))
    (face,) = find_faces(root, Problems())
    assert (face.file, face.number) == (own, -1)


def test_the_configuration_lists_exactly_the_faces(root: Path) -> None:
    (root / "layouts/fonts/SourceSans3-Regular.ttf").write_bytes(font_file("Source Sans 3", 400))
    (root / "layouts/fonts/SourceSans3-Black.ttf").write_bytes(font_file("Source Sans 3", 900))

    config = write_config(root, find_faces(root, Problems()))

    (folder,) = (entry for entry in config.parent.iterdir() if entry.is_dir())
    assert [file.name for file in folder.iterdir()] == ["SourceSans3-Regular.ttf"]
    assert f"<dir>{folder}</dir>" in config.read_text()


def test_a_rewritten_font_gets_a_new_folder_because_fontconfig_caches_by_folder(root: Path) -> None:
    file = root / "layouts/fonts/SourceSans3-Regular.ttf"
    texts = []
    for weight in (400, 400, 300):
        file.write_bytes(font_file("Source Sans 3", weight))
        texts.append(write_config(root, find_faces(root, Problems())).read_text())

    assert texts[0] == texts[1] != texts[2]


def test_of_folders_for_fonts_that_are_no_more_the_latest_stays(root: Path) -> None:
    file = root / "layouts/fonts/SourceSans3-Regular.ttf"
    folders: list[Path] = []
    for second, weight in enumerate((300, 400, 600, 700)):
        file.write_bytes(font_file("Source Sans 3", weight))
        home = write_config(root, find_faces(root, Problems())).parent
        (made,) = {entry for entry in home.iterdir() if entry.is_dir()} - set(folders)
        os.utime(made, (second, second))
        folders.append(made)

    assert {entry.name for entry in home.iterdir()} == {"fonts.conf", *(folder.name for folder in folders[-2:])}
    assert file.exists()


def test_a_link_to_a_font_that_moved_is_renewed(root: Path) -> None:
    faces = []
    for folder in ("old", "new"):
        file = root / folder / "SourceSans3-Regular.ttf"
        file.parent.mkdir()
        file.write_bytes(font_file("Source Sans 3", 400))
        faces.append(Face(family="Source Sans 3", weight=400, file=file, number=-1, sha256="same"))
    write_config(root, faces[:1])
    faces[0].file.unlink()

    config = write_config(root, faces[1:])

    assert next(config.parent.glob("*/SourceSans3-Regular.ttf")).samefile(faces[1].file)


def test_han_characters_and_chinese_quotes_are_one_em_wide(measure: Measure) -> None:
    assert measure("“区块链”", "zh", 10) == pytest.approx(50, abs=0.02)


def test_english_takes_its_quotes_from_the_latin_face(measure: Measure) -> None:
    assert measure("“”", "en", 10) < 10 < measure("“”", "zh", 10)


def test_width_grows_with_the_size(measure: Measure) -> None:
    assert measure("Chain 链", "en", 18) == pytest.approx(2 * measure("Chain 链", "en", 9), abs=0.01)


def test_kerning_counts(measure: Measure) -> None:
    assert measure("AV", "en", 10) < measure("A", "en", 10) + measure("V", "en", 10)


def test_ligatures_can_be_left_out(measure: Measure) -> None:
    assert measure("fft", "en", 10, ligatures=False) != measure("fft", "en", 10)


def test_semibold_is_wider_than_regular(measure: Measure) -> None:
    assert measure("Payments", "en-semibold", 9) > measure("Payments", "en", 9)


def test_a_space_is_as_wide_as_in_the_better_face_beside_it_within_one_script(measure: Measure) -> None:
    latin, han = (measure("a b", stack, 100) - measure("ab", stack, 100) for stack in ("en", "zh"))
    turkish = measure("aş b", "zh", 100) - measure("aşb", "zh", 100)
    before_latin = measure("中 b", "en", 100) - measure("中b", "en", 100)

    assert latin < han
    assert turkish == pytest.approx(han)
    assert before_latin == pytest.approx(han)


@pytest.mark.parametrize("character", ["😀", "\ue123", "ا"])
def test_a_character_that_no_face_has_is_named(measure: Measure, character: str) -> None:
    with pytest.raises(KeyError) as fault:
        measure(f"链{character}", "zh", 10)

    assert fault.value.args == (character,)


def test_invisible_characters_have_no_width(measure: Measure) -> None:
    assert measure("12\u2060–\u206024", "en", 10) == pytest.approx(measure("12–24", "en", 10))


def test_no_text_has_no_width(measure: Measure) -> None:
    assert measure("", "en", 10) == 0


def test_a_ruler_measures_the_same_in_another_process(measure: Measure) -> None:
    again = pickle.loads(pickle.dumps(measure))

    assert again("Chain 链", "en", 9) == measure("Chain 链", "en", 9)
