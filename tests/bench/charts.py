"""All charts of a book in a warm process, ours or stock ones: `charts.py PROJECT ours|stock`.

A stock chart is that of the tutorials: the values of ours as bars by Altair, with axes, names in both languages and a
legend in the edition's fonts, through vl-convert.
"""

import sys
from pathlib import Path

import altair as alt
import pandas as pd
import vl_convert
from clock import telling

from reportgen.build import Prepared, prepare
from reportgen.cache import Cache
from reportgen.exhibits.make import asked_by, make_exhibits
from reportgen.model.both import BookKind
from reportgen.model.exhibits import Chart
from reportgen.problems import Problems


class _Nothing(Cache):
    """Keeps nothing."""

    def get(self, key: str) -> bytes | None:
        """None."""

    def put(self, key: str, data: bytes) -> None:
        """Nothing."""


def main(root: Path, way: str) -> None:
    """Print what a chart costs."""
    problems = Problems()
    prepared = prepare(root, problems, lambda stage, what: None)
    charts = _draw(prepared, root, problems)
    problems.stop()
    if way == "stock":
        for folder in sorted({str(face.file.parent) for face in prepared.fonts.faces}):
            vl_convert.register_font_directory(folder)
        _stock(charts[0])
    drawn = len(charts) + sum(bool(chart.close_svg) for chart in charts) * (way == "ours")
    with telling(lambda: drawn):
        if way == "stock":
            for chart in charts:
                _stock(chart)
        else:
            _draw(prepared, root, problems)


def _draw(prepared: Prepared, root: Path, problems: Problems) -> list[Chart]:
    exhibits = make_exhibits(
        asked_by(prepared.book, BookKind.PARALLEL),
        [d for d in prepared.declarations if d.kind == "chart"],
        prepared.tables,
        prepared.facts,
        prepared.fonts,
        lambda *picture: 1.0,
        BookKind.PARALLEL,
        _Nothing(root),
        problems,
        lambda declaration: None,
    )
    return list(exhibits.charts.values())


def _stock(chart: Chart) -> str:
    frame = pd.DataFrame(chart.data.rows, columns=chart.data.columns)
    frame["name"] = frame["zh"] + " " + frame["en"]
    part = next((column for column in ("part_en", "x") if column in frame and frame[column].any()), None)
    bars = alt.Chart(frame, width=480).mark_bar().encode(x="value:Q", y=alt.Y("name:N", sort=None))
    if part:
        bars = bars.encode(color=f"{part}:N")
    whole = (bars + bars.mark_text(align="left", dx=3).encode(text="value:Q")).configure(
        font="Source Sans 3, Noto Sans CJK SC"
    )
    svg: str = vl_convert.vegalite_to_svg(whole.to_dict())
    return svg


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
