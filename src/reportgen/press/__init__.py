"""HTML becomes pages: one PDF a chapter, and every complaint of the engine a problem with a place.

Why the imports inside: WeasyPrint looks through all fonts of the machine when it is imported, unless it is told of the
edition's before; and its import takes half a second, which a build that presses nothing saves.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from reportgen.model.fonts import Fonts
from reportgen.model.sheets import PressedChapter, Sheet
from reportgen.press.engine import find_styles, start_engine
from reportgen.press.images import check_images, picture_ratio_of
from reportgen.problems import Problems

__all__ = ["check_images", "check_styles_of", "picture_ratio_of", "press_chapter", "press_overlay"]


def press_chapter(
    sheet: Sheet, root: Path, fonts: Fonts, problems: Problems, begin: Callable[[], None] = lambda: None
) -> PressedChapter:
    """A chapter's pages as a tagged PDF (PDF/UA-1 but for the book's own metadata), with its anchors and links.

    Takes:  `root`, the project's folder; pages show files of its layouts/, content/images/ and content/logos/ only;
            `begin`, which is called before each page is laid out.
    Gives:  a chapter without pages, if the engine could not be started or a style sheet is not there.
    Fails:  press-* problems, for all that the engine complains about.
    """
    if not (start_engine(sheet.place, fonts.config, problems) and find_styles(sheet, root, problems)):
        return PressedChapter(
            chapter=sheet.chapter,
            pdf=b"",
            pages=0,
            wide=(),
            anchors={},
            frames={},
            links={},
            place=sheet.place,
            seconds=0.0,
        )
    from reportgen.press.chapter import press

    return press(sheet, root, fonts, problems, begin)


def check_styles_of(sheets: Sequence[Sheet], root: Path, fonts: Fonts, problems: Problems) -> bool:
    """Whether the engine can be started and reads all style sheets of the sheets; nothing is laid out.

    Fails:  press-style and those of `check_styles`, for what is told of a style sheet by itself.
    """
    kinds = {sheet.all_styles: sheet for sheet in sheets}
    first = sheets[0]
    if not start_engine(first.place, fonts.config, problems):
        return False
    if not all([find_styles(sheet, root, problems) for sheet in kinds.values()]):
        return False
    from reportgen.press.chapter import read_styles

    every = tuple(dict.fromkeys(style for styles in kinds for style in styles))
    read_styles(replace(first, html="<title>", styles=every, fits=()), root, fonts, problems)
    return True


def press_overlay(sheet: Sheet, root: Path, fonts: Fonts, problems: Problems) -> bytes:
    """Pages to be drawn over others, without tags; b"" if the engine could not be started.

    Fails:  press-* problems, as `press_chapter`.
    """
    if not (start_engine(sheet.place, fonts.config, problems) and find_styles(sheet, root, problems)):
        return b""
    from reportgen.press.chapter import press_untagged

    return press_untagged(sheet, root, fonts, problems)
