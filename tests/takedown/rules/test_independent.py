"""Every worked case again, by a second clock that was written from the words of the rules and not from our code.

It is naive on purpose. Local times are found by trying every offset, hours by walking tick by tick, days by walking
day by day, and the end of a day by walking until the date changes. It reads the rules' files as plain TOML, and the
worked cases need no calendar package: their public holidays stand below.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files
from itertools import takewhile
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hashmatch.takedown import ClockEvent, Duration, Regime, deadline
from hashmatch.takedown.rules.load import shipped_regimes

SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)
SATURDAY, SUNDAY = 5, 6

# --- the words of each legal order ---

HOUR_OF_THE_EVENT_IS_FREE = {
    "eu",  # Regulation 1182/71, article 3(1): "the hour during which that event occurs ... shall not be considered"
    "de",  # BGB s 187(1), by analogy
    "it",  # CPC art 155, first paragraph: "si escludono il giorno o l'ora iniziali"
}
NO_LAST_DAY = {  # weekdays that move the last day on, as public holidays do
    "eu": {SATURDAY, SUNDAY},  # Regulation 1182/71, article 3(4)
    "de": {SATURDAY, SUNDAY},  # BGB s 193
    "it": {SUNDAY},  # Civil Code art 2963, third paragraph: "giorno festivo"
    "au": {SATURDAY, SUNDAY},  # Acts Interpretation Act 1901 s 36(2)
    "nz": {SATURDAY, SUNDAY},  # Legislation Act 2019 s 54
    "kr": {SATURDAY, SUNDAY},  # Civil Act art 161
    "jp": {SUNDAY},  # Civil Code art 142
    "my": {SATURDAY, SUNDAY},  # Interpretation Acts 1948 and 1967 s 54(1)(b): weekly and public holidays
}
TWO_WORKING_DAYS_AT_LEAST = {"eu"}  # Regulation 1182/71, article 3(5): periods of two days or more
SIX_DAYS_ARE_WORKING_DAYS = {"my"}  # Interpretation Acts 1948 and 1967 s 54(1)(d): six days or less

EVERYWHERE = """2026-04-03 2026-05-04 2026-05-25 2026-12-25 2026-12-28 2027-01-01 2027-03-26 2027-12-27 2027-12-28"""
HOLIDAYS_BY_HAND = {  # in the weeks that the worked cases touch
    "GB-ENG": f"{EVERYWHERE} 2026-04-06 2026-08-31 2027-03-29",
    "GB-WLS": f"{EVERYWHERE} 2026-04-06 2026-08-31 2027-03-29",
    "GB-SCT": f"{EVERYWHERE} 2026-06-15 2026-08-03 2026-11-30 2027-01-04",
    "GB-NIR": f"{EVERYWHERE} 2026-03-17 2026-04-06 2026-07-13 2026-08-31 2027-03-17 2027-03-29",
    "DE": "2018-01-01 2018-03-30 2018-04-02 2019-12-25 2019-12-26 2020-01-01 2022-04-15 2022-04-18",
    "JP": "2026-04-29 2026-05-03 2026-05-04 2026-05-05 2026-05-06 2026-11-23 2028-02-11 2028-02-23",
    "KR": "2026-12-25",
}

IsHoliday = Callable[[date, Iterable[str]], bool]
Stop = tuple[datetime, datetime | None]  # from, and up to but not including; None: it still stands


def by_hand(day: date, calendars: Iterable[str]) -> bool:
    return any(day.isoformat() in HOLIDAYS_BY_HAND[code] for code in calendars)


@cache
def calendar(code: str) -> holidays.HolidayBase:
    country, _, part = code.partition("-")
    return holidays.country_holidays(country, subdiv=part or None)


def by_package(day: date, calendars: Iterable[str]) -> bool:
    return any(day in calendar(code) for code in calendars)


# --- the second clock ---


@dataclass(frozen=True)
class Rule:
    """What a file says of a period, in the file's own words."""

    duration: str
    counting: str
    zone: ZoneInfo
    calendars: tuple[str, ...] = ()
    business_days: bool = False
    on_resume: str | None = None

    @property
    def minutes(self) -> int:
        """The length of ``PT48H`` or ``PT90M``; 0 for days."""
        found = re.fullmatch(r"PT(?:(\d+)H)?(?:(\d+)M)?", self.duration)
        return int(found[1] or 0) * 60 + int(found[2] or 0) if found else 0

    @property
    def days(self) -> int:
        """The length of ``P7D``."""
        return int(self.duration.strip("PD"))


