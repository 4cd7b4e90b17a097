"""Moments are parsed strictly: what could be read in two ways is refused with both."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashmatch.errors import BadTimeError, UnknownZoneError, quoted
from hashmatch.takedown import parse_time, zone_named
from hashmatch.takedown.times import stamp, written

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-24T12:00:00Z", NOON),
        ("2026-11-24T12:00Z", NOON),
        ("2026-11-24t12:00:00z", NOON),
        ("2026-11-24 13:00:00+01:00", NOON),
        ("2026-11-24T13:00+0100", NOON),
        ("2026-11-24T13:00+01", NOON),
        ("2026-11-24T17:30+05:30", NOON),
        ("2026-11-24T07:00-05:00", NOON),
        ("2026-11-25T02:00+14:00", NOON),
        ("2026-11-24T12:00-00:00", NOON),  # RFC 3339: UTC, the local zone unknown
        ("2026-11-24T12:00:00.25Z", NOON + timedelta(milliseconds=250)),
        ("2026-11-24T12:00:00,000001Z", NOON + timedelta(microseconds=1)),
        ("2026-11-24T12:00:00.123456789Z", NOON + timedelta(microseconds=123456)),
        ("2028-02-29T00:00Z", datetime(2028, 2, 29, tzinfo=UTC)),
    ],
)
def test_parse(text: str, moment: datetime) -> None:
    found = parse_time(text)
    assert found == moment
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("2026-11-24T12:00:00", "no offset"),
        ("2026-11-24", "ISO 8601"),
        ("24.11.2026 12:00", "ISO 8601"),
        ("2026-W48-2T12:00Z", "ISO 8601"),
        ("1795521600", "ISO 8601"),
        ("", "ISO 8601"),
        ("2026-11-24T12:00Z\n", "ISO 8601"),
        ("2026-11-24T12:00 Z", "ISO 8601"),
        ("٢٠٢٦-11-24T12:00Z", "ISO 8601"),  # digits, but not ASCII
        ("2026-02-29T12:00Z", "no such time"),
        ("2026-13-01T12:00Z", "no such time"),
        ("2026-11-24T24:00Z", "no such time"),
        ("2026-11-24T12:00:60Z", "no such time"),
        ("2026-11-24T12:00+25:00", "no such time"),
        ("2026-11-24T12:00+15:00", "14 hours"),
        ("0206-11-24T12:00Z", "1970 to 2100"),
        ("9999-12-31T23:59Z", "1970 to 2100"),
        ("1970-01-01T00:30+01:00", "1970 to 2100"),  # of 1969 in UTC: an export of it could not be imported
        ("2100-12-31T23:30-01:00", "1970 to 2100"),
    ],
)
def test_refused(text: str, problem: str) -> None:
    with pytest.raises(BadTimeError) as caught:
        parse_time(text)
    assert problem in str(caught.value)
    assert repr(text) in str(caught.value)


@pytest.mark.parametrize(
    ("zone", "local", "readings"),
    [
        # Clocks go forward: the local time never was.
        (
            "Europe/Berlin",
            "2026-03-29T02:30",
            ("01:30:00 CET (2026-03-29T00:30:00Z)", "03:30:00 CEST (2026-03-29T01:30:00Z)"),
        ),
        (
            "America/New_York",
            "2027-03-14T02:00",
            ("01:00:00 EST (2027-03-14T06:00:00Z)", "03:00:00 EDT (2027-03-14T07:00:00Z)"),
        ),
        (
            "Australia/Sydney",
            "2026-10-04T02:59",
            ("01:59:00 AEST (2026-10-03T15:59:00Z)", "03:59:00 AEDT (2026-10-03T16:59:00Z)"),
        ),
        # Clocks go back: it was twice.
        (
            "Europe/Berlin",
            "2026-10-25T02:30",
            ("02:30:00 CEST (2026-10-25T00:30:00Z)", "02:30:00 CET (2026-10-25T01:30:00Z)"),
        ),
        (
            "America/New_York",
            "2026-11-01T01:00",
            ("01:00:00 EDT (2026-11-01T05:00:00Z)", "01:00:00 EST (2026-11-01T06:00:00Z)"),
        ),
        (
            "Australia/Sydney",
            "2027-04-04T02:59",
            ("02:59:00 AEDT (2027-04-03T15:59:00Z)", "02:59:00 AEST (2027-04-03T16:59:00Z)"),
        ),
    ],
)
def test_the_two_nights_of_three_zones(zone: str, local: str, readings: tuple[str, str]) -> None:
    tz = zone_named(zone)
    with pytest.raises(BadTimeError) as caught:
        parse_time(local, tz)
    first, second = readings
    assert f"{first} or " in str(caught.value)
    assert second in str(caught.value)
    word = "twice" if first[:5] == second[:5] else "skipped"
    assert word in str(caught.value)


@pytest.mark.parametrize(
    ("zone", "local", "utc"),
    [
        ("Europe/Berlin", "2026-03-29T01:59:59", "2026-03-29T00:59:59Z"),
        ("Europe/Berlin", "2026-03-29T03:00", "2026-03-29T01:00:00Z"),
        ("Europe/Berlin", "2026-10-25T01:59:59", "2026-10-24T23:59:59Z"),
        ("Europe/Berlin", "2026-10-25T03:00", "2026-10-25T02:00:00Z"),
        ("America/New_York", "2026-11-01T00:59:59", "2026-11-01T04:59:59Z"),
        ("America/New_York", "2026-11-01T02:00", "2026-11-01T07:00:00Z"),
        ("Asia/Kolkata", "2026-02-20T00:30", "2026-02-19T19:00:00Z"),
    ],
)
def test_a_local_time_that_was_once_is_read(zone: str, local: str, utc: str) -> None:
    assert stamp(parse_time(local, zone_named(zone))) == utc


def test_an_offset_counts_more_than_the_zone() -> None:
    assert parse_time("2026-10-25T02:30+02:00", zone_named("Europe/Berlin")) == parse_time("2026-10-25T00:30Z")


@pytest.mark.parametrize("name", ["", "Berlin", "Europe", "Europe/../Europe/Berlin", "/etc/localtime", "CEST", "\0"])
def test_unknown_zone(name: str) -> None:
    with pytest.raises(UnknownZoneError, match="write an IANA name"):
        zone_named(name)


def test_written() -> None:
    assert written(NOON, zone_named("Asia/Kolkata")) == "Tue 2026-11-24 17:30:00 IST (2026-11-24T12:00:00Z)"


@given(st.text())
def test_whatever_is_refused_is_repeated(text: str) -> None:
    with pytest.raises(BadTimeError) as caught:
        parse_time(text)
    assert quoted(text) in str(caught.value)


def test_a_very_long_text_is_cut_in_the_message() -> None:
    with pytest.raises(BadTimeError) as caught:
        parse_time("2" * 1_000_000)
    assert len(str(caught.value)) < 300
    assert "1,000,000 characters" in str(caught.value)


@given(
    st.datetimes(datetime(1970, 1, 2), datetime(2100, 12, 30)),  # noqa: DTZ001 - hypothesis adds the zone
    st.integers(-14 * 60, 14 * 60),
)
def test_what_is_written_with_an_offset_is_read_back(local: datetime, minutes: int) -> None:
    moment = local.replace(tzinfo=UTC) - timedelta(minutes=minutes)
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    assert parse_time(f"{local.isoformat()}{sign}{hours:02}:{rest:02}") == moment
    assert parse_time(stamp(moment)) == moment


def test_a_moment_without_an_offset_is_not_written_as_one_of_the_machines_zone() -> None:
    with pytest.raises(BadTimeError, match="no offset from UTC; give it a time zone"):
        stamp(datetime(2026, 11, 24, 9))  # noqa: DTZ001 - a naive time is the mistake
    assert stamp(NOON.astimezone(zone_named("Asia/Seoul"))) == "2026-11-24T12:00:00Z"
