"""Moments: parsed strictly, kept in UTC, written for people in a place's own time."""

import functools
import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hashmatch.errors import BadTimeError, UnknownZoneError

ISO_8601 = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:[.,](\d{1,9}))?(Z|[+-]\d\d(?::?\d\d)?)?", re.ASCII | re.IGNORECASE
)
YEARS = range(1970, 2101)  # a year outside is a slip, and calendars of holidays end there
OUTSIDE_YEARS = f"the year is not within {YEARS[0]} to {YEARS[-1]}; correct it"
MOST_OFFSET = timedelta(hours=14)  # Kiritimati; nothing on earth is further from UTC


def zone_named(name: str) -> ZoneInfo:
    """Return the IANA time zone `name`, such as ``Europe/Berlin``.

    Raises
    ------
    UnknownZoneError
        If there is none of this name.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # OSError: the name of a folder of zones
        raise UnknownZoneError(name) from error


def parse_time(text: str, tz: ZoneInfo | None = None) -> datetime:
    """Read a moment in ISO 8601, with its offset from UTC: ``2026-11-24T14:35:20+01:00``.

    Parameters
    ----------
    text : str
        Seconds and their fraction may be missing; digits after the sixth are dropped.
    tz : ZoneInfo, optional
        The zone of a text without offset. Without it such a text is refused: a guess would move a deadline.

    Returns
    -------
    datetime
        In UTC.

    Raises
    ------
    BadTimeError
        If the text is no moment, has no offset and there is no `tz`, or names a local time that `tz` had twice or never
        (both readings are named).

    Examples
    --------
    >>> parse_time("2026-11-24T14:35:20+01:00").isoformat()
    '2026-11-24T13:35:20+00:00'
    """
    found = ISO_8601.fullmatch(text)
    if found is None:
        raise BadTimeError(text, "write it as 2026-11-24T14:35:20+01:00 (ISO 8601 with an offset from UTC)")
    date, time, fraction, offset = found.groups()
    try:
        local = datetime.fromisoformat(f"{date}T{time}").replace(microsecond=int((fraction or "").ljust(6, "0")[:6]))
        moment = local if offset is None else datetime.fromisoformat(f"{local.isoformat()}{offset.upper()}")
    except ValueError as error:
        raise BadTimeError(text, f"there is no such time ({error})") from error
    if local.year not in YEARS:
        raise BadTimeError(text, OUTSIDE_YEARS)
    if moment.tzinfo is None:
        if tz is None:
            raise BadTimeError(text, "it has no offset from UTC; write one, such as +01:00 or Z, or name a time zone")
        moment = _from_local(text, local, tz)
    elif abs(moment.utcoffset() or timedelta()) > MOST_OFFSET:
        raise BadTimeError(text, "no place is more than 14 hours from UTC; correct the offset")
    found_at = moment.astimezone(UTC)
    if found_at.year not in YEARS:  # in the first or last hours of them: written in UTC it could not be read back
        raise BadTimeError(text, OUTSIDE_YEARS)
    return found_at


def _from_local(text: str, local: datetime, tz: ZoneInfo) -> datetime:
    """Return the moment that clocks in `tz` showed as `local`; refuse one shown twice or never."""
    first, second = (local.replace(tzinfo=tz, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first
    readings = " or ".join(written(reading.astimezone(UTC), tz) for reading in sorted((first, second), key=_instant))
    happened = first.astimezone(UTC).astimezone(tz).replace(tzinfo=None) == local
    what = "clocks there showed it twice" if happened else "clocks there skipped it"
    raise BadTimeError(text, f"{what} ({tz.key}): {readings}; write the one meant with its offset")


def in_utc(moment: datetime) -> datetime:
    """Return `moment` in UTC, where adding hours is elapsed time; in a local zone it would move the clock face.

    Raises
    ------
    BadTimeError
        If it has no offset from UTC.
    """
    if moment.utcoffset() is None:
        raise BadTimeError(moment.isoformat(), "it has no offset from UTC; give it a time zone")
    return moment.astimezone(UTC)


def _instant(moment: datetime) -> float:
    """Order moments by when they are: two of one zone would be compared by their clock faces."""
    return moment.timestamp()


def stamp(moment: datetime) -> str:
    """Return `moment` in UTC as ISO 8601 with ``Z``, microseconds only where there are any.

    Raises
    ------
    BadTimeError
        If it has no offset from UTC: the machine's own zone would be a guess.
    """
    in_zone = moment if moment.tzinfo is UTC else in_utc(moment)
    return in_zone.isoformat().replace("+00:00", "Z")


@functools.lru_cache(maxsize=256)  # a deadline's sentences name a few moments many times
def written(moment: datetime, tz: ZoneInfo) -> str:
    """Return `moment` as clocks in `tz` show it and in UTC: ``Tue 2026-11-24 14:35:20 CET (2026-11-24T13:35:20Z)``."""
    return f"{moment.astimezone(tz):%a %Y-%m-%d %H:%M:%S %Z} ({stamp(moment)})"
