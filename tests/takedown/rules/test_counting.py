"""How legal orders count days, and the local hours and midnights that most regimes never meet."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hashmatch.takedown import Duration, parse_time, zone_named
from hashmatch.takedown.rules.counting import ORDERS, Period, latest, midnight_after, next_hour, strict
from hashmatch.takedown.rules.holidays import holiday, knows, rest


def period(order: str, duration: str, zone: str, *calendars: str) -> Period:
    return Period(Duration.parse(duration), False, zone_named(zone), calendars, ORDERS[order])


def last_day(moment: datetime, zone: str) -> str:
    """Return the day that ends at this midnight."""
    local = moment.astimezone(zone_named(zone))
    assert local.time() == local.time().min
    return f"{local - timedelta(seconds=1):%a %Y-%m-%d}"


@pytest.mark.parametrize(
    ("order", "duration", "start", "strictly", "generously"),
    [
        pytest.param("eu", "P7D", "2026-11-21", "Sat 2026-11-28", "Mon 2026-11-30", id="1182/71 art 3(4): a Saturday"),
        pytest.param(
            "eu", "P1D", "2026-11-20", "Sat 2026-11-21", "Mon 2026-11-23", id="art 3(4): a day of one day, too"
        ),
        pytest.param("eu", "P2D", "2026-12-24", "Sat 2026-12-26", "Tue 2026-12-29", id="art 3(5): the 28th and 29th"),
        pytest.param("eu", "P3D", "2026-11-19", "Sun 2026-11-22", "Mon 2026-11-23", id="art 3(5): Friday and Monday"),
        pytest.param("eu", "P2D", "2026-11-23", "Wed 2026-11-25", "Wed 2026-11-25", id="two plain days"),
        pytest.param(
            "de", "P2D", "2026-12-23", "Fri 2026-12-25", "Mon 2026-12-28", id="BGB s 193: no two working days"
        ),
        pytest.param("au", "P3D", "2026-11-19", "Sun 2026-11-22", "Mon 2026-11-23", id="s 36(2): the next working day"),
        pytest.param("nz", "P2D", "2026-11-19", "Sat 2026-11-21", "Mon 2026-11-23", id="s 54: rolls over"),
        pytest.param("jp", "P2D", "2026-11-19", "Sat 2026-11-21", "Sat 2026-11-21", id="a Saturday stays"),
        pytest.param("jp", "P3D", "2026-11-19", "Sun 2026-11-22", "Mon 2026-11-23", id="a Sunday moves"),
        pytest.param("kr", "P2D", "2026-11-19", "Sat 2026-11-21", "Mon 2026-11-23", id="art 161: a Saturday moves"),
        pytest.param(
            "my", "P3D", "2026-11-20", "Mon 2026-11-23", "Wed 2026-11-25", id="s 54: a short period skips them"
        ),
        pytest.param("my", "P7D", "2026-11-20", "Fri 2026-11-27", "Fri 2026-11-27", id="a week does not"),
        pytest.param(
            "my", "P7D", "2026-11-21", "Sat 2026-11-28", "Mon 2026-11-30", id="s 54(1)(b): but its last day moves"
        ),
        pytest.param("it", "P3D", "2026-11-19", "Sun 2026-11-22", "Mon 2026-11-23", id="art 2963: a Sunday moves"),
        pytest.param("it", "P2D", "2026-11-19", "Sat 2026-11-21", "Sat 2026-11-21", id="art 2963: a Saturday stays"),
        pytest.param("us", "P2D", "2026-11-19", "Sat 2026-11-21", "Sat 2026-11-21", id="a doubt moves nothing"),
        pytest.param("plain", "P2D", "2026-11-19", "Sat 2026-11-21", "Sat 2026-11-21", id="no rule on record"),
        pytest.param("in", "P2W", "2026-11-19", "Thu 2026-12-03", "Thu 2026-12-03", id="two weeks"),
    ],
)
def test_days(order: str, duration: str, start: str, strictly: str, generously: str) -> None:
    zone = "Europe/Berlin"
    counted = period(order, duration, zone, *{"eu": ["DE"], "de": ["DE"]}.get(order, []))
    begin = parse_time(f"{start}T15:00+01:00")
    assert last_day(strict(counted, begin, ()).due, zone) == strictly
    assert last_day(latest(counted, begin, ()).due, zone) == generously


def test_civil_procedure_days_are_a_doubt_in_words() -> None:
    """Fed. R. Civ. P. 6(a)(1)(C): to the end of the next day that is none of rest; shown, never used."""
    counted = period("us", "P2D", "America/New_York", "US")
    begin = parse_time("2026-11-19T15:00-05:00")
    doubt = counted.order.doubt(counted, begin, strict(counted, begin, ()).due)
    assert doubt is not None
    assert "Tue 2026-11-24 00:00:00 EST" in doubt


@pytest.mark.parametrize(
    ("day", "zone", "end"),
    [
        ("2026-04-23", "Africa/Cairo", "2026-04-23T22:00Z"),  # clocks go from 24:00 to 01:00
        ("2026-10-31", "America/Havana", "2026-11-01T04:00Z"),  # clocks go from 01:00 to 00:00: the first midnight
        ("2026-10-29", "Africa/Cairo", "2026-10-29T22:00Z"),  # clocks go from 24:00 to 23:00: that hour still counts
        ("2011-12-29", "Pacific/Apia", "2011-12-30T10:00Z"),  # Samoa skipped 30 December
    ],
)
def test_odd_midnights(day: str, zone: str, end: str) -> None:
    assert midnight_after(date.fromisoformat(day), zone_named(zone)) == parse_time(end)


@pytest.mark.parametrize(
    ("moment", "zone", "hour"),
    [
        ("2026-11-24T13:35:20Z", "Europe/Berlin", "2026-11-24T14:00Z"),
        ("2026-11-24T13:00:00Z", "Europe/Berlin", "2026-11-24T14:00Z"),  # on the stroke an hour begins
        ("2026-11-24T13:59:59.999999Z", "Europe/Berlin", "2026-11-24T14:00Z"),
        ("2026-11-24T13:35:00Z", "Asia/Kolkata", "2026-11-24T14:30Z"),  # 19:05 there; the hour ends at half past
    ],
)
def test_the_next_local_hour(moment: str, zone: str, hour: str) -> None:
    assert next_hour(parse_time(moment), zone_named(zone)) == parse_time(hour)


def test_a_holiday_in_any_calendar_is_one() -> None:
    parts = ("GB-ENG", "GB-SCT", "GB-NIR")
    assert holiday(date(2027, 3, 17), parts) == "Saint Patrick's Day (GB-NIR)"
    assert holiday(date(2026, 12, 28), parts) == "Boxing Day (observed) (GB-ENG, GB-SCT, GB-NIR)"
    assert holiday(date(2027, 3, 18), parts) is None
    assert rest(date(2026, 11, 21), ()) == "Saturday"


@pytest.mark.parametrize(
    ("calendar", "known"),
    [("DE", True), ("GB-SCT", True), ("GB-XYZ", False), ("XX", False), ("", False), ("DE-", False), ("de", False)],
)
def test_known_calendars(calendar: str, known: bool) -> None:
    assert knows(calendar) == known


def test_times_come_out_in_utc() -> None:
    counted = period("eu", "P1D", "Europe/Berlin")
    assert strict(counted, parse_time("2026-11-24T12:00Z"), ()).due.tzinfo is UTC
