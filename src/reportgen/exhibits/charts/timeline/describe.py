"""The alternative text of a timeline, written from its rows."""

from collections.abc import Mapping

from reportgen.exhibits.charts.timeline.months import RUNNING, length, month
from reportgen.exhibits.charts.timeline.spans import Span, Timeline
from reportgen.model.both import BookKind, Both, Language
from reportgen.model.facts import Provenance

_FEW = 8  # rows of which each is told

_WORDS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "head": "时间线：共 {rows} 项，最早始于 {first}。",
        "ended": "{name}：{begin}至 {end}，{length}",
        "running": "{name}：{begin}起，{running}",
        "outcome": "，{outcome}",
        "between": "；",
        "end": "。",
        "sample": "样例数据。",
    },
    "en": {
        "head": "Timeline: {rows} rows, the first from {first}. ",
        "ended": "{name}: {begin} to {end}, {length}",
        "running": "{name}: from {begin}, {running}",
        "outcome": ", {outcome}",
        "between": "; ",
        "end": ". ",
        "sample": "Sample data.",
    },
}


def describe(timeline: Timeline) -> Both[str]:
    """Each row from its first month to its last; only those emphasised, where there are many."""
    return Both(zh=_text(timeline, "zh"), en=_text(timeline, "en"))


def _text(timeline: Timeline, language: Language) -> str:
    words, spans = _WORDS[language], timeline.spans
    text = words["head"].format(rows=len(spans), first=month(spans[0].begin).of(language))
    told = [_span(span, language) for span in spans if span.lit or len(spans) <= _FEW]
    if told:
        text += words["between"].join(told) + words["end"]
    return (text + (words["sample"] if timeline.provenance is Provenance.SAMPLE else "")).strip()


def _span(span: Span, language: Language) -> str:
    words = _WORDS[language]
    if span.end is None:
        text = words["running"].format(
            name=span.name.of(language), begin=month(span.begin).of(language), running=RUNNING.of(language)
        )
    else:
        text = words["ended"].format(
            name=span.name.of(language),
            begin=month(span.begin).of(language),
            end=month(span.end).of(language),
            length=length(span.end - span.begin, BookKind(language))[0],
        )
    return text + (words["outcome"].format(outcome=span.outcome.of(language)) if span.outcome.of(language) else "")
