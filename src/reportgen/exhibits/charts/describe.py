"""The alternative text of a chart, written from its values."""

from collections.abc import Mapping

from reportgen.exhibits.charts.kinds import KINDS
from reportgen.exhibits.charts.series import Mark, Series
from reportgen.exhibits.charts.wording import in_words
from reportgen.model.both import Both, Language
from reportgen.model.facts import Hedge, Provenance

_FEW = 4  # rows of which each is told

_WORDS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "bars": "{kind}：{counted}，按{by}，共 {rows} 项。",
        "lines": "{kind}：{counted}，{first}—{last} 年。",
        "cells": "{kind}：{counted}，按{by}，共 {rows} 行，{first}—{last} 年。",
        "parts": "{kind}：{counted}，按{by}，共 {rows} 项，每项分为{parts}。",
        "whole": "{kind}：{counted}，分为{parts}。",
        "listed": "、",
        "row": "{name}：{values}",
        "part": "{name} {value}",
        "part_extremes": "{part}最高：{highest}，最低：{lowest}",
        "extremes": "最高：{highest}；最低：{lowest}。",
        "bar": "{name}（{value}）",
        "cell": "{x} 年{name}（{value}）",
        "line": "{name}：{first} 年 {start}，{last} 年 {end}",
        "between": "；",
        "end": "。",
        "sample": "样例数据。",
    },
    "en": {
        "bars": "{kind}: {counted}, by {by}, {rows} rows. ",
        "lines": "{kind}: {counted}, {first}–{last}. ",
        "cells": "{kind}: {counted}, by {by}, {rows} rows, {first}–{last}. ",
        "parts": "{kind}: {counted}, by {by}, {rows} rows, each divided into {parts}. ",
        "whole": "{kind}: {counted}: {parts}. ",
        "listed": ", ",
        "row": "{name}: {values}",
        "part": "{name} {value}",
        "part_extremes": "{part}: highest {highest}, lowest {lowest}",
        "extremes": "Highest: {highest}; lowest: {lowest}. ",
        "bar": "{name} ({value})",
        "cell": "{name} in {x} ({value})",
        "line": "{name}: {start} in {first}, {end} in {last}",
        "between": "; ",
        "end": ". ",
        "sample": "Sample data.",
    },
}


def describe(series: Series) -> Both[str]:
    """What kind of chart it is and of what; its values where they are few, else the highest and the lowest.

    Gives:  of lines, the first and the last value of each, or only of those emphasised where there are many; of rows
            that divide, every part, or the highest and the lowest row of each part where there are many.
    """
    return Both(zh=_text(series, "zh"), en=_text(series, "en"))


def _text(series: Series, language: Language) -> str:
    words = _WORDS[language]
    kind = KINDS[series.kind]
    if series.parts:
        head = "whole" if list(series.names) == [""] else "parts"
    else:
        head = "bars" if not kind.across else "cells" if kind.told_apart else "lines"
    text = words[head].format(
        kind=kind.name.of(language),
        counted=series.counted.of(language),
        by=series.by.of(language).lower(),
        rows=len(series.names),
        first=series.xs[0],
        last=series.xs[-1],
        parts=words["listed"].join(name.of(language) for name in series.parts.values()),
    )
    if series.parts:
        text += _parts(series, language)
    elif head == "lines":
        text += _lines(series, language)
    else:
        text += _values(series, language)
        text += _lines(series, language) if head == "cells" and len(series.marks) > _FEW else ""
    return (text + (words["sample"] if series.provenance is Provenance.SAMPLE else "")).strip()


def _values(series: Series, language: Language) -> str:
    words, marks = _WORDS[language], series.marks
    told = [
        words["cell" if mark.x else "bar"].format(
            name=series.names[mark.id].of(language),
            x=mark.x,
            value=in_words(mark.value, Hedge(mark.hedge), series.percent, language),
        )
        for mark in marks
    ]
    if len(told) <= _FEW:
        return words["between"].join(told) + words["end"]
    in_order = sorted(range(len(marks)), key=lambda i: -marks[i].value)
    return words["extremes"].format(highest=told[in_order[0]], lowest=told[in_order[-1]])


def _parts(series: Series, language: Language) -> str:
    words, marks = _WORDS[language], series.marks

    def said(mark: Mark) -> str:
        return in_words(mark.value, Hedge(mark.hedge), series.percent, language)

    def value(name: str, mark: Mark) -> str:
        return words["bar"].format(name=name, value=said(mark))

    if len(series.names) <= _FEW:
        told = []
        for id_, row in series.names.items():
            parts = [
                words["part"].format(name=series.parts[mark.part].of(language), value=said(mark))
                for mark in marks
                if mark.id == id_
            ]
            values = words["listed"].join(parts)
            told.append(words["row"].format(name=row.of(language), values=values) if id_ else values)
        return words["between"].join(told) + words["end"]
    told = []
    for part, name in series.parts.items():
        of_part = sorted((mark for mark in marks if mark.part == part), key=lambda mark: -mark.value)
        highest, lowest = (value(series.names[mark.id].of(language), mark) for mark in (of_part[0], of_part[-1]))
        told.append(words["part_extremes"].format(part=name.of(language), highest=highest, lowest=lowest))
    return words["between"].join(told) + words["end"]


def _lines(series: Series, language: Language) -> str:
    words, first, last = _WORDS[language], series.xs[0], series.xs[-1]
    told = []
    for id_, name in series.names.items():
        if id_ in series.lit or (len(series.names) <= _FEW and not KINDS[series.kind].told_apart):
            values = [in_words(v, Hedge.EXACT, series.percent, language) for v in series.values_of(id_)]
            told.append(
                words["line"].format(name=name.of(language), first=first, last=last, start=values[0], end=values[-1])
            )
    return words["between"].join(told) + words["end"] if told else ""
