"""From the bytes of a PDF to what the rules see."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, NameTree, Object

from reportgen.audit.letters import read_lines
from reportgen.audit.printed import Printed
from reportgen.audit.tags import Tags
from reportgen.audit.told import Told
from reportgen.audit.view import DPI, Box, Link, Mark, Page

_PROGRAMS = (Name.FontFile, Name.FontFile2, Name.FontFile3)


def read_pdf(data: bytes, file: Path, told: Told | None, *, justified: bool = False) -> Printed:
    """The PDF with its letters, pictures, links, headings and bookmarks.

    Takes:  `justified`, whether text is where no tag says so.
    Fails:  pikepdf.PdfError or pypdfium2.PdfiumError, where the bytes are no PDF.
    """
    drawn = pypdfium2.PdfDocument(data)
    with pikepdf.open(BytesIO(data)) as made:
        numbers = {page.obj.objgen: n for n, page in enumerate(made.pages, 1)}
        marks = tuple(_bookmarks(drawn))
        tags = Tags(made, numbers, justified=justified)
        spots = _destinations(made, numbers)
        pages = []
        for number, page in enumerate(made.pages, 1):
            shown = drawn[number - 1]
            part = told.parts[number - 1] if told else ""
            above = [mark.title for mark in marks if mark.page and mark.page <= number]
            width, height = shown.get_size()
            lines, blank = read_lines(shown, tags.blocks.get(number, {}))
            pages.append(
                Page(
                    number=number,
                    label=drawn.get_page_label(number - 1),
                    part=part,
                    chapter=part or (above[-1] if above else file.name),
                    width=width,
                    height=height,
                    lines=lines,
                    blank=blank,
                    missing=_missing_glyphs(page),
                    links=tuple(_links(page, numbers, spots)),
                    headings=tuple(tags.headings.get(number, ())),
                    picture=shown.render(scale=DPI / 72, grayscale=True).to_pil().convert("L"),
                )
            )
        return Printed(
            file=file,
            pages=tuple(pages),
            marks=marks,
            fonts=_fonts(made),
            title=str(made.docinfo.get(Name.Title, "")),
            language=str(made.Root.get(Name.Lang, "")),
            mute=tuple(tags.mute),
            ids=tuple(tags.ids),
            labelled=Name.PageLabels in made.Root,
            told=told,
        )


def _bookmarks(drawn: pypdfium2.PdfDocument) -> Iterator[Mark]:
    for mark in drawn.get_toc():
        spot = mark.get_dest()
        index = spot.get_index() if spot else None
        yield Mark(title=mark.get_title(), page=None if index is None else index + 1)


def _destinations(made: pikepdf.Pdf, numbers: dict[tuple[int, int], int]) -> dict[str, int | None]:
    """The page of each named spot."""
    names = made.Root.get(Name.Names, Dictionary())
    if Name.Dests not in names:
        return {}
    return {str(name): _page_of(spot, numbers) for name, spot in NameTree(names.Dests).items()}


def _page_of(spot: Object, numbers: dict[tuple[int, int], int]) -> int | None:
    spot = spot.D if isinstance(spot, Dictionary) else spot
    return numbers.get(spot[0].objgen) if isinstance(spot, Array) and len(spot) else None


def _links(page: pikepdf.Page, numbers: dict[tuple[int, int], int], spots: dict[str, int | None]) -> Iterator[Link]:
    for annotation in page.obj.get(Name.Annots, ()):
        if annotation.get(Name.Subtype) != Name.Link:
            continue
        action = annotation.get(Name.A, Dictionary())
        spot = action.get(Name.D, annotation.get(Name.Dest))
        inside = spots.get(str(spot)) if not isinstance(spot, Array) else _page_of(spot, numbers)
        x, y, u, v = (float(side) for side in annotation.Rect)
        yield Link(
            box=Box(left=min(x, u), bottom=min(y, v), right=max(x, u), top=max(y, v)),
            words=str(annotation.get(Name.Contents, "")),
            address=str(action.get(Name.URI, "")),
            page=inside,
        )


def _missing_glyphs(page: pikepdf.Page) -> int:
    """How many letters are drawn with glyph 0, where the page's fonts are all of the kind with two bytes a glyph."""
    fonts = page.obj.get(Name.Resources, Dictionary()).get(Name.Font, Dictionary())
    if any(font.get(Name.Encoding) != Name("/Identity-H") for font in fonts.values()):
        return 0
    contents = page.obj.get(Name.Contents, Array())
    streams = contents if isinstance(contents, Array) else [contents]
    return sum(_zeros(stream.read_bytes()) for stream in streams)


def _zeros(content: bytes) -> int:
    if b"0000" not in content:
        return 0
    shown = (text.partition(b">")[0] for text in content.split(b"<")[1:])
    return sum(
        text[at : at + 4] == b"0000" for text in shown if not text.startswith(b"/") for at in range(0, len(text), 4)
    )


def _fonts(made: pikepdf.Pdf) -> dict[str, bool]:
    """Every font that is no wrapper of another one."""
    found: dict[str, bool] = {}
    for thing in made.objects:
        if isinstance(thing, Dictionary) and thing.get(Name.Type) == Name.Font and Name.DescendantFonts not in thing:
            name = str(thing.get(Name.BaseFont, "/?"))[1:].rpartition("+")[2].strip(",")
            descriptor = thing.get(Name.FontDescriptor, Dictionary())
            embedded = any(key in descriptor for key in _PROGRAMS) or thing.get(Name.Subtype) == Name.Type3
            found[name] = found.get(name, True) and embedded
    return found
