"""A chapter pressed, and what a page of it costs: `growth.py PROJECT RECORDED NUMBER`, counted as Python does.

Without the style sheets that are tried where its pages end badly: how often that is needed is not a matter of length.
"""

import os
import pickle
import sys
from dataclasses import replace
from pathlib import Path

from clock import telling

from reportgen.fonts import find_fonts
from reportgen.press import press_chapter
from reportgen.problems import Problems


def main(root: Path, recorded: Path, number: int) -> None:
    """Print what a page costs."""
    sheets, *_ = pickle.loads(recorded.read_bytes())
    problems = Problems()
    fonts = find_fonts(root, problems)
    os.environ["FONTCONFIG_FILE"] = str(fonts.config)
    texts = [sheet for sheet in sheets if sheet.chapter.startswith("part-")]
    press_chapter(sheets[0], root, fonts, problems)  # the first one starts the engine
    pages = 0
    with telling(lambda: pages):
        pages = press_chapter(replace(texts[number], fits=()), root, fonts, problems).pages


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
