"""One PDF of all chapters."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from io import BytesIO

import pikepdf

from reportgen.assemble.folios import draw_folios
from reportgen.assemble.fonts import embed_fonts
from reportgen.assemble.metadata import write_metadata
from reportgen.assemble.navigation import add_bookmarks, add_destinations, add_page_labels, resolve_links
from reportgen.assemble.structure import StructureTree
from reportgen.model.fonts import Fonts
from reportgen.model.sheets import Bookmark, DocumentInfo, Frame, PageLabel, Pressed, PressedChapter, Spot
from reportgen.problems import Problems


def assemble(
    chapters: Sequence[PressedChapter],
    folios: bytes | None,
    labels: Sequence[PageLabel],
    bookmarks: Sequence[Bookmark],
    info: DocumentInfo,
    fonts: Fonts,
    problems: Problems,
) -> Pressed:
    """The book: the chapters' pages in order, as PDF/UA-1.

    Takes:  `folios`, a PDF with a page for each of the book's, drawn over it where the page has a folio; `labels`, one
            a page; `bookmarks` in reading order.
    Gives:  the same bytes for the same arguments.
    Fails:  assemble-link-dead, assemble-bookmark-dead, assemble-anchor-twice, for what leads nowhere or to two spots;
            assemble-folio-pages, assemble-page-size.
    """
    anchors = _join_anchors(chapters)
    targets = _find_targets(chapters, bookmarks, anchors, problems)
    book = pikepdf.new()
    tree = StructureTree(book, info.language)
    with ExitStack() as sources:  # streams are read from the chapters when the book is saved
        for chapter in chapters:
            part = sources.enter_context(pikepdf.open(BytesIO(chapter.pdf)))
            before = len(book.pages)
            book.pages.extend(part.pages)
            tree.add(part, [book.pages[n] for n in range(before, len(book.pages))])
        tree.write()
        resolve_links(book, targets)
        add_destinations(book, targets)
        add_bookmarks(book, [bookmark for bookmark in bookmarks if bookmark.anchor in targets])
        add_page_labels(book, labels)
        if folios is not None:
            places = {chapter.chapter: chapter.place for chapter in chapters}
            draw_folios(book, sources.enter_context(pikepdf.open(BytesIO(folios))), labels, places, problems)
        embed_fonts(book, fonts)
        write_metadata(book, info)
        pdf = BytesIO()
        book.save(
            pdf,
            min_version="1.7",
            fix_metadata_version=False,  # it would write the packet anew
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    unique = {anchor: spots[0] for anchor, spots in anchors.items() if len(spots) == 1}
    return Pressed(pdf=pdf.getvalue(), pages=tuple(labels), anchors=unique, frames=_join_frames(chapters))


def _join_anchors(chapters: Sequence[PressedChapter]) -> Mapping[str, Sequence[Spot]]:
    """Where anchors fell, with pages counted through the book. Ids need not differ from chapter to chapter."""
    anchors: dict[str, list[Spot]] = {}
    before = 0
    for chapter in chapters:
        for anchor, spot in chapter.anchors.items():
            anchors.setdefault(anchor, []).append(Spot(page=before + spot.page, x_pt=spot.x_pt, y_pt=spot.y_pt))
        before += chapter.pages
    return anchors


def _join_frames(chapters: Sequence[PressedChapter]) -> Mapping[str, tuple[Frame, ...]]:
    frames: dict[str, tuple[Frame, ...]] = {}
    before = 0
    for chapter in chapters:
        for name, some in chapter.frames.items():
            frames[name] = tuple(replace(frame, page=before + frame.page) for frame in some)
        before += chapter.pages
    return frames


def _find_targets(
    chapters: Sequence[PressedChapter],
    bookmarks: Sequence[Bookmark],
    anchors: Mapping[str, Sequence[Spot]],
    problems: Problems,
) -> Mapping[str, Spot]:
    """The spots that links and bookmarks lead to."""
    asked = [(anchor, place, "assemble-link-dead") for chapter in chapters for anchor, place in chapter.links.items()]
    asked += ((bookmark.anchor, bookmark.place, "assemble-bookmark-dead") for bookmark in bookmarks)
    targets = {}
    for anchor, place, dead in asked:
        match anchors.get(anchor, ()):
            case [spot]:
                targets[anchor] = spot
            case []:
                problems.error(place, dead, found=anchor)
            case _:
                problems.error(place, "assemble-anchor-twice", found=anchor)
    return targets
