"""Notices, deadlines and proof: what a platform owed, until when, and what the looks at an item can show.

    regimes/         the rules as data, readable by a lawyer; README.md there explains every field
    regime.py        a rule, and which version of it applies on a day
    regime_table.py  one table of that data read and checked, field by field
    regime_file.py   the files: load_regimes
    clock.py         deadline: a rule and the events of a notice in, due times and their arithmetic out. Start here.
    counting.py      how legal orders count hours and days
    calendars.py     public holidays
    times.py         moments, parsed strictly

    event.py         what happened, as it is imported and stored; fields.py reads each field
    gather.py        events by item and notice, and which ids name one item
    obligation.py    obligations: events folded, free of the present moment; state.py writes them down
    verdict.py       the one rule: what looks prove about a deadline
    judgement.py     judge: an obligation at a moment, on both readings, and when to look next
    summary.py       figures over many; ics.py the calendar of what is due

    notice.py        the letter, and what it lacks; xarf.py the same for abuse desks; templates/ and templating.py
    defang.py        addresses that nobody can follow
    ledger/          the append-only record, its checks and its proofs
    files/           events in and out

Promises: a due time is computed from the rule's own words or not at all; a verdict says no more than the looks prove,
and equals a naive second implementation (tests/takedown/test_histories.py). Knows errors; nothing of media and hashes.
"""

from hashmatch.takedown.clock import ClockEvent, Deadline, State, StepDue, deadline
from hashmatch.takedown.judgement import Judgement, judge
from hashmatch.takedown.obligation import Obligation, obligations
from hashmatch.takedown.regime import Duration, Part, Regime, Step, missing_parts, pick, versions
from hashmatch.takedown.regime_file import check_regimes, load_regimes
from hashmatch.takedown.times import parse_time, zone_named
from hashmatch.takedown.verdict import Observation, Verdict

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
