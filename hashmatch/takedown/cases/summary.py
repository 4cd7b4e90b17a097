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
from typing import Annotated

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
    """Figures of one group of obligations, all of one nature."""

    group: Annotated[str, "the platform, the regime, or the ISO week (UTC) of the notice, such as `2026-W48`"]
    nature: Annotated[str, "what missing the time means, as in `status`"]
    kind: Annotated[str, "`law`, or `target`: a time that no law sets"]
    obligations: Annotated[int, "how many in all"]
    met: Annotated[int, "how many with the verdict `met`"]
    missed: Annotated[int, "how many with the verdict `missed`"]
    unproven: Annotated[int, "how many with the verdict `unproven`"]
    pending: Annotated[int, "how many with the verdict `pending`"]
    none: Annotated[int, "how many with the verdict `none`"]
    withdrawn: Annotated[int, "how many with the verdict `withdrawn`"]
    contestable: Annotated[int, "how many have another verdict on the latest reading"]
    reappeared: Annotated[int, "how many items came back"]
    share_met: Annotated[
        float | None, "share of `met` in `met` and `missed`; `unproven` counts for neither; `null` if there are none"
    ]
    median_hours_min: Annotated[
        float | None,
        "lower bound of the median time from the clock's start to removal, over all with a deadline that were not "
        "withdrawn; `null` if there are none",
    ]
    median_hours_max: Annotated[float | None, "upper bound of it; `null` if half of the items may still be up"]
    accept_claims: Annotated[bool, "whether the platforms' own claims counted as looks"]


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
    """Return one row for each group and nature, in that order.

    Examples
    --------
    >>> from hashmatch.takedown import Event, judge, load_regimes, obligations, parse_time
    >>> received, now = parse_time("2026-11-02T10:00Z"), parse_time("2026-11-02T12:00Z")
    >>> notice = Event.notified(notice="US-1", items=["a", "b"], platform="host", regime="us-tida-2025", at=received)
    >>> judged = [(one, judge(one, now)) for one in obligations([notice], load_regimes())]
    >>> [(row.group, row.obligations, row.pending) for row in summarize(judged, By.PLATFORM)]
    [('host', 2, 2)]
    """
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
