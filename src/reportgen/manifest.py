"""build/report.json: what a build made, where everything stands in it, and from which inputs."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from reportgen.build import Made, Prepared
from reportgen.model.both import BookKind, Both, Language

FORMAT = 1
BOXES = ("tile-", "card-")  # how the frames of these are named
_HALF = re.compile(r"(_\d+)-(?:zh|en)")


def describe_book(prepared: Prepared, made: Made, file: str) -> dict[str, Any]:
    """One book's entry of the manifest: pages, contents, exhibits, anchors, seconds by stage."""
    pressed, outline = made.pressed, prepared.outline
    folios = [label.folio for label in pressed.pages]
    spots = pressed.anchors

    def stand(anchor: str) -> dict[str, Any]:
        spot = spots[anchor]
        return {"folio": folios[spot.page], "page": spot.page + 1}

    printed = [e for e in outline.entries if e.anchor in spots]
    return {
        "file": file,
        "sha256": sha256(pressed.pdf).hexdigest(),
        "bytes": len(pressed.pdf),
        "pages": [{"chapter": label.chapter, "folio": label.folio} for label in pressed.pages],
        "contents": [
            {"level": e.level, "number": _halves(e.number), "title": _halves(e.title), "anchor": e.anchor}
            | stand(e.anchor)
            for e in outline.listed(prepared.edition)
            if e.anchor in spots
        ],
        "figures": list(_exhibits(prepared, made, "figure", stand)),
        "tables": list(_exhibits(prepared, made, "table", stand)),
        "landscapes": list(_exhibits(prepared, made, "landscape", stand)),
        "glossary": {"terms": sum(len(under.items) for under in made.glossary)},
        "index": {
            "names": {names.language: sum(len(under.items) for under in names.letters) for names in made.index},
            "organisations": sum(
                bool(entry.anchor) for names in made.index for under in names.letters for entry in under.items
            ),
        },
        "anchors": {
            e.anchor: {
                "zh": str(e.place.zh),
                "en": str(e.place.en),
                "x_pt": spots[e.anchor].x_pt,
                "y_pt": spots[e.anchor].y_pt,
            }
            | stand(e.anchor)
            for e in printed
        },
        "texts": list(_texts(made)),
        "boxes": list(_boxes(made)),
        "names": _foreign_names(prepared, made.kind),
        "copyfit": {chapter.chapter: list(chapter.fit) for chapter in made.chapters if chapter.fit},
        "seconds": dict(made.seconds),
    }


def describe_build(prepared: Prepared, books: Mapping[str, Any], inputs: Mapping[str, str]) -> dict[str, Any]:
    """The whole manifest.

    Takes:  `books`, an entry a kind of book; `inputs`, the SHA-256 of each input file by its path.
    """
    return {
        "format": FORMAT,
        "edition": {
            "year": prepared.edition.year,
            "published_on": prepared.edition.published_on.isoformat(),
            "title": _halves(prepared.edition.title),
        },
        "books": dict(books),
        "inputs": dict(inputs),
        "fonts": {
            f"{face.family} {face.weight} {face.file.name}#{face.number}": face.sha256 for face in prepared.fonts.faces
        },
    }


def _exhibits(prepared: Prepared, made: Made, kind: str, stand: Any) -> Iterator[dict[str, Any]]:
    drawn: Mapping[str, Any] = {
        **made.exhibits.charts,
        **made.exhibits.tables,
        **{made_map.anchor: made_map for made_map in made.exhibits.maps.values()},
    }
    for entry in prepared.outline.entries:
        if entry.kind != kind or entry.anchor not in made.pressed.anchors:
            continue
        told: dict[str, Any] = {"anchor": entry.anchor, "number": _halves(entry.number), "title": _halves(entry.title)}
        if kind == "landscape":
            landscape = next(s for s in made.exhibits.landscapes.values() if s.anchor == entry.anchor)
            told |= {
                "organisations": landscape.organisations,
                "placements": landscape.placements,
                "pages": len(landscape.pages),
                "rows": len(landscape.data.rows),
                "tiles": {t.anchor: "".join(line for name in t.names for line in name.lines) for t in landscape.tiles},
            }
        else:
            told["provenance"] = drawn[entry.anchor].provenance.value
        frames = [asdict(frame) for frame in made.pressed.frames.get(entry.anchor, ())]
        yield told | stand(entry.anchor) | {"frames": frames}


def _texts(made: Made) -> Iterator[dict[str, Any]]:
    """Where each text of a content file begins; the halves of one row have its name in common."""
    before = 0
    for chapter in made.chapters:
        for anchor, place in made.places.get(chapter.chapter, {}).items():
            if (spot := chapter.anchors.get(anchor)) is None:
                continue
            row = _HALF.fullmatch(anchor)
            yield {
                "place": f"{place.file}:{place.line}",
                "row": f"{chapter.chapter}/{row[1]}" if row else "",
                "page": before + spot.page + 1,
                "x_pt": round(spot.x_pt, 1),
                "y_pt": round(spot.y_pt, 1),
            }
        before += chapter.pages


def _boxes(made: Made) -> Iterator[dict[str, Any]]:
    """Where tiles and cards stand."""
    for name, frames in made.pressed.frames.items():
        if name.startswith(BOXES):
            for frame in frames:
                sides = (frame.left_pt, frame.bottom_pt, frame.right_pt, frame.top_pt)
                yield {"name": name, "page": frame.page + 1, "box_pt": [round(side, 1) for side in sides]}


def _foreign_names(prepared: Prepared, kind: BookKind) -> list[str]:
    """The names of the data in the language that the book is not in, and those of the edition; none in both."""
    if kind is BookKind.PARALLEL:
        return []
    language: Language = "zh" if kind is BookKind.EN else "en"
    edition = prepared.edition
    names = {edition.title.of(language), edition.publisher.of(language)}
    for table in prepared.tables.named.values():
        for column in map(str, table.frame):
            if column == language or (column.endswith(f"_{language}") and not column.startswith("summary")):
                names |= set(table.frame[column])
    return sorted(names - {""})


def _halves(both: Both[str]) -> dict[str, str]:
    return {"zh": both.zh, "en": both.en}
