"""When a platform's time runs out: a pure function of a rule and of what happened to a notice. Reads no clock."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from hashmatch.takedown.events.kinds import EventKind
from hashmatch.takedown.rules.counting import ORDERS, Count, Pause, Period, Reading, latest, strict
from hashmatch.takedown.rules.regime import Duration, Regime, Step
from hashmatch.takedown.times import in_utc, written


@dataclass(frozen=True, slots=True)
class ClockEvent:
    """What the clock needs to know of one event of a notice.

    Attributes
    ----------
    kind : str
        The event's word: ``notified``, ``acknowledged``, ``paused``, ``resumed`` and so on; others change nothing.
    at : datetime
        Aware; kept in UTC. For ``notified`` the moment at which it reached the platform.
    due, duration : datetime, Duration, optional
        The period that a notice sets itself. `due` counts where both are given.
    missing : tuple of str
        What the notice lacks of the parts that the rule requires (see `missing_parts`): with any, it starts no clock.
    """

    kind: str
    at: datetime
    due: datetime | None = None
    duration: Duration | None = None
    missing: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", in_utc(self.at))
        object.__setattr__(self, "due", self.due and in_utc(self.due))

    @property
    def complete(self) -> bool:
        """Whether the notice can start a clock."""
        return not self.missing


class State(StrEnum):
    """Whether there is a deadline, and why not."""

    RUNS = "runs"
    NOT_STARTED = "not started"  # no notice, or none that was complete
    NOT_IN_FORCE = "not in force"  # the rule was not in force on the day of the notice: no obligation
    NO_FIXED_DURATION = "no fixed duration"  # "without delay" is not judged by a number somebody made up
    STANDS_STILL = "stands still"  # paused and not resumed


@dataclass(frozen=True, slots=True)
class StepDue:
    """When one procedural step is due; never mixed into the verdict on the removal."""

    step: Step
    started: datetime | None  # None: the event that starts it has not happened
    due: datetime | None
    due_latest: datetime | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a platform's time runs out, in UTC, with the arithmetic in words.

    Attributes
    ----------
    due : datetime or None
        The strict reading: gone before it is in time on every reading. None unless `state` is ``RUNS``.
    due_latest : datetime or None
        The reading most generous to the platform; never before `due`. None without `due`, and where the platform's time
        had run out on the strict reading but on this one it was paused and not resumed.
    started : datetime or None
        When the period that ends at `due` began: after a restart that of the restart.
    words : tuple of str
        The arithmetic in sentences; the last ends with the due time if there is one.
    step_dues : tuple of StepDue
        The rule's procedural steps, in its order.
    """

    state: State
    due: datetime | None
    due_latest: datetime | None
    started: datetime | None
    words: tuple[str, ...]
    step_dues: tuple[StepDue, ...] = ()


Terms = Duration | datetime  # what a rule or a notice allows: a length, or a moment named outright


