"""Dates as documents give them (a day, a month, a year), as spans of days that can be compared."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache

Days = tuple[int, int]
"""First and last day, counted from year 1."""


@lru_cache(maxsize=1 << 15)
def days(value: str | None) -> Days | None:
    """Return the days of a date of the contract; None for none, and for a day without a year.

    >>> days("2017-09-20") == days("2017-09-20"), days("2017")[1] - days("2017")[0], days("--09-20")
    (True, 364, None)
    """
    if value is None or value.startswith("-"):
        return None
    year, month, day = (*map(int, value.split("-")), 0, 0)[:3]
    first, last = date(year, month or 1, day or 1), date(year, month or 12, 1)
    return first.toordinal(), last.replace(day=day or monthrange(year, last.month)[1]).toordinal()


def gap(one: Days, two: Days) -> int:
    """Return how many days lie between two spans; 0 where they meet.

    >>> gap(days("2017-09"), days("2017-09-20")), gap(days("2017-09-20"), days("2017-09-27"))
    (0, 7)
    """
    return max(0, two[0] - one[1], one[0] - two[1])
