"""An obligation judged at one moment: the verdict on both readings of the deadline, and when to look next."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from hashmatch.takedown.cases.obligation import Clock, Obligation
from hashmatch.takedown.cases.verdict import Finding, Observation, Reason, Verdict, find
from hashmatch.takedown.events.kinds import LookOutcome
from hashmatch.takedown.rules.deadlines import State

# A look just before the deadline can still prove it met, one just after it can prove it missed.
BEFORE = timedelta(minutes=5)
AFTER = timedelta(minutes=1)

NO_VERDICT = {
    State.NOT_STARTED: Reason.NOT_STARTED,
    State.NOT_IN_FORCE: Reason.NOT_IN_FORCE,
    State.NO_FIXED_DURATION: Reason.NO_DURATION,
}
OPEN = frozenset({Reason.RUNNING, Reason.NOT_LOOKED})  # a look can still settle it


@dataclass(frozen=True, slots=True)
class Judgement:
    """What can be said about one obligation at one moment.

    Attributes
    ----------
    verdict, verdict_latest : Verdict
        Against `due` and against `due_latest`; `contestable` where they differ. `reason` explains the first.
    started, due, due_latest : datetime or None
        None where there is no deadline.
    last_present, first_absent : datetime or None
        The looks between which the item went; see `verdict.Finding`.
    claimed : datetime or None
        When the platform first said that it had removed the item, since the notice reached it.
    contradicted : bool
        A look at or after `claimed` found the item up.
    by_claims : bool
        The platform's own word was counted as a look that found the item gone.
    next_look : datetime or None
        When a look can settle most; never before the moment judged. None: no look can settle anything.
    """

    verdict: Verdict
    verdict_latest: Verdict
    contestable: bool
    reason: str
    validity: str
    started: datetime | None
    due: datetime | None
    due_latest: datetime | None
    last_present: datetime | None
    first_absent: datetime | None
    claimed: datetime | None
    contradicted: bool
    reappeared: bool
    by_claims: bool
    next_look: datetime | None


def judge(
    obligation: Obligation, now: datetime, *, accept_claims: bool = False, treat_as_valid: bool = False
) -> Judgement:
    """Judge `obligation` as known at `now`: later looks, claims and withdrawals do not count yet.

    Parameters
    ----------
    accept_claims : bool
        Count the platform's word as a look that found the item gone; `reason` then says so.
    treat_as_valid : bool
        Start the clock of a notice although parts of it were missing.

    Examples
    --------
    >>> from hashmatch.takedown import Event, load_regimes, obligations, parse_time
    >>> received, looked = parse_time("2026-11-02T10:00Z"), parse_time("2026-11-04T09:40Z")
    >>> notice = Event.notified(notice="US-1", items=["bee"], platform="host", regime="us-tida-2025", at=received)
    >>> look = Event.observed(item="bee", outcome="absent", at=looked)
    >>> (one,) = obligations([notice, look], load_regimes())
    >>> found = judge(one, now=parse_time("2026-11-25T00:00Z"))
    >>> print(found.verdict, found.reason, sep=": ")
    met: found gone at or before the deadline
    """
    clock = obligation.clock_if_valid if treat_as_valid else obligation.clock
    looks = obligation.looks
    if accept_claims:
        looks += tuple(Observation(at, LookOutcome.ABSENT) for at in obligation.claims)
    found = _against(clock.due, obligation, clock, looks, now)
    latest = found if clock.due_latest == clock.due else _against(clock.due_latest, obligation, clock, looks, now)
    claimed = next((at for at in obligation.claims if obligation.notified <= at <= now), None)
    return Judgement(
        verdict=found.verdict,
        verdict_latest=latest.verdict,
        contestable=found.verdict is not latest.verdict,
        reason=f"{found.reason} (the platform's own word counts as a look)" if accept_claims else str(found.reason),
        validity=_validity(obligation, clock),
        started=clock.started,
        due=clock.due,
        due_latest=clock.due_latest,
        last_present=found.last_present,
        first_absent=found.first_absent,
        claimed=claimed,
        contradicted=claimed is not None and any(claimed <= at <= now for at in _found_up(obligation.looks)),
        reappeared=found.reappeared,
        by_claims=accept_claims,
        next_look=_next_look(clock, found, latest, looks, now),
    )


def _against(
    due: datetime | None, obligation: Obligation, clock: Clock, looks: tuple[Observation, ...], now: datetime
) -> Finding:
    """Take the verdict against one reading of the deadline."""
    reason = NO_VERDICT.get(clock.state)
    if reason is Reason.NOT_STARTED and obligation.missing:
        reason = Reason.INCOMPLETE
    elif clock.begun is not None and now < clock.begun:
        reason = Reason.NOT_STARTED
    # Without a deadline the looks still tell when the item went after the notice.
    anchor = due if reason is None else obligation.notified
    found = find(looks, due=anchor, now=now, start=clock.begun)
    withdrawn = obligation.withdrawn
    if withdrawn is not None and withdrawn <= now and (due is None or withdrawn <= due):
        return _as(Verdict.WITHDRAWN, Reason.WITHDRAWN, found)
    return found if reason is None else _as(Verdict.NONE, reason, found)


def _as(verdict: Verdict, reason: Reason, found: Finding) -> Finding:
    return Finding(verdict, reason, found.last_present, found.first_absent, found.reappeared)


def _validity(obligation: Obligation, clock: Clock) -> str:
    """Say whether the notice has what the rule requires of it."""
    if obligation.missing is None:
        return "not assessed"
    if not obligation.missing:
        return "complete"
    treated = "" if clock.state is State.NOT_STARTED else ", treated as valid"
    return f"incomplete{treated}: {', '.join(obligation.missing)} missing"


def _found_up(looks: tuple[Observation, ...]) -> Iterator[datetime]:
    return (look.at for look in looks if look.outcome is LookOutcome.PRESENT)


def _next_look(
    clock: Clock, found: Finding, latest: Finding, looks: tuple[Observation, ...], now: datetime
) -> datetime | None:
    """Return the first moment from `now` on at which a look can still settle a verdict and none was made."""
    windows = []
    for due, reason in {(clock.due, found.reason), (clock.due_latest, latest.reason)}:
        if due is not None and reason in OPEN:
            windows += [(due - BEFORE, due), (due + AFTER, datetime.max.replace(tzinfo=due.tzinfo))]
    last = max(
        (look.at for look in looks if look.at <= now and look.outcome is not LookOutcome.UNREACHABLE), default=None
    )
    usable = (max(opens, now) for opens, closes in sorted(windows) if now <= closes and (last is None or last < opens))
    return next(usable, None)


def expiring(judged: Iterable[tuple[Obligation, Judgement]], until: datetime) -> list[tuple[Obligation, Judgement]]:
    """Return those that are pending and expire at or before `until`, the soonest first."""
    soon = [
        (found.due, one.item, one.notice, one, found)
        for one, found in judged
        if found.verdict is Verdict.PENDING and found.due is not None and found.due <= until
    ]
    return [(one, found) for *_, one, found in sorted(soon, key=lambda row: row[:3])]