@dataclass(frozen=True, slots=True)
class StartedClock:
    """A clock that was started: under which rule, when, and when it stood still."""

    regime: Regime
    start: datetime
    pauses: tuple[Pause, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """One reading of the period with its pauses: when it ends (None: it stands still), since when it runs, and why."""

    started: datetime
    due: datetime | None
    words: tuple[str, ...]


def deadline(regime: Regime, events: Iterable[ClockEvent]) -> Deadline:
    """Return when the time of a platform runs out under `regime`, given what happened to one notice.

    Parameters
    ----------
    events : iterable of ClockEvent
        Of one notice (and, where an event is about some of its items only, of one item). Their order does not matter.

    Examples
    --------
    >>> from hashmatch.takedown import load_regimes, parse_time
    >>> found = deadline(load_regimes()["us-tida-2025"], [ClockEvent("notified", parse_time("2026-11-02T10:00Z"))])
    >>> found.due.isoformat(), found.words[-1]
    ('2026-11-04T10:00:00+00:00', 'Due: Wed 2026-11-04 05:00:00 EST (2026-11-04T10:00:00Z)')
    """
    story = sorted(events, key=_in_order)
    notices = [event for event in story if event.kind == regime.starts]
    start = next((event for event in notices if event.complete), None)
    words = [*_preamble(regime), *_incomplete(regime, notices, start)]
    if start is None:
        return Deadline(
            State.NOT_STARTED, None, None, None, (*words, f"No clock: no complete {regime.starts!r} event.")
        )
    words.append(f"Start: {written(start.at, regime.zone)}, {regime.trigger}.")
    if not regime.applies_on(start.at.astimezone(regime.zone).date()):
        return Deadline(State.NOT_IN_FORCE, None, None, None, (*words, _no_obligation(regime, start.at)))
    steps = tuple(_step_due(regime, step, start, story) for step in regime.steps)
    if regime.on_resume is None and any(event.kind == EventKind.PAUSED for event in story):
        words.append(f"The {regime.noun} knows no pause: what was recorded as one changes nothing.")
    clock = StartedClock(regime, start.at, tuple(_pauses_of(story, start.at)) if regime.on_resume else ())
    terms, why = _terms_of(clock, notices)
    words += why
    if terms is None:
        words.append(f"The {regime.noun} sets no fixed time for the removal: no due time is computed.")
        return Deadline(State.NO_FIXED_DURATION, None, None, start.at, tuple(words), steps)
    return _running(clock, terms, words, steps)


def _running(clock: StartedClock, terms: Terms, words: list[str], steps: tuple[StepDue, ...]) -> Deadline:
    """Take both readings of a clock that was started."""
    plain = _run(strict, clock, terms)
    words += plain.words
    if plain.due is None:
        return Deadline(State.STANDS_STILL, None, None, plain.started, tuple(words), steps)
    generous = _run(latest, clock, terms)
    if generous.due != plain.due:
        words += [word for word in generous.words if word not in plain.words]
    if isinstance(terms, Duration):
        period = _period_of(clock.regime, terms)
        doubt = period.order.doubt(period, plain.started, plain.due)
        words += [doubt] if doubt else []
    words.append(f"Due: {written(plain.due, clock.regime.zone)}")
    return Deadline(State.RUNS, plain.due, generous.due, plain.started, tuple(words), steps)


def _in_order(event: ClockEvent) -> tuple[object, ...]:
    """Order events by time, and those of one instant by what they say, so that the order of import changes nothing."""
    due = event.due.timestamp() if event.due else 0.0
    return event.at, event.kind, due, str(event.duration or ""), event.missing


def _preamble(regime: Regime) -> Iterator[str]:
    """Say which rule is applied, that a target is none, and that a disabled rule is."""
    law = f"{regime.name} ({regime.id})"
    yield f"{law}." if regime.kind == "law" else f"Target, not law: {law}."
    if not regime.enabled:
        yield f"This {regime.noun} is disabled: {regime.reason}. It is computed all the same."


def _incomplete(regime: Regime, notices: Iterable[ClockEvent], start: ClockEvent | None) -> Iterator[str]:
    """Say of each notice before the one that started the clock what it lacked."""
    for event in notices:
        if event is start:
            return
        lacked = ", ".join(event.missing)
        yield f"The notice of {written(event.at, regime.zone)} lacked {lacked}: it starts no clock."


def _no_obligation(regime: Regime, start: datetime) -> str:
    """Say why a notice outside the time in which the rule is in force obliges nobody."""
    day = start.astimezone(regime.zone).date()
    when = f"only from {regime.in_force_from}" if regime.begins_after(day) else f"only before {regime.in_force_until}"
    version = f" The family {regime.family} has the version of that day." if regime.family else ""
    where = f"the start falls on {day} ({regime.zone.key})"
    return f"No obligation: the {regime.noun} is in force {when}, and {where}.{version}"


def _pauses_of(story: Iterable[ClockEvent], start: datetime) -> Iterator[Pause]:
    """Pair ``paused`` with the next ``resumed``, leaving out what ended by `start`; a lone ``resumed`` changes nothing.

    At one instant an open pause ends before another begins.
    """
    begin: datetime | None = None
    for at, group in groupby(story, key=lambda event: event.at):
        kinds = {event.kind for event in group}
        if begin is not None and EventKind.RESUMED in kinds:
            yield from [Pause(begin, at)] if at > start else []
            begin = None
            kinds.remove(EventKind.RESUMED)
        if begin is None and EventKind.PAUSED in kinds:
            begin = at
            if EventKind.RESUMED in kinds:
                yield from [Pause(at, at)] if at > start else []
                begin = None
    if begin is not None:
        yield Pause(begin, None)


def _terms_of(clock: StartedClock, notices: Iterable[ClockEvent]) -> tuple[Terms | None, list[str]]:
    """Return what is allowed: the rule's period, or one that the notice (perhaps given again) sets itself."""
    regime = clock.regime
    terms: Terms | None = regime.duration
    words = []
    for event in notices:
        own = event.due or event.duration
        if own is None or not event.complete:
            continue
        said = own.words(business_days=regime.business_days) if isinstance(own, Duration) else written(own, regime.zone)
        refusal = _why_not(clock, own, terms, event.at)
        words.append(f"The notice itself says {said}{f': not used, {refusal}' if refusal else f' ({regime.extends})'}.")
        terms = terms if refusal else own
    return terms, words


def _why_not(clock: StartedClock, own: Terms, terms: Terms | None, at: datetime) -> str | None:
    """Return why the `own` period of a notice `at` some time does not take the place of `terms`, or None if it does."""
    ends = _count(strict, clock.regime, own, clock.start).due
    if clock.regime.own_period is None:
        return f"for the {clock.regime.noun} leaves no room for that"
    if ends <= at:
        return "for that is not after the notice"
    if terms is None:
        return None
    due = _run(strict, clock, terms).due
    if at > clock.start and due is not None and at >= due:
        return "for it came when the time had run out"
    if clock.regime.own_period == "longer" and ends <= _count(strict, clock.regime, terms, clock.start).due:
        return f"for the {clock.regime.noun} allows a longer period only"
    return None


def _run(counting: Count, clock: StartedClock, terms: Terms) -> Run:
    """Count `terms` on one reading, standing still in the pauses or beginning again after each."""
    start, zone = clock.start, clock.regime.zone
    if isinstance(terms, datetime):
        return Run(start, terms, ())  # no pause moves a moment named outright
    words = []
    stood: list[Pause] = []
    end = _count(counting, clock.regime, terms, start)
    for pause in clock.pauses:
        if pause.begin >= end.due:
            words.append(f"The pause of {written(pause.begin, zone)} came when the time had run out.")
            break  # nothing later gives it back
        if pause.end is None:
            words.append(f"The clock stands still since {written(pause.begin, zone)}.")
            return Run(start, None, tuple(words))
        between = f"{written(pause.begin, zone)} to {written(pause.end, zone)}"
        if clock.regime.on_resume == "restart":
            # Regulation (EU) 2021/784, Article 3(7) and (8): the hour *starts* once the obstacle is gone.
            words.append(f"Paused {between}: the whole period starts again at the end of the pause.")
            start = pause.end
        else:
            words.append(f"Paused {between}: the clock stands still and continues with the rest.")
            stood.append(pause)
        end = _count(counting, clock.regime, terms, start, stood)
    return Run(start, end.due, (*words, *end.words))


def _count(counting: Count, regime: Regime, terms: Terms, start: datetime, stood: Sequence[Pause] = ()) -> Reading:
    """Count a length on one reading; a moment named outright is what it is on both."""
    if isinstance(terms, datetime):
        return Reading(terms, ())
    return counting(_period_of(regime, terms), start, stood)


def _period_of(regime: Regime, duration: Duration) -> Period:
    """Return `duration` as the regime counts it."""
    return Period(duration, regime.business_days, regime.zone, regime.calendars, ORDERS[regime.counting])


def _step_due(regime: Regime, step: Step, start: ClockEvent, story: Iterable[ClockEvent]) -> StepDue:
    """Return when a procedural step is due: counted from the start of the removal's clock, or from a later event."""
    begun = (event.at for event in story if event.kind == step.starts and event.at >= start.at)
    at = start.at if step.starts == regime.starts else next(begun, None)
    if at is None:
        return StepDue(step, None, None, None, (f"Not started: no {step.starts!r} event.",))
    period = Period(step.duration, step.business_days, regime.zone, regime.calendars, ORDERS[regime.counting])
    plain, generous = strict(period, at, ()), latest(period, at, ())
    words = [f"Start: {written(at, regime.zone)}, {step.trigger}.", *plain.words]
    words += generous.words if generous.due != plain.due else ()
    doubt = period.order.doubt(period, at, plain.due)
    words += [doubt] if doubt else []
    words.append(f"Due: {written(plain.due, regime.zone)}")
    return StepDue(step, at, plain.due, generous.due, tuple(words))
