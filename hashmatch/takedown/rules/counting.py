"""How legal orders count a period: the strict reading of a rule, and the one most generous to the platform.

Strict, in every order: hours are elapsed time; days begin after the day of the event, all count (or all working days,
where the rule says so), and the last ends at local midnight. What an order counts otherwise makes the latest reading.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hashmatch.takedown.rules.holidays import SATURDAY, SUNDAY, rest
from hashmatch.takedown.rules.regime import Duration
from hashmatch.takedown.times import written

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Order:
    """How a legal order differs from the strict reading, each with its citation; None where it does not differ."""

    begun_hour: str | None = None  # the hour of the event is not counted
    last_day: str | None = None  # if the last day is not a working day, the period ends on the next one
    weekend: tuple[int, ...] = (SATURDAY, SUNDAY)  # weekdays that are never a last day
    two_working_days: str | None = None  # a period of two days or more has at least two working days
    short_days: str | None = None  # up to six days: only working days are counted
    doubt: Callable[["Period", datetime, datetime], str | None] = lambda _period, _start, _due: None


@dataclass(frozen=True, slots=True)
class Period:
    """A duration with everything that decides how it is counted."""

    duration: Duration
    business_days: bool
    zone: ZoneInfo
    calendars: tuple[str, ...]
    order: Order

    @property
    def words(self) -> str:
        """The length as people say it."""
        return self.duration.words(business_days=self.business_days)


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which the clock stands still, from `begin` up to but not including `end`; None: it still does."""

    begin: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Reading:
    """When a period ends on one reading of the rule, and why."""

    due: datetime  # UTC
    words: tuple[str, ...]


Count = Callable[[Period, datetime, Sequence[Pause]], Reading]


def strict(period: Period, start: datetime, stood: Sequence[Pause]) -> Reading:
    """Count `period` from `start` as the rule's plain words say; `stood` are finished pauses in order."""
    if period.duration.days:
        days, skipped = _counted_days(period, start, stood, only_working=period.business_days)
        due = midnight_after(days[-1], period.zone)
        words = [f"The day of the start, {start.astimezone(period.zone):%a %Y-%m-%d}, is not counted."]
        words += [f"Not counted either: {'; '.join(skipped)}."] if skipped else []
        words += [f"{period.words}: {_span(days)}, to the end of the last: {written(due, period.zone)}."]
        return Reading(due, tuple(words))
    still = _standing(stood, start)
    due = start + period.duration.elapsed + still
    plus = f" and {still} of standing still" if still else ""
    begin, end = written(start, period.zone), written(due, period.zone)
    return Reading(due, (f"Hours are elapsed time: {period.words}{plus} after {begin}: {end}.",))


def latest(period: Period, start: datetime, stood: Sequence[Pause]) -> Reading:
    """Count `period` from `start` as generously to the platform as its legal order allows; never before `strict`."""
    plain = strict(period, start, stood)
    if period.duration.days:
        return plain if period.business_days else _latest_days(period, start, stood)
    if period.order.begun_hour is None or period.duration.elapsed % HOUR:
        return plain
    first = next_hour(start, period.zone)
    due = first + period.duration.elapsed + _standing(stood, first)
    words = (
        f"Latest reading: {period.order.begun_hour}. The hour of the start ends {written(first, period.zone)}; "
        f"{period.words} from there: {written(due, period.zone)}."
    )
    return Reading(due, (words,))


def _latest_days(period: Period, start: datetime, stood: Sequence[Pause]) -> Reading:
    """Count calendar days, and move the last one on where the legal order does."""
    order = period.order
    short = order.short_days is not None and period.duration.days <= 6
    days, skipped = _counted_days(period, start, stood, only_working=short)
    why = [f"{order.short_days}: not counted {'; '.join(skipped)}"] if short and skipped else []
    if order.two_working_days and period.duration.days >= 2:
        before = len(days)
        while sum(not rest(day, period.calendars) for day in days) < 2:
            days.append(days[-1] + DAY)
        why += [order.two_working_days] if len(days) > before else []
    passed = []
    while order.last_day and (reason := rest(days[-1], period.calendars, order.weekend)):
        passed.append(f"{days[-1]:%a %Y-%m-%d} ({reason})")
        days.append(days[-1] + DAY)
    why += [f"{order.last_day}: not the last day {'; '.join(passed)}"] if passed else []
    due = midnight_after(days[-1], period.zone)
    words = f"Latest reading: {'; '.join(why)}. The last day is {days[-1]:%a %Y-%m-%d}: {written(due, period.zone)}."
    return Reading(due, (words,) if why else ())


def _counted_days(
    period: Period, start: datetime, stood: Sequence[Pause], *, only_working: bool
) -> tuple[list[date], list[str]]:
    """Return the days that count, and those that do not, with why: the clock stood still, or it is no working day."""
    still = set(_still_days(stood, period.zone))
    day = start.astimezone(period.zone).date()
    days: list[date] = []
    skipped: list[str] = []
    while len(days) < period.duration.days:
        day += DAY
        reason = "the clock stood still" if day in still else rest(day, period.calendars) if only_working else None
        if reason:
            skipped.append(f"{day:%a %Y-%m-%d} ({reason})")
        else:
            days.append(day)
    return days, skipped


