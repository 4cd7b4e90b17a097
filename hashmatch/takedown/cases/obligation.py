"""Obligations: one for each item of each notice, folded from events without looking at any clock.

An `Obligation` holds what does not change by waiting, so it can be stored; `judgement.judge` adds the present moment.

- A notice given again under its own id completes or extends the first; under another id it is another obligation.
- A notice is complete once its deliveries so far together have every part that the rule requires. A delivery that
  nobody assessed starts the clock, unless an earlier one is known to be incomplete.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from hashmatch.takedown.cases.grouping import Gathered
from hashmatch.takedown.cases.verdict import Observation
from hashmatch.takedown.events.event import Event
from hashmatch.takedown.events.kinds import EventKind
from hashmatch.takedown.rules.deadlines import ClockEvent, Deadline, State, deadline
from hashmatch.takedown.rules.regime import Duration, Regime, missing_parts, pick


class Clock(NamedTuple):
    """The moments of a deadline, without its arithmetic in words.

    `begun` is when the clock was first started; `started`, after a restart, when it was started again.
    """

    state: State
    begun: datetime | None
    started: datetime | None
    due: datetime | None
    due_latest: datetime | None


@dataclass(frozen=True, slots=True)
class Obligation:
    """What one platform owes for one item of one notice; free of the present moment.

    Attributes
    ----------
    location : str or None
        None for an item that was never reported.
    regime, nature, kind : str
        The version of the rule that applies; `kind` is ``law``, or ``target`` for what is none.
    notified : datetime
        When the notice first reached the platform.
    missing : tuple of str or None
        Parts that the notice lacks, as far as it started the clock or in the end; None: nobody assessed it.
    clock, clock_if_valid : Clock
        The deadline, and what it would be if no delivery had lacked anything.
    looks : tuple of Observation
        At the item, from its report on, in order.
    claims : tuple of datetime
        When the platform said that it had removed the item, in order.
    withdrawn : datetime or None
        When the notice was withdrawn for this item.
    """

    item: str
    platform: str
    location: str | None
    notice: str
    regime: str
    nature: str
    kind: str
    notified: datetime
    missing: tuple[str, ...] | None
    clock: Clock
    clock_if_valid: Clock
    looks: tuple[Observation, ...]
    claims: tuple[datetime, ...]
    withdrawn: datetime | None


@dataclass(frozen=True, slots=True)
class Case:
    """One (notice, item) pair as the clock sees it, under the version of the rule that applies."""

    item: str
    notice: str
    platform: str
    regime: Regime
    notified: datetime
    missing: tuple[str, ...] | None
    withdrawn: datetime | None
    events: tuple[ClockEvent, ...]

    def deadline(self, *, if_valid: bool = False) -> Deadline:
        """Return the deadline; with `if_valid` as if no delivery had lacked anything."""
        lacking = if_valid and any(event.missing for event in self.events)
        return deadline(self.regime, [replace(event, missing=()) for event in self.events] if lacking else self.events)


def obligations(
    events: Iterable[Event], regimes: Mapping[str, Regime], *, items: Collection[str] | None = None
) -> tuple[Obligation, ...]:
    """Fold `events` into obligations, sorted by item and notice.

    Parameters
    ----------
    events : iterable of Event
        In any order.
    regimes : mapping of str to Regime
        By id. A disabled one is applied too: the notice is on record.
    items : collection of str, optional
        Only these; `events` must hold all that are about them, about ids at the same location, and about their notices.

    Raises
    ------
    UnknownRegimeError
        If a notice names a regime that is not among `regimes`.

    Examples
    --------
    >>> from hashmatch.takedown import load_regimes, parse_time
    >>> received = parse_time("2026-11-02T10:00Z")
    >>> notice = Event.notified(notice="US-1", items=["bee"], platform="host", regime="us-tida-2025", at=received)
    >>> (one,) = obligations([notice], load_regimes())
    >>> one.item, one.nature, one.clock.due.isoformat()
    ('bee', 'duty', '2026-11-04T10:00:00+00:00')
    """
    gathered = Gathered(events)
    clocks: dict[tuple[str, tuple[ClockEvent, ...]], tuple[Clock, Clock]] = {}  # items of a notice mostly share theirs
    found = []
    for case in _cases(gathered, regimes, items):
        key = (case.regime.id, case.events)
        if key not in clocks:
            clocks[key] = _clocks_of(case)
        found.append(_obligation(gathered, case, *clocks[key]))
    return tuple(found)


def explain_item(
    events: Iterable[Event], regimes: Mapping[str, Regime], item: str, *, if_valid: bool = False
) -> list[tuple[Obligation, Deadline]]:
    """Return the obligations for one item with their deadlines in words; `if_valid` as if no notice lacked anything."""
    gathered = Gathered(events)
    found = _cases(gathered, regimes, [item])
    return [(_obligation(gathered, case, *_clocks_of(case)), case.deadline(if_valid=if_valid)) for case in found]


def _cases(gathered: Gathered, regimes: Mapping[str, Regime], items: Collection[str] | None) -> Iterator[Case]:
    """Yield a case for each notice of each item, sorted by item and notice."""
    wanted = gathered.deliveries if items is None else {gathered.name(item) for item in items}
    for item in sorted(wanted):
        for notice, deliveries in sorted(gathered.deliveries.get(item, {}).items()):
            yield _case_of(item, notice, deliveries, list(gathered.answers(notice, item)), regimes)


def _case_of(
    item: str, notice: str, deliveries: Sequence[Event], answers: Sequence[Event], regimes: Mapping[str, Regime]
) -> Case:
    """Put together what the clock needs to know of one (notice, item) pair."""
    in_order = sorted(deliveries, key=_by_delivery) if len(deliveries) > 1 else deliveries
    given = list(_assessed(in_order, regimes))
    # The delivery that starts the clock decides; where none does, the first.
    start = next((index for index, (event, _) in enumerate(given) if event.complete), None)
    decisive = in_order[start or 0]
    answered = sorted((ClockEvent(event.kind, event.at) for event in answers), key=lambda event: (event.at, event.kind))
    return Case(
        item=item,
        notice=notice,
        platform=str(decisive.platform),
        regime=pick(regimes, str(decisive.regime), decisive.at, disabled_too=True),
        notified=in_order[0].at,
        missing=given[-1 if start is None else start][1],
        withdrawn=min((event.at for event in answers if event.kind is EventKind.WITHDRAWN), default=None),
        events=(*(event for event, _ in given), *answered),
    )


def _obligation(gathered: Gathered, case: Case, clock: Clock, clock_if_valid: Clock) -> Obligation:
    return Obligation(
        item=case.item,
        platform=case.platform,
        location=gathered.location.get(case.item),
        notice=case.notice,
        regime=case.regime.id,
        nature=case.regime.nature,
        kind=case.regime.kind,
        notified=case.notified,
        missing=case.missing,
        clock=clock,
        clock_if_valid=clock_if_valid,
        looks=tuple(gathered.looks.get(case.item, ())),
        claims=tuple(sorted(gathered.claims.get(case.item, ()))),
        withdrawn=case.withdrawn,
    )


def _by_delivery(event: Event) -> tuple[datetime, bool, tuple[str, ...], str]:
    return event.at, event.contains is None, event.contains or (), repr(event)  # repr: the rest, in any fixed order


def _assessed(
    deliveries: Iterable[Event], regimes: Mapping[str, Regime]
) -> Iterator[tuple[ClockEvent, tuple[str, ...] | None]]:
    """Yield each delivery for the clock, and what the notice lacks after it (None: nobody assessed any so far)."""
    parts: set[str] = set()
    missing: tuple[str, ...] | None = None
    for delivery in deliveries:
        if delivery.contains is not None:
            parts.update(delivery.contains)
            missing = missing_parts(pick(regimes, str(delivery.regime), delivery.at, disabled_too=True), parts)
        lacks = () if delivery.treat_as_valid else missing or ()
        duration = None if delivery.duration is None else Duration.parse(delivery.duration)
        yield ClockEvent(delivery.kind, delivery.at, delivery.due, duration, lacks), missing


def _clocks_of(case: Case) -> tuple[Clock, Clock]:
    """Return the moments of the deadline, and those as if no delivery had lacked anything."""
    starts = [event for event in case.events if event.kind == case.regime.starts]
    clock = _moments(case.deadline(), min((event.at for event in starts if event.complete), default=None))
    if all(event.complete for event in starts):
        return clock, clock
    return clock, _moments(case.deadline(if_valid=True), min(event.at for event in starts))


def _moments(found: Deadline, begun: datetime | None) -> Clock:
    return Clock(found.state, begun, found.started, found.due, found.due_latest)