def run_out(
    rule: Rule, start: datetime, stops: Sequence[Stop], is_holiday: IsHoliday, *, generous: bool
) -> datetime | None:
    """Return when the time is out; None if it stands still."""
    if rule.minutes:
        return walk_hours(rule, start, stops if rule.on_resume else (), generous=generous)
    return walk_restarts(rule, start, stops if rule.on_resume else (), is_holiday, generous=generous)


def walk_hours(rule: Rule, start: datetime, stops: Sequence[Stop], *, generous: bool) -> datetime | None:
    """Walk on from the start and count the ticks in which the clock runs."""
    tick = SECOND if any(moment.second for moment in (start, *(begin for begin, _ in stops))) else MINUTE
    needed = rule.minutes * MINUTE // tick
    free = generous and rule.counting in HOUR_OF_THE_EVENT_IS_FREE and rule.minutes % 60 == 0
    now, counted = start, 0
    counts_from = next_stroke(start, rule.zone) if free else start
    while counted < needed:
        stop = next((stop for stop in stops if stop[0] <= now and (stop[1] is None or now < stop[1])), None)
        if stop is not None and stop[1] is None:
            return None
        if stop is not None and stop[1] is not None and rule.on_resume == "restart":
            now, counted = stop[1], 0
            counts_from = next_stroke(now, rule.zone) if free else now
            continue
        counted += now >= counts_from and stop is None
        now += tick
    return now


def next_stroke(moment: datetime, zone: ZoneInfo) -> datetime:
    """Walk until clocks there show a full hour; on the stroke, to the next one."""
    tick = SECOND if moment.second else MINUTE
    moment += tick
    while moment.astimezone(zone).strftime("%M:%S") != "00:00":
        moment += tick
    return moment


