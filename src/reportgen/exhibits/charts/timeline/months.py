"""Months and their number as a timeline prints them."""

from datetime import date

from reportgen.model.both import BookKind, Both, Language
from reportgen.numerals.months import MONTHS_EN, format_month

RUNNING = Both(zh="仍在运行", en="still running")
_UNDER = Both(zh="不足 1 个月", en="under a month")


def month(number: int) -> Both[str]:
    """ "2023 年 4 月" and "Apr 2023"."""
    year, at = divmod(number, 12)
    return Both(zh=format_month(date(year, at + 1, 1)).zh, en=f"{MONTHS_EN[at][:3]} {year}")


def month_on_bar(number: int, book: BookKind) -> str:
    """The month in the book's language; in figures, 2023.04, where it has two."""
    if book is BookKind.PARALLEL:
        return f"{number // 12}.{number % 12 + 1:02}"
    return month(number).of(book.languages[0])


def length(months: int, book: BookKind) -> tuple[str, ...]:
    """ "96 个月" or "96 months"; "96 个月" and "months" in a book of two languages."""
    zh, en = f"{months} 个月", "month" if months == 1 else "months"
    words = Both(zh=zh, en=en if book is BookKind.PARALLEL else f"{months} {en}") if months else _UNDER
    return tuple(words.of(language) for language in book.languages)


def ending(end: int | None, outcome: Both[str], language: Language) -> str:
    """What stands at a bar's end: when it ended, and what became of it."""
    if end is None:
        return RUNNING.of(language)
    return " ".join(filter(None, (month(end).of(language), outcome.of(language))))