def _still_days(stood: Sequence[Pause], zone: ZoneInfo) -> Iterator[date]:
    """Yield every local day on which the clock stood still for a moment."""
    for pause in stood:
        if pause.end is not None and pause.end > pause.begin:
            day, last = (moment.astimezone(zone).date() for moment in (pause.begin, pause.end - timedelta.resolution))
            while day <= last:
                yield day
                day += DAY


def _standing(stood: Sequence[Pause], start: datetime) -> timedelta:
    """Return how long the clock stood still after `start`."""
    spans = (max(pause.end - max(pause.begin, start), timedelta(0)) for pause in stood if pause.end is not None)
    return sum(spans, timedelta(0))


def next_hour(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return the next full local hour; on the stroke an hour begins, so it is the one after (half-open hours)."""
    local = moment.astimezone(zone)
    return moment + HOUR - timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)


def midnight_after(day: date, zone: ZoneInfo) -> datetime:
    """Return the first moment of the next local day, in UTC; where clocks skip midnight it is the moment they jump."""
    return datetime.combine(day + DAY, datetime.min.time(), tzinfo=zone).astimezone(UTC)


def _span(days: Sequence[date]) -> str:
    """Name a few days singly, many by the first and the last."""
    named = [f"{day:%a %Y-%m-%d}" for day in days]
    return ", ".join(named) if len(named) <= 3 else f"{named[0]} to {named[-1]}"


def _frcp_6(period: Period, _start: datetime, due: datetime) -> str | None:
    """United States: the rule of civil procedure that lets an end on a day of rest run on; doubtful here."""
    local = due.astimezone(period.zone)
    last = (due - timedelta.resolution).astimezone(period.zone).date() if period.duration.days else local.date()
    day = last
    while rest(day, period.calendars):
        day += DAY
    if day == last:
        return None
    moved = midnight_after(day, period.zone) if period.duration.days else local + (day - last)  # same clock time
    return (
        f"Fed. R. Civ. P. 6(a), if it applied to a platform's duty, would give {written(moved, period.zone)}; not used."
    )


def _clock_face(period: Period, start: datetime, due: datetime) -> str | None:
    """France: whether "hour to hour" means elapsed time or the clock face is open; they differ when clocks change."""
    face = (start.astimezone(period.zone) + (due - start)).astimezone(UTC)
    if period.duration.days or face == due:
        return None
    return f"Counted by the clock face it would be {written(face, period.zone)}; elapsed time is used."


def _day_of_rest(period: Period, _start: datetime, due: datetime) -> str | None:
    """Australia: the rule that lets an act be done the next working day speaks of days, not of hours."""
    last = due.astimezone(period.zone).date()
    if period.duration.days or not (reason := rest(last, period.calendars)):
        return None
    rule = "Acts Interpretation Act 1901 s 36(2)"
    return f"{last:%a %Y-%m-%d} is a day of rest ({reason}), but {rule} is about days: not moved."


ORDERS = {
    # Orders of which no rule is on record, and targets.
    "plain": Order(),
    "eu": Order(
        begun_hour="Regulation 1182/71, Article 3(1) and (2), does not count the hour of the event",
        last_day="Regulation 1182/71, Article 3(4)",  # "otherwise than in hours": never for hours
        two_working_days="Regulation 1182/71, Article 3(5): two days or more include two working days",
    ),
    "de": Order(
        begun_hour="BGB s 187(1), by analogy, does not count the hour of the event",
        last_day="BGB s 193",  # for days; hours run through weekends and holidays (VwVfG s 31(6))
    ),
    "it": Order(
        begun_hour="Civil Code art 2963 and CPC art 155 do not count the initial hour",
        last_day="Civil Code art 2963, third paragraph",  # a Saturday moves acts of procedure only (CPC art 155)
        weekend=(SUNDAY,),
    ),
    "fr": Order(doubt=_clock_face),
    "us": Order(doubt=_frcp_6),
    "uk": Order(),  # Interpretation Act 1978 s 9: times are GMT subject to summer time
    "au": Order(last_day="Acts Interpretation Act 1901 s 36(2)", doubt=_day_of_rest),
    "nz": Order(last_day="Legislation Act 2019 s 54"),
    "in": Order(),  # General Clauses Act 1897 s 9; s 10 is for courts and offices only
    "jp": Order(last_day="Civil Code art 142, where custom is not to transact", weekend=(SUNDAY,)),
    "kr": Order(last_day="Civil Act art 161"),
    "my": Order(
        # The weekly holiday is Sunday, in some States Friday; Saturday is taken for one, because offices rest.
        last_day="Interpretation Acts 1948 and 1967 s 54(1)(b)",
        short_days="Interpretation Acts 1948 and 1967 s 54: up to six days, weekly and public holidays are not counted",
    ),
}
