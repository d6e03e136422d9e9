"""WeasyPrint made ready: the version that what replaces its parts was made for, and no fonts but the edition's."""

import os
from importlib.metadata import version
from pathlib import Path

from reportgen.model.sheets import Sheet
from reportgen.problems import Place, Problems

SERIES = "70"


def find_styles(sheet: Sheet, root: Path, problems: Problems) -> bool:
    """Whether the sheet's style sheets can be read; without one, everything that it styles would be complained about.

    Fails:  problem file-missing, text-encoding.
    """
    found = True
    for style in sheet.all_styles:
        try:
            (root / style).read_text("utf-8")
        except UnicodeDecodeError:
            problems.error(Place(style), "text-encoding", file=str(style))
            found = False
        except OSError:
            problems.error(Place(style), "file-missing", file=str(style))
            found = False
    return found


def start_engine(place: Place, config: Path, problems: Problems) -> bool:
    """Whether pages can be pressed; from now on with the fonts of `config`, a fontconfig file.

    Fails:  press-engine-version, for another series of WeasyPrint than 70, or one of other insides.
    """
    found = version("weasyprint")
    os.environ["FONTCONFIG_FILE"] = str(config)
    if found.split(".")[0] == SERIES:
        from reportgen.press import heads, pairs, programs, typeset

        if all(part.fits_engine() for part in (heads, pairs, programs, typeset)):
            return True
    problems.error(place, "press-engine-version", found=found, expected=SERIES)
    return False
