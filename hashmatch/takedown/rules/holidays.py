"""Public holidays by the `holidays` package: ISO 3166 codes such as ``DE``, or ``GB-SCT`` for a part of a country."""

import functools
from collections.abc import Iterable
from datetime import date

SATURDAY, SUNDAY = 5, 6


def knows(calendar: str) -> bool:
    """Whether there is such a calendar."""
    import holidays

    country, dash, part = calendar.partition("-")
    parts = holidays.list_supported_countries().get(country)
    return parts is not None and (not dash or part in parts)


@functools.cache
def _days_off(calendar: str, year: int) -> dict[date, str]:
    """Return the public holidays of one year, substitutes included, with their English names where there are any."""
    import holidays

    country, _, part = calendar.partition("-")
    listed = holidays.country_holidays(country, subdiv=part or None, years=year, language="en_US")
    return {day: name for day, name in listed.items() if day.year == year}


def holiday(day: date, calendars: Iterable[str]) -> str | None:
    """Return the name of the public holiday that `day` is in any of `calendars`, with those calendars, or None."""
    found = {
        calendar: _days_off(calendar, day.year)[day] for calendar in calendars if day in _days_off(calendar, day.year)
    }
    return f"{next(iter(found.values()))} ({', '.join(found)})" if found else None


def rest(day: date, calendars: Iterable[str], weekend: Iterable[int] = (SATURDAY, SUNDAY)) -> str | None:
    """Return why `day` is no working day (its weekday or its holiday), or None if it is one."""
    if day.weekday() in weekend:
        return f"{day:%A}"
    return holiday(day, calendars)
