"""WeasyPrint made ready: the version that what replaces its parts was made for, and no fonts but the edition's."""

import os
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from reportgen.decoding import load_text
from reportgen.model.sheets import Sheet
from reportgen.press.styles import check_styles
from reportgen.problems import Place, Problems

SERIES = "70"


def find_styles(sheet: Sheet, root: Path, problems: Problems) -> bool:
    """Whether the sheet's style sheets can be used; without one, everything that it styles would be complained about.

    Fails:  those of `load_text` and `check_styles`.
    """
    texts = {style: load_text(root, style, problems) for style in sheet.all_styles}
    styles = {style: text for style, text in texts.items() if text is not None}
    own = Problems()
    check_styles(styles, "".join((sheet.html, *read_templates(root).values())), own)
    problems.note(own.found)
    return len(styles) == len(texts) and not own.found


def read_templates(root: Path) -> Mapping[Path, str]:
    """The texts of all templates, whoever has told what is wrong with them."""
    files = sorted(file.relative_to(root) for file in (root / "layouts").rglob("*.jinja"))
    return {file: load_text(root, file, Problems()) or "" for file in files}


def start_engine(place: Place, config: Path, problems: Problems) -> bool:
    """Whether pages can be pressed; from now on with the fonts of `config`, a fontconfig file.

    Fails:  press-engine-version, for another series of WeasyPrint than 70, or one of other insides.
    """
    found = version("weasyprint")
    os.environ["FONTCONFIG_FILE"] = str(config)
    if found.split(".")[0] == SERIES:
        from reportgen.press import fit, heads, pairs, programs, typeset

        if all(part.fits_engine() for part in (fit, heads, pairs, programs, typeset)):
            return True
    problems.error(place, "press-engine-version", found=found, expected=SERIES)
    return False
