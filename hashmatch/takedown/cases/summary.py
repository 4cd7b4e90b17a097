"""Figures over many judged obligations: counts by verdict, the share met, and how long removal took.

Nothing is mixed that means different things: each row is about one nature, for a missed duty is a breach and a missed
target is none. The share met is of `met` and `missed` alone, with `unproven` beside it. Nobody knows when an item went,
so a time to removal is a pair of bounds, and so is the median: between that of the lower and that of the upper ones.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from statistics import median

from hashmatch.takedown.cases.judgement import Judgement
from hashmatch.takedown.cases.obligation import Obligation
from hashmatch.takedown.cases.verdict import Verdict

HOUR = timedelta(hours=1)
TIMED = frozenset({Verdict.MET, Verdict.MISSED, Verdict.UNPROVEN, Verdict.PENDING})


class By(StrEnum):
    """What the rows of a summary are about."""

    PLATFORM = "platform"
    REGIME = "regime"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Summary:
    """Figures of one group of obligations.

    Attributes
    ----------
    group : str
        The platform, the regime, or the ISO week (UTC) in which the notice reached the platform, such as ``2026-W48``.
    nature, kind : str
        Of the rules; ``target`` is no law.
    obligations, met, missed, unproven, pending, none, withdrawn : int
        How many in all, and by verdict.
    contestable, reappeared : int
        How many of them have another verdict on the latest reading; how many items came back.
    share_met : float or None
        Of those met or missed; None if there are none. `unproven` counts for neither.
    median_hours_min, median_hours_max : float or None
        Bounds of the median time from the clock's start to removal, of all with a deadline that were not withdrawn; an
        item not seen gone has no upper bound. None: no bound, or no such obligation.
    accept_claims : bool
        The platforms' own word counted as looks.
    """

    group: str
    nature: str
    kind: str
    obligations: int
    met: int
    missed: int
    unproven: int
    pending: int
    none: int
    withdrawn: int
    contestable: int
    reappeared: int
    share_met: float | None
    median_hours_min: float | None
    median_hours_max: float | None
    accept_claims: bool


class Figures:
    """What is counted of one group while its obligations come by."""

    def __init__(self) -> None:
        self.verdicts: Counter[Verdict] = Counter()
        self.contestable = self.reappeared = 0
        self.at_least: list[float] = []  # hours from the start to the last look that found it up
        self.at_most: list[float] = []  # and to the first that did not
        self.by_claims = False

    def add(self, judged: Judgement) -> None:
        """Count one obligation."""
        self.verdicts[judged.verdict] += 1
        self.contestable += judged.contestable
        self.reappeared += judged.reappeared
        self.by_claims |= judged.by_claims
        if judged.verdict in TIMED and judged.started is not None:
            last, first = judged.last_present, judged.first_absent
            self.at_least.append(0.0 if last is None else max((last - judged.started) / HOUR, 0.0))
            self.at_most.append(math.inf if first is None else max((first - judged.started) / HOUR, 0.0))

    def summary(self, group: str, nature: str, kind: str) -> Summary:
        """Close the count."""
        decided = self.verdicts[Verdict.MET] + self.verdicts[Verdict.MISSED]
        return Summary(
            group=group,
            nature=nature,
            kind=kind,
            obligations=self.verdicts.total(),
            **{str(verdict): self.verdicts[verdict] for verdict in Verdict},
            contestable=self.contestable,
            reappeared=self.reappeared,
            share_met=self.verdicts[Verdict.MET] / decided if decided else None,
            median_hours_min=_median(self.at_least),
            median_hours_max=_median(self.at_most),
            accept_claims=self.by_claims,
        )


def summarize(judged: Iterable[tuple[Obligation, Judgement]], by: By) -> list[Summary]:
    """Return one row for each group and nature, in that order."""
    figures: defaultdict[tuple[str, str, str], Figures] = defaultdict(Figures)
    for obligation, judgement in judged:
        figures[_group(obligation, by), obligation.nature, obligation.kind].add(judgement)
    return [figures[key].summary(*key) for key in sorted(figures)]


def _group(obligation: Obligation, by: By) -> str:
    match by:
        case By.PLATFORM:
            return obligation.platform
        case By.REGIME:
            return obligation.regime
        case By.WEEK:
            year, week, _ = obligation.notified.isocalendar()
            return f"{year}-W{week:02}"


def _median(hours: list[float]) -> float | None:
    if not hours:
        return None
    middle = median(hours)
    return round(middle, 4) if math.isfinite(middle) else None
