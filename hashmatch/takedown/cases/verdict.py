"""The verdict: what the looks at an item prove about one deadline, and no more.

Nobody sees the moment of removal. What can be known is the last look that found the item up and the first that did not:
let L be the last present look at or before the deadline, and N the next conclusive look after L. N decides. No clock is
read here and nothing is stored; `judgement.judge` brings the looks, the deadline and the present moment together.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hashmatch.takedown.events.kinds import LookOutcome


class Verdict(StrEnum):
    """What the looks prove about one deadline."""

    MET = "met"
    MISSED = "missed"
    UNPROVEN = "unproven"
    PENDING = "pending"
    NONE = "none"  # there is no deadline to judge by
    WITHDRAWN = "withdrawn"


class Reason(StrEnum):
    """Why the verdict is what it is, and whether a look now can still change it."""

    FOUND_GONE = "found gone at or before the deadline"
    FOUND_UP = "found up after the deadline"
    GONE_LATE = "found gone, but only after the deadline: no look now can settle it any more"
    NOT_LOOKED = "no conclusive look since the deadline: a look now that finds it up proves it missed"
    RUNNING = "the deadline is not reached"
    STANDING_STILL = "the clock stands still"
    NO_DURATION = "the rule sets no fixed time"
    NOT_IN_FORCE = "the rule was not in force when the notice arrived: no obligation"
    INCOMPLETE = "the notice is incomplete: its clock has not started"
    NOT_STARTED = "the clock has not started"
    WITHDRAWN = "the notice was withdrawn before its time had run out"


@dataclass(frozen=True, slots=True)
class Observation:
    """One look at an item's location."""

    at: datetime
    outcome: LookOutcome


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict against one deadline, and the two looks between which the item went.

    `last_present` is the last look that found it up before `first_absent`, the first after L that found it gone; while
    none did, it is the last present look of all. `reappeared`: a look after `first_absent` found it up again.
    """

    verdict: Verdict
    reason: Reason
    last_present: datetime | None
    first_absent: datetime | None
    reappeared: bool


def verdict(
    observations: Iterable[Observation], *, due: datetime | None, now: datetime, start: datetime | None = None
) -> Verdict:
    """Return the verdict of `find`."""
    return find(observations, due=due, now=now, start=start).verdict


def find(
    observations: Iterable[Observation], *, due: datetime | None, now: datetime, start: datetime | None = None
) -> Finding:
    """Say what `observations` prove about `due`, as known at `now`.

    Parameters
    ----------
    observations : iterable of Observation
        In any order; the report counts as a present one. Later than `now` they do not count.
    due : datetime, optional
        None while the clock stands still: then every look is in time.
    start : datetime, optional
        Start of the clock, which takes the place of L where no look found the item up at or before `due`.
    """
    looks = sorted(
        (look for look in observations if look.at <= now and look.outcome is not LookOutcome.UNREACHABLE), key=in_order
    )
    found_up = [look.at for look in looks if look.outcome is LookOutcome.PRESENT]
    last_in_time = max((at for at in found_up if due is None or at <= due), default=start)  # L
    after = [look for look in looks if last_in_time is None or look.at > last_in_time]
    decided, reason = _decide(after[0] if after else None, due, now)

    first_absent = next((look.at for look in after if look.outcome is not LookOutcome.PRESENT), None)
    if first_absent is None:
        return Finding(decided, reason, found_up[-1] if found_up else None, None, reappeared=False)
    last_present = max((at for at in found_up if at < first_absent), default=None)
    reappeared = bool(found_up) and found_up[-1] >= first_absent
    return Finding(decided, reason, last_present, first_absent, reappeared)


def in_order(look: Observation) -> tuple[datetime, bool, str]:
    """Sort by time; of two looks at one instant that disagree, the present one is the later."""
    return look.at, look.outcome is LookOutcome.PRESENT, look.outcome


def _decide(following: Observation | None, due: datetime | None, now: datetime) -> tuple[Verdict, Reason]:
    """Apply the rule to N, the next conclusive look after L."""
    if following is None:
        if due is None:
            return Verdict.PENDING, Reason.STANDING_STILL
        return (Verdict.UNPROVEN, Reason.NOT_LOOKED) if now > due else (Verdict.PENDING, Reason.RUNNING)
    if following.outcome is LookOutcome.PRESENT:  # then after due: at or before it, it would have been L
        return Verdict.MISSED, Reason.FOUND_UP
    if due is None or following.at <= due:
        return Verdict.MET, Reason.FOUND_GONE
    return Verdict.UNPROVEN, Reason.GONE_LATE
