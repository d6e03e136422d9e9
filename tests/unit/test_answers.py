"""What was searched for once is not searched for again, unless the question, a font or the code is another."""

from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.cache import Cache
from reportgen.exhibits.answers import Answer, recall_from
from reportgen.model.fonts import Face, Fonts

FACE = Face(family="Sans", weight=400, italic=False, file=Path("a.ttf"), number=0, sha256="0" * 64)
FONTS = Fonts(faces=(FACE,), measure=lambda *_, **__: 0.0, config=Path("fonts.conf"))


class Searches:
    """Counts the searches that are made."""

    def __init__(self, cache: Cache) -> None:
        self.cache, self.made = cache, 0

    def ask(self, question: str, fonts: Fonts = FONTS) -> Answer:
        def search() -> Answer:
            self.made += 1
            return [{"size_pt": 7.35}, question]

        return recall_from(self.cache, fonts)(question, search)


@pytest.fixture
def searches(tmp_path: Path) -> Searches:
    return Searches(Cache(tmp_path))


def test_a_question_asked_again_gets_the_same_answer_without_a_search(searches: Searches) -> None:
    assert searches.ask("names") == searches.ask("names") == [{"size_pt": 7.35}, "names"]
    assert searches.made == 1


def test_another_question_or_font_is_searched_for(searches: Searches) -> None:
    searches.ask("names")
    searches.ask("other names")
    searches.ask("names", replace(FONTS, faces=(replace(FACE, sha256="1" * 64),)))

    assert searches.made == 3


def test_that_there_is_no_answer_is_kept_too(tmp_path: Path) -> None:
    assert recall_from(Cache(tmp_path), FONTS)("too long a name", lambda: None) is None
    assert recall_from(Cache(tmp_path), FONTS)("too long a name", lambda: pytest.fail("searched again")) is None
