"""Months as they print. Why not strftime: it asks the locale of the machine."""

from datetime import date

from reportgen.model.both import Both

MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def format_month(day: date) -> Both[str]:
    """ "2023 年 9 月" and "September 2023"."""
    return Both(zh=f"{day.year} 年 {day.month} 月", en=f"{MONTHS_EN[day.month - 1]} {day.year}")
