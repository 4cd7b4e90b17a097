"""Notices, deadlines and proof: what a platform owed, until when, and what the looks at an item can show.

    regimes/         the rules as data, readable by a lawyer; README.md there explains every field
    regime.py        a rule, and which version of it applies on a day
    regime_table.py  one table of that data read and checked, field by field
    regime_file.py   the files: load_regimes
    clock.py         deadline: a rule and the events of a notice in, due times and their arithmetic out. Start here.
    counting.py      how legal orders count hours and days
    calendars.py     public holidays
    times.py         moments, parsed strictly

Promise: a due time is computed from the rule's own words or not at all. Knows errors; nothing of media and hashes.
"""

from hashmatch.takedown.clock import ClockEvent, Deadline, State, StepDue, deadline
from hashmatch.takedown.regime import Duration, Part, Regime, Step, missing_parts, pick, versions
from hashmatch.takedown.regime_file import check_regimes, load_regimes
from hashmatch.takedown.times import parse_time, zone_named

__all__ = [
    "ClockEvent",
    "Deadline",
    "Duration",
    "Part",
    "Regime",
    "State",
    "Step",
    "StepDue",
    "check_regimes",
    "deadline",
    "load_regimes",
    "missing_parts",
    "parse_time",
    "pick",
    "versions",
    "zone_named",
]
