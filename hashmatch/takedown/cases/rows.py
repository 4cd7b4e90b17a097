"""Obligations as rows that programs read: `status`, `due`, and the second part of `show`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from hashmatch.errors import defang
from hashmatch.files.rows import cells_of
from hashmatch.takedown.cases.judgement import Judgement
from hashmatch.takedown.cases.obligation import Obligation
from hashmatch.takedown.cases.verdict import Verdict
from hashmatch.takedown.rules.deadlines import Deadline, StepDue
from hashmatch.takedown.times import stamp

Time = str | None  # in UTC, ISO 8601 ending in Z


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationRow:
    """One item of one notice, judged at one moment."""

    item: Annotated[str, "the item's id; of several reported at one location, the first"]
    platform: Annotated[str, "who received the notice"]
    location: Annotated[str | None, "where the item was reported, defanged; `null` if it never was"]
    notice: Annotated[str, "the notice's id"]
    regime: Annotated[str, "the version of the rule that applies"]
    nature: Annotated[
        str, "what missing the time means: `duty`, `shield`, `deeming`, `system`, `procedure` or `target`"
    ]
    validity: Annotated[
        str,
        "`complete`, `not assessed`, `incomplete: PARTS missing` or `incomplete, treated as valid: PARTS missing`",
    ]
    started: Annotated[Time, "start of the period that ends at `due`; after a restart, that of the restart"]
    due: Annotated[Time, "the strict reading of the deadline"]
    due_latest: Annotated[Time, "the reading most generous to the platform"]
    verdict: Annotated[
        Verdict, "against `due`: `met`, `missed`, `unproven`, `pending`, `none` (no deadline) or `withdrawn`"
    ]
    verdict_latest: Annotated[Verdict, "against `due_latest`"]
    contestable: Annotated[bool, "whether the two verdicts differ"]
    reason: Annotated[str, "why `verdict` is what it is, and whether a look now can still change it"]
    last_present: Annotated[Time, "the last look that found the item up before `first_absent`"]
    first_absent: Annotated[Time, "the look that found it gone; the item went between these two"]
    claimed: Annotated[Time, "when the platform first claimed removal after the notice"]
    contradicted: Annotated[bool, "whether a look at or after `claimed` found the item up"]
    reappeared: Annotated[bool, "whether a look after `first_absent` found the item up again"]
    next_look: Annotated[
        Time,
        "when a look can settle most, never before now: from 5 minutes before a deadline, or from 1 minute after it; "
        "`null`: no look can settle anything",
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRow:
    """What `show` adds to an obligation: how its deadline was computed."""

    kind: Annotated[str, "`law`, or `target`: a time that no law sets"]
    steps: Annotated[tuple[str, ...], "the arithmetic of the deadline in sentences"]
    further: Annotated[tuple[Mapping[str, object], ...], "the rule's procedural steps, a list of objects (below)"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One procedural step of a rule, with its own deadline."""

    name: Annotated[str, "the step's name in the rule's data"]
    what: Annotated[str, "what is to be done"]
    started: Annotated[Time, "start of its period; `null` if the event that starts it has not happened"]
    due: Annotated[Time, "the strict reading of its deadline"]
    due_latest: Annotated[Time, "the reading most generous to the platform"]
    steps: Annotated[tuple[str, ...], "the arithmetic of this deadline in sentences"]


def obligation_row(obligation: Obligation, judgement: Judgement) -> ObligationRow:
    """Return the row of one obligation, its location defanged and its times in UTC."""
    return ObligationRow(
        item=obligation.item,
        platform=obligation.platform,
        location=None if obligation.location is None else defang(obligation.location),
        notice=obligation.notice,
        regime=obligation.regime,
        nature=obligation.nature,
        validity=judgement.validity,
        started=_time(judgement.started),
        due=_time(judgement.due),
        due_latest=_time(judgement.due_latest),
        verdict=judgement.verdict,
        verdict_latest=judgement.verdict_latest,
        contestable=judgement.contestable,
        reason=judgement.reason,
        last_present=_time(judgement.last_present),
        first_absent=_time(judgement.first_absent),
        claimed=_time(judgement.claimed),
        contradicted=judgement.contradicted,
        reappeared=judgement.reappeared,
        next_look=_time(judgement.next_look),
    )


def story_row(obligation: Obligation, judgement: Judgement, deadline: Deadline) -> Mapping[str, object]:
    """Return an obligation as `show` writes it: the fields of `ObligationRow`, then those of `DeadlineRow`."""
    further = tuple(cells_of(_step_row(step)) for step in deadline.step_dues)
    arithmetic = DeadlineRow(kind=obligation.kind, steps=deadline.words, further=further)
    return {"record": "obligation", **cells_of(obligation_row(obligation, judgement)), **cells_of(arithmetic)}


def _step_row(step: StepDue) -> StepRow:
    return StepRow(
        name=step.step.name,
        what=step.step.what,
        started=_time(step.started),
        due=_time(step.due),
        due_latest=_time(step.due_latest),
        steps=step.words,
    )


def _time(moment: datetime | None) -> Time:
    return None if moment is None else stamp(moment)
