"""Key figures: big numbers with their sign and words."""

from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.exhibits.figures import make_figures
from reportgen.model.both import Both
from reportgen.model.exhibits import Declaration, KeyFigure, KeyFigures
from reportgen.model.facts import Fact, Facts, Hedge, Provenance
from reportgen.problems import Place, Problem, Problems
from reportgen.toml_source import parse_toml

TOML = Path("content/exhibits.toml")
LABEL = "{ zh = '甲', en = 'A' }"


def a_fact(id_: str, value: int, hedge: Hedge) -> Fact:
    return Fact(
        id=id_,
        alias=id_,
        value=Decimal(value),
        unit="起",
        hedge=hedge,
        provenance=Provenance.PUBLISHED,
        source="s",
        rows=(),
        place=Place(Path("data/published.csv"), 2),
    )


FACTS = Facts(
    named={
        fact.id: fact
        for fact in (
            a_fact("cases_total", 3636, Hedge.EXACT),
            a_fact("characters_total", 489000, Hedge.OVER),
            a_fact("medical_cases", 200, Hedge.NEARLY),
            a_fact("finance_cases", 950, Hedge.ABOUT),
        )
    }
)


def make(text: str) -> tuple[KeyFigures | None, list[Problem]]:
    source = parse_toml(f"[figures.core]\n{text}", Place(TOML), Problems())
    assert source
    core = source.below("figures", "core")
    declaration = Declaration(kind="figures", id="core", keys=core.values, place=core.start, places=core.places)
    problems = Problems()
    return make_figures(declaration, FACTS, problems), list(problems.found)


def test_figures_stand_in_their_order_with_the_sign_of_their_hedge() -> None:
    made, problems = make(
        "facts = ['cases_total', 'characters_total', { fact = 'cases_total', hedge = 'over' }]\n"
        f"labels = [{LABEL}, {LABEL}, {LABEL}]\nnote = {{ zh = '注', en = 'Note' }}"
    )

    label = Both(zh="甲", en="A")
    assert problems == []
    assert made == KeyFigures(
        id="core",
        figures=(
            KeyFigure(value="3,636", sign="", label=label),
            KeyFigure(value="489,000", sign="+", label=label),
            KeyFigure(value="3,600", sign="+", label=label),
        ),
        note=Both(zh="注", en="Note"),
    )


@pytest.mark.parametrize(
    ("text", "code", "line", "col"),
    [
        (f"labels = [{LABEL}]", "toml-key-missing", 1, 2),
        ("facts = ['cases_total']", "toml-key-missing", 1, 2),
        (f"facts = ['cases_total']\nlabels = [{LABEL}, {LABEL}]", "figures-labels", 3, 1),
        ("facts = []\nlabels = []", "figures-labels", 3, 1),
        (f"facts = ['cases']\nlabels = [{LABEL}]", "figures-fact-unknown", 2, 10),
        (f"facts = ['medical_cases']\nlabels = [{LABEL}]", "figures-hedge", 2, 10),
        (f"facts = ['finance_cases']\nlabels = [{LABEL}]", "figures-hedge", 2, 10),
        (
            f"facts = [{{ fact = 'medical_cases', hedge = 'over' }}]\nlabels = [{LABEL}]",
            "figures-hedge",
            2,
            12,
        ),
        (
            f"facts = [{{ fact = 'cases_total', hedge = 'about' }}]\nlabels = [{LABEL}]",
            "toml-key-choice",
            2,
            34,
        ),
        (f"facts = [{{ fact = 'cases_total', hedge = '' }}]\nlabels = [{LABEL}]", "toml-key-choice", 2, 34),
        (f"facts = [{{ id = 'cases_total', fact = 'cases_total' }}]\nlabels = [{LABEL}]", "toml-key-unknown", 2, 12),
        (f"facts = [5]\nlabels = [{LABEL}]", "toml-key-value", 2, 10),
        ("facts = ['cases_total']\nlabels = [{ zh = '甲' }]", "toml-key-missing", 3, 11),
        (f"facts = ['cases_total']\nlabels = [{LABEL}]\nlit = []", "toml-key-unknown", 4, 1),
    ],
)
def test_a_fault_is_told_at_its_key(text: str, code: str, line: int, col: int) -> None:
    _, problems = make(text)

    assert [(p.code, str(p.place)) for p in problems] == [(code, f"{TOML}:{line}:{col}")]


def test_an_unknown_fact_is_told_with_the_nearest_one() -> None:
    made, problems = make(f"facts = ['case_total']\nlabels = [{LABEL}]")

    assert made is None
    assert problems[0].values["nearest"] == "cases_total"