def walk_restarts(
    rule: Rule, start: datetime, stops: Sequence[Stop], is_holiday: IsHoliday, *, generous: bool
) -> datetime | None:
    """Begin again after each stop that came in time, or leave out the days that a stop touched."""
    still: set[date] = set()
    due = walk_days(rule, start, still, is_holiday, generous=generous)
    for begin, end in stops:
        if begin >= due:
            return due
        if end is None:
            return None
        if rule.on_resume == "restart":
            start = end
        else:
            minutes = (begin + count * MINUTE for count in range((end - begin) // MINUTE))
            still |= {minute.astimezone(rule.zone).date() for minute in minutes}
        due = walk_days(rule, start, still, is_holiday, generous=generous)
    return due


def walk_days(rule: Rule, start: datetime, still: set[date], is_holiday: IsHoliday, *, generous: bool) -> datetime:
    """Count days after that of the start; generously, go on from a last day that cannot be one."""

    def works(day: date, weekend: Iterable[int] = (SATURDAY, SUNDAY)) -> bool:
        return day.weekday() not in weekend and not is_holiday(day, rule.calendars)

    generous = generous and not rule.business_days
    short = generous and rule.counting in SIX_DAYS_ARE_WORKING_DAYS and rule.days <= 6
    day, left, period = start.astimezone(rule.zone).date(), rule.days, []
    while left:
        day += DAY
        if day not in still and (works(day) or not (rule.business_days or short)):
            period.append(day)
            left -= 1
    if generous and rule.counting in TWO_WORKING_DAYS_AT_LEAST and rule.days >= 2:
        while len([each for each in period if works(each)]) < 2:
            day += DAY
            period.append(day)
    while generous and rule.counting in NO_LAST_DAY and not works(day, NO_LAST_DAY[rule.counting]):
        day += DAY
    return end_of(day, rule.zone)


@cache
def end_of(day: date, zone: ZoneInfo) -> datetime:
    """Walk minute by minute until clocks there show another date."""
    moment = datetime(day.year, day.month, day.day, 6, tzinfo=UTC)
    while moment.astimezone(zone).date() <= day:
        moment += MINUTE
    return moment


# --- the page of worked cases ---


def tables() -> dict[str, Any]:
    folder = files("hashmatch.takedown.rules") / "regimes"
    found: dict[str, Any] = {}
    for path in folder.iterdir():
        if path.name.endswith(".toml"):
            found |= tomllib.loads(path.read_text(encoding="utf-8"))
    return found


TABLES = tables()


def rows(heading: str) -> list[list[str]]:
    """Read the rows of the table below a heading, without its two lines of head."""
    page = (Path(__file__).parent / "WORKED_CASES.md").read_text(encoding="utf-8").splitlines()
    below = page[page.index(f"## {heading}") + 1 :]
    section = list(takewhile(lambda line: not line.startswith("## "), below))
    lines = [line for line in section if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip().strip("|").split(" | ")] for line in lines]


def rule_of(table: dict[str, Any], step: dict[str, Any] | None = None) -> Rule:
    """Return the rule's own period, or that of one of its steps."""
    period = table if step is None else step
    return Rule(
        duration=period["duration"],
        counting=table["counting"],
        zone=ZoneInfo(table["zone"]),
        calendars=tuple(table.get("calendars", ())),
        business_days=period.get("business_days", False),
        on_resume=table.get("on_resume") if step is None else None,
    )


def moment(text: str, home: ZoneInfo) -> datetime:
    """Return the only moment at which clocks show this text, by trying every offset of whole quarters of an hour."""
    zone = ZoneInfo("America/Los_Angeles") if text.endswith((" PST", " PDT")) else home
    if " 24:00" in text:
        return moment(text.replace(" 24:00", " 23:59"), home) + MINUTE
    _, day, clock, name = text.split()
    face = datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=UTC)
    shown = "%a %Y-%m-%d %H:%M:%S" if clock.count(":") == 2 else "%a %Y-%m-%d %H:%M"
    found = []
    for quarter in range(-60, 61):
        tried = (face + quarter * 15 * MINUTE).astimezone(zone)
        names = {f"{tried:%Z}", f"{tried:%z}"[:3]}  # the zone's own name, or its offset: Taiwan's CST is also America's
        if f"{tried:{shown}} {name}" == text and name in names:
            found.append(tried.astimezone(UTC))
    assert len(found) == 1, f"{text}: {len(found)} such moments in {zone.key}"
    return found[0]


def agree(rule: Rule, start: datetime, stops: Sequence[Stop], due: str, latest: str) -> None:
    """Compare both readings of a row with what the second clock finds."""
    expected = moment(due, rule.zone)
    assert run_out(rule, start, stops, by_hand, generous=False) == expected
    generously = expected if latest == "=" else moment(latest, rule.zone)
    assert run_out(rule, start, stops, by_hand, generous=True) == generously


def in_force(table: dict[str, Any], start: datetime) -> bool:
    day, dates = start.astimezone(ZoneInfo(table["zone"])).date(), table.get("in_force", {})
    return bool(dates.get("from", day) <= day < dates.get("until", date.max))


def named(row: list[str]) -> str:
    return f"{row[0]}: {row[-1]}"


@pytest.mark.parametrize("row", rows("Removals"), ids=named)
def test_removal(row: list[str]) -> None:
    name, started, due, latest, _ = row
    rule = rule_of(TABLES[name])
    start = moment(started, rule.zone)
    assert in_force(TABLES[name], start)
    agree(rule, start, (), due, latest)


@pytest.mark.parametrize("row", rows("Pauses"), ids=named)
def test_pause(row: list[str]) -> None:
    name, started, stood, due, latest, _ = row
    rule = rule_of(TABLES[name])
    begin, end = (moment(text, rule.zone) for text in stood.split(" to "))
    agree(rule, moment(started, rule.zone), [(begin, end)], due, latest)


@pytest.mark.parametrize("row", rows("Procedural steps"), ids=named)
def test_step(row: list[str]) -> None:
    name, started, due, latest, _ = row
    table = TABLES[name.split()[0]]
    (step,) = [step for step in table["steps"] if step["name"] == name.split()[1]]
    kind, text = started.split(maxsplit=1)
    assert step["starts"] == kind
    start = moment(text, ZoneInfo(table["zone"]))
    assert in_force(table, start)
    agree(rule_of(table, step), start, (), due, latest)


