"""Rules that give a platform a deadline, as data: what a regime is, and which version of one applies on a day."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from typing import Self
from zoneinfo import ZoneInfo

from hashmatch.errors import BadDurationError, DisabledRegimeError, UnknownRegimeError
from hashmatch.takedown.times import in_utc

ISO_DAYS = re.compile(r"P(\d{1,5})([DW])", re.ASCII)
ISO_CLOCK = re.compile(r"PT(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?", re.ASCII)
NATURES = {  # what missing the time means
    "duty": "The rule makes removal a duty of the platform.",
    "shield": "Removal in time protects the platform from liability; removal later is no breach in itself.",
    "deeming": "After the time allowed the rule draws a consequence that it states.",
    "system": "The rule is a duty to run a process in which items like these are removed in time.",
    "procedure": "The rule sets times for answers and decisions, not for removal.",
    "target": "No law is invoked: this is the time within which the sender hopes for removal.",
}
LONGEST = timedelta(days=3660)  # ten years: more is a slip


@dataclass(frozen=True, slots=True)
class Duration:
    """Elapsed time (``PT48H``) or whole days (``P7D``), never both: a local day can last 23 or 25 hours."""

    elapsed: timedelta = timedelta(0)
    days: int = 0

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an ISO 8601 duration; ``Duration.parse(str(d)) == d`` for every duration ``d``.

        Raises
        ------
        BadDurationError
            If `text` is none, mixes days with hours, counts months or years (which have no fixed length), or is 0.

        Examples
        --------
        >>> Duration.parse("PT48H").words()
        '48 hours'
        """
        if days := ISO_DAYS.fullmatch(text):
            found = cls(days=int(days[1]) * (7 if days[2] == "W" else 1))
        elif clock := ISO_CLOCK.fullmatch(text):
            hours, minutes, seconds = (int(part or 0) for part in clock.groups())
            found = cls(elapsed=timedelta(hours=hours, minutes=minutes, seconds=seconds))
        else:
            raise BadDurationError(text, "write hours as PT48H or days as P7D, not both")
        if not timedelta(0) < found.elapsed + timedelta(days=found.days) <= LONGEST:
            raise BadDurationError(text, "it must be more than nothing and at most ten years")
        return found

    def __str__(self) -> str:
        if self.days:
            return f"P{self.days}D"
        hours, minutes, seconds = self.clock()
        return f"PT{f'{hours}H' * bool(hours)}{f'{minutes}M' * bool(minutes)}{f'{seconds}S' * bool(seconds)}"

    def clock(self) -> tuple[int, int, int]:
        """Return the elapsed time as hours, minutes and seconds."""
        minutes, seconds = divmod(int(self.elapsed.total_seconds()), 60)
        return *divmod(minutes, 60), seconds

    def words(self, *, business_days: bool = False) -> str:
        """Return the duration as people say it: ``48 hours``, ``2 working days``."""
        parts = dict(zip(("hour", "minute", "second"), self.clock(), strict=True))
        parts["working day" if business_days else "day"] = self.days
        return " ".join(f"{count} {unit}{'s' * (count != 1)}" for unit, count in parts.items() if count)


