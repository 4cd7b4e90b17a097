"""Notices, deadlines and proof: what a platform owed, until when, and what the looks at an item can show.

    rules/     the laws' deadlines as data, and their arithmetic
    events/    what happened, as it is recorded
    cases/     events folded into obligations, verdicts and figures
    notices/   the letter to a platform, and the same for abuse desks
    ledger/    the append-only record, its checks and its proofs
    transfer/  events in files, in and out
    times.py   moments, parsed strictly

Promises: a due time is computed from the rule's own words or not at all; a verdict says no more than the looks prove,
and equals a naive second implementation (tests/takedown/cases/test_histories.py). Knows files and errors only.
"""

from hashmatch.takedown.cases.judgement import Judgement, judge
from hashmatch.takedown.cases.obligation import Obligation, obligations
from hashmatch.takedown.cases.verdict import Observation, Verdict
from hashmatch.takedown.rules.deadlines import ClockEvent, Deadline, State, StepDue, deadline
from hashmatch.takedown.rules.load import check_regimes, load_regimes
from hashmatch.takedown.rules.regime import Duration, Part, Regime, Step, missing_parts, pick, versions
from hashmatch.takedown.times import parse_time, zone_named

__all__ = [
    "ClockEvent",
    "Deadline",
    "Duration",
    "Judgement",
    "Obligation",
    "Observation",
    "Part",
    "Regime",
    "State",
    "Step",
    "StepDue",
    "Verdict",
    "check_regimes",
    "deadline",
    "judge",
    "load_regimes",
    "missing_parts",
    "obligations",
    "parse_time",
    "pick",
    "versions",
    "zone_named",
]
