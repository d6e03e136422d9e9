"""WeasyPrint made ready: the version that the hooks in `tags` fit, and no fonts but the edition's."""

import os
from importlib.metadata import version
from pathlib import Path

from reportgen.problems import Place, Problems

SERIES = "70"


def start_engine(place: Place, config: Path, problems: Problems) -> bool:
    """Whether pages can be pressed; from now on with the fonts of `config`, a fontconfig file.

    Fails:  press-engine-version, for another series of WeasyPrint than 70.
    """
    found = version("weasyprint")
    if found.split(".")[0] != SERIES:
        problems.error(place, "press-engine-version", found=found, expected=SERIES)
        return False
    os.environ["FONTCONFIG_FILE"] = str(config)
    return True
