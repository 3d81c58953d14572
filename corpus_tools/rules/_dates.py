"""Dates that are known to a year, a month, a day or a moment, compared only as exactly as both are known."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache

_DAY = 86_400_000_000_000
_EARLIEST, _LATEST = -12 * 3600 * 10**9, 14 * 3600 * 10**9
"""How far local time is from UTC where the clocks differ most, in nanoseconds."""


def days_of_month(text: str) -> int:
    """How many days the month of a date has that is known to the month at least."""
    year = int(text[:4])
    return monthrange(year if year else 400, int(text[5:7]))[1]


def exists(text: str) -> bool:
    """Whether a date that has the right form is in the calendar."""
    return len(text) < 10 or text[8:10] < "29" or int(text[8:10]) <= days_of_month(text)


def is_after(later: str, earlier: str) -> bool:
    """Whether a date certainly lies after another; False where one is not exact enough to tell, or does not exist.

    A day without time may be a day anywhere on earth, so a moment is after it only when it is the next day everywhere.
    """
    if not (_is_countable(later) and _is_countable(earlier)):
        return False
    if "T" in later and "T" in earlier:
        return _moment(later) > _moment(earlier)
    return _days(later)[0] > _days(earlier)[1]


def _is_countable(text: str) -> bool:
    return exists(text) and text[:4] != "0000"


@lru_cache(1000)
def _days(text: str) -> tuple[int, int]:
    """The first and the last day that a date may stand for, as numbers."""
    if "T" in text:
        moment = _moment(text)
        return (moment + _EARLIEST) // _DAY, (moment + _LATEST) // _DAY
    first = date(int(text[:4]), int(text[5:7] or 1), int(text[8:10] or 1))
    last_month = int(text[5:7] or 12)
    last = date(first.year, last_month, int(text[8:10] or monthrange(first.year, last_month)[1]))
    return first.toordinal(), last.toordinal()


@lru_cache(1000)
def _moment(text: str) -> int:
    """A date and time in nanoseconds of UTC."""
    clock, sign, zone = text[11:], 1, ""
    if not clock.endswith("Z"):
        clock, sign, zone = clock[:-6], -1 if clock[-6] == "-" else 1, clock[-5:]
    hours, minutes, seconds = clock.removesuffix("Z").split(":")
    whole, _, part = seconds.partition(".")
    offset = sign * (int(zone[:2]) * 60 + int(zone[3:])) if zone else 0
    second = (int(hours) * 60 + int(minutes) - offset) * 60 + int(whole)
    day = date(int(text[:4]), int(text[5:7]), int(text[8:10])).toordinal()
    return day * _DAY + second * 10**9 + int(part.ljust(9, "0"))