# --- far more cases than a page holds ---

TARGET = next(regime for regime in shipped_regimes() if regime.id == "target-inhope-p3d")
ORDERS = ["plain", "eu", "de", "it", "fr", "us", "uk", "au", "nz", "in", "jp", "kr", "my"]
PLACES = [
    ("Europe/Berlin", ("DE",)),
    ("Europe/London", ("GB-ENG", "GB-WLS", "GB-SCT", "GB-NIR")),
    ("America/New_York", ("US",)),
    ("Asia/Kolkata", ("IN",)),
    ("Asia/Tokyo", ("JP",)),
    ("Asia/Kuala_Lumpur", ("MY",)),
    ("Australia/Sydney", ()),
]
DURATIONS = ["PT1H", "PT90M", "PT3H", "PT24H", "P1D", "P2D", "P3D", "P6D", "P7D", "P15D"]
DAYS_OF_NOTE = [  # around which readings part
    *(date(2024, 3, 31), date(2024, 10, 27)),  # clocks change in Europe,
    *(date(2025, 3, 9), date(2025, 11, 2)),  # New York,
    *(date(2026, 4, 5), date(2026, 10, 4)),  # and Sydney
    *(date(2024, 12, 25), date(2025, 4, 18), date(2026, 1, 1), date(2026, 5, 4)),  # holidays follow each other
    date(2028, 2, 29),  # a leap day
]


@st.composite
def rules(draw: st.DrawFn, counting: str) -> list[Rule]:
    """One rule for each duration, all of the same order and place."""
    zone, calendars = draw(st.sampled_from(PLACES))
    on_resume = draw(st.sampled_from([None, "restart", "continue"]))
    working = bool(calendars) and draw(st.booleans())
    return [
        Rule(text, counting, ZoneInfo(zone), calendars, working and text.endswith("D"), on_resume) for text in DURATIONS
    ]


@st.composite
def stories(draw: st.DrawFn) -> tuple[datetime, list[Stop]]:
    """A start some days before a day of note, and up to three stops in order, the last perhaps without an end.

    Coarse steps make stops begin and end on the stroke of an hour, at midnight, and just when the time is out.
    """
    step = draw(st.sampled_from([1, 30, 60])) * MINUTE
    day = datetime.combine(draw(st.sampled_from(DAYS_OF_NOTE)), datetime.min.time(), tzinfo=UTC)
    start = day + draw(st.integers(-9 * (DAY // step), DAY // step)) * step
    scale = draw(st.sampled_from([1, 12]))
    marks, now = [], start - draw(st.integers(0, 9)) * scale * step
    for length in draw(st.lists(st.integers(1, 20), max_size=6)):
        now += length * scale * step
        marks.append(now)
    stops = zip(marks[::2], [*marks[1::2], None], strict=False)
    return start, [(begin, end) for begin, end in stops if end is None or end > start]


def events(start: datetime, stops: Iterable[Stop]) -> Iterator[ClockEvent]:
    yield ClockEvent("notified", start)
    for begin, end in stops:
        yield ClockEvent("paused", begin)
        yield from [ClockEvent("resumed", end)] if end else []


def regime_of(rule: Rule) -> Regime:
    return replace(
        TARGET,
        duration=Duration.parse(rule.duration),
        counting=rule.counting,
        zone=rule.zone,
        calendars=rule.calendars,
        business_days=rule.business_days,
        on_resume=rule.on_resume,
    )


@pytest.mark.parametrize("counting", ORDERS)
@settings(max_examples=50)
@given(data=st.data(), story=stories())
def test_both_clocks_agree(counting: str, data: st.DataObject, story: tuple[datetime, list[Stop]]) -> None:
    start, stops = story
    for rule in data.draw(rules(counting)):
        found = deadline(regime_of(rule), events(start, stops))
        due = run_out(rule, start, stops, by_package, generous=False)
        assert found.due == due
        if due is not None:
            assert found.due_latest == run_out(rule, start, stops, by_package, generous=True)
