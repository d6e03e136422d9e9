"""One thing said in the report's two languages, and the three books made of them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Literal, TypeAlias, TypeVar

from reportgen.problems import Place

Language: TypeAlias = Literal["zh", "en"]
Said: TypeAlias = tuple[Language, str, Place]  # a run of text, and where it was written
T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True, kw_only=True)
class Both(Generic[T]):
    """The Chinese and the English half of one thing."""

    zh: T
    en: T

    def of(self, language: Language) -> T:
        """The half in `language`."""
        return self.zh if language == "zh" else self.en

    def map(self, change: Callable[[T], U]) -> "Both[U]":
        """Both halves after `change`."""
        return Both(zh=change(self.zh), en=change(self.en))


class BookKind(StrEnum):
    """Which languages a book prints."""

    PARALLEL = "parallel"
    ZH = "zh"
    EN = "en"

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages that the book prints, the leading one first."""
        return {"parallel": ("zh", "en"), "zh": ("zh",), "en": ("en",)}[self.value]  # type: ignore[return-value]
