"""A pressed book's exhibits as files of their own: pictures cut from its pages, and the values behind them."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import pypdfium2
from PIL import Image

from reportgen.model.both import Both
from reportgen.model.edition import Edition
from reportgen.model.exhibits import Chart, DataTable, Exhibits, Landscape
from reportgen.model.outline import Entry, Outline
from reportgen.model.scenario_map import ScenarioMap
from reportgen.model.sheets import Frame
from reportgen.model.words import Words

Exported: TypeAlias = Chart | DataTable | Landscape | ScenarioMap

WIDTH_PX = 2400
MARGIN_PX = 72  # white around what was cut out


def export_exhibits(
    pdf: bytes,
    frames: Mapping[str, Sequence[Frame]],
    edition: Edition,
    outline: Outline,
    exhibits: Exhibits,
    words: Words,
) -> Iterator[tuple[str, bytes]]:
    """The files of every figure, table and landscape in the book's order: (name, content).

    Gives:  ANCHOR.png, or ANCHOR-1.png … of one on several pages, WIDTH_PX wide; ANCHOR.csv, UTF-8 with the mark by
            which Excel knows it; ANCHOR.json, the same rows with number, title, unit, provenance and source in both
            languages; ANCHOR.svg of a chart.
    """
    shown: Mapping[str, Exported] = {
        **exhibits.charts,
        **exhibits.tables,
        **{map_.anchor: map_ for map_ in exhibits.maps.values()},
        **{landscape.anchor: landscape for landscape in exhibits.landscapes.values()},
    }
    book = pypdfium2.PdfDocument(pdf)
    for entry in outline.entries:
        if entry.anchor not in shown or entry.anchor not in frames:
            continue
        exhibit = shown[entry.anchor]
        several = len(frames[entry.anchor]) > 1
        for n, frame in enumerate(frames[entry.anchor], 1):
            yield f"{entry.anchor}{f'-{n}' if several else ''}.png", _picture(book, frame)
        yield f"{entry.anchor}.csv", _csv(exhibit)
        yield f"{entry.anchor}.json", _json(entry, exhibit, edition, words)
        if isinstance(exhibit, Chart):
            yield f"{entry.anchor}.svg", exhibit.svg.encode()


def _picture(book: pypdfium2.PdfDocument, frame: Frame) -> bytes:
    """A PNG of the frame's part of its page."""
    page = book[frame.page]
    width, height = page.get_size()
    scale = (WIDTH_PX - 2 * MARGIN_PX) / (frame.right_pt - frame.left_pt)
    cut = (frame.left_pt, frame.bottom_pt, width - frame.right_pt, height - frame.top_pt)
    inner = page.render(scale=scale, crop=tuple(max(0.0, side) for side in cut)).to_pil().convert("RGB")
    picture = Image.new("RGB", (WIDTH_PX, inner.height + 2 * MARGIN_PX), "white")
    picture.paste(inner, (MARGIN_PX, MARGIN_PX))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _csv(exhibit: Exported) -> bytes:
    """The rows; what is a sample says so in each, because rows are copied out of their file."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow((*exhibit.data.columns, "provenance"))
    writer.writerows((*row, exhibit.provenance.value) for row in exhibit.data.rows)
    return out.getvalue().encode("utf-8-sig")


def _json(entry: Entry, exhibit: Exported, edition: Edition, words: Words) -> bytes:
    data = exhibit.data
    told: dict[str, Any] = {
        "report": {**_halves(edition.title), "year": edition.year},
        "number": _halves(entry.number),
        "title": _halves(entry.title),
        "unit": _halves(data.unit),
        "provenance": exhibit.provenance.value,
        "source": _halves(_source(exhibit, edition, words)),
        "note": _halves(exhibit.note),
        "columns": data.columns,
        "rows": data.rows,
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _source(exhibit: Exported, edition: Edition, words: Words) -> Both[str]:
    """The source line, as it is printed."""
    line, publisher = words["source"][exhibit.provenance.value], edition.publisher
    return Both(zh=line.zh.format(publisher=publisher.zh), en=line.en.format(publisher=publisher.en))


def _halves(both: Both[str]) -> dict[str, str]:
    return {"zh": both.zh, "en": both.en}