@dataclass(frozen=True, slots=True)
class Part:
    """Something a valid notice must contain: the word a notice's `contains` uses, and what the rule says."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Step:
    """A procedural deadline beside the removal itself, such as confirming receipt; no verdict is taken against it."""

    name: str
    what: str
    who: str
    starts: str
    trigger: str
    duration: Duration
    business_days: bool
    certainty: str | None


@dataclass(frozen=True, slots=True)
class Regime:
    """One rule, or a target that somebody set; every field is explained in ``regimes/README.md``."""

    id: str
    kind: str  # "law" or "target"
    nature: str  # one of NATURES
    jurisdiction: str
    instrument: str
    article: str
    covers: str
    given_by: str
    starts: str  # the event that starts the clock, such as "notified"
    trigger: str  # the same in the rule's words
    zone: ZoneInfo
    counting: str  # the legal order whose way of counting applies; see counting.py
    family: str | None = None  # versions of one rule share it, and the day decides between them
    duration: Duration | None = None  # None: no fixed time, so no due time
    business_days: bool = False
    calendars: tuple[str, ...] = ()  # public holidays: a day that is one in any of these
    on_resume: str | None = None  # "restart", "continue", or None: the rule knows no pause
    own_period: str | None = None  # "longer" or "any": which period of its own a notice may carry
    extends: str | None = None  # what makes the period longer, in words
    in_force_from: date | None = None  # local; None: not on record
    in_force_until: date | None = None  # the first local day on which the rule is no longer in force
    requires: tuple[Part, ...] = ()
    steps: tuple[Step, ...] = ()
    quote: str | None = None
    penalty: str | None = None
    source: str | None = None  # None only for a target
    certainty: str | None = None  # seen, seen (secondary), known, uncertain; None only for a target
    verified: bool = False  # the decisive words were read in the text itself
    enabled: bool = True
    reason: str | None = None  # why it is not enabled
    note: str | None = None
    shipped: bool = False
    file: str = ""

    @property
    def name(self) -> str:
        """The instrument with its article, or a target's own name."""
        return f"{self.instrument}, {self.article}" if self.article else self.instrument

    @property
    def noun(self) -> str:
        """What texts call it: a target is no rule of law."""
        return "rule" if self.kind == "law" else "target"

    def applies_on(self, day: date) -> bool:
        """Whether the rule is in force on the local `day`; a date that is not on record excludes nothing."""
        return not self.begins_after(day) and not self.ended_by(day)

    def begins_after(self, day: date) -> bool:
        """Whether the rule comes into force only after the local `day`."""
        return self.in_force_from is not None and day < self.in_force_from

    def ended_by(self, day: date) -> bool:
        """Whether the rule had ceased to apply on the local `day`."""
        return self.in_force_until is not None and day >= self.in_force_until


def missing_parts(regime: Regime, contains: Collection[str]) -> tuple[str, ...]:
    """Return the names of the parts that `regime` requires of a notice and that this one lacks, in the rule's order."""
    return tuple(part.name for part in regime.requires if part.name not in contains)


def pick(regimes: Mapping[str, Regime], id_or_family: str, start: datetime, *, disabled_too: bool = False) -> Regime:
    """Return the regime of this id, or the version of a family that applied when the clock started.

    The day is the *local* one of `start` in the regime's zone. Before a family's first version that first version is
    returned, after the last the last: `deadline` then says that there is no obligation.

    Parameters
    ----------
    disabled_too : bool
        Also return a regime that must not be used for new notices; for those already on record.

    Raises
    ------
    UnknownRegimeError
        If there is no such id or family.
    DisabledRegimeError
        If the regime is disabled; the message has the reason.

    Examples
    --------
    >>> from hashmatch.takedown import load_regimes, parse_time
    >>> pick(load_regimes(), "us-tida-2025", parse_time("2026-11-02T10:00Z")).starts
    'notified'
    """
    candidates, moment = versions(regimes, id_or_family), in_utc(start)
    begun = [regime for regime in candidates if not regime.begins_after(moment.astimezone(regime.zone).date())]
    found = begun[-1] if begun else candidates[0]
    if not found.enabled and not disabled_too:
        raise DisabledRegimeError(found.id, found.reason or "")
    return found


def versions(regimes: Mapping[str, Regime], id_or_family: str) -> tuple[Regime, ...]:
    """Return the regime of this id alone, or all versions of a family, the oldest first; never none.

    Raises
    ------
    UnknownRegimeError
        If there is no such id or family; the message names those that are spelt nearly so.
    """
    if id_or_family in regimes:
        return (regimes[id_or_family],)
    found = [regime for regime in regimes.values() if regime.family == id_or_family]
    if not found:
        names = {*regimes, *(regime.family for regime in regimes.values() if regime.family)}
        raise UnknownRegimeError(id_or_family, tuple(get_close_matches(id_or_family, sorted(names))))
    return tuple(sorted(found, key=lambda version: version.in_force_from or date.min))
