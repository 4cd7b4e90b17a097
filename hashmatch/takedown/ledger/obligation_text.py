"""Obligations as text, for a cache that is filled by the fold and can always be filled again.

Not a format for other programs: `VERSION` changes with it, and a cache of another version is to be built again.
"""

import json
from datetime import datetime

from hashmatch.takedown.cases.obligation import Clock, Obligation
from hashmatch.takedown.cases.verdict import Observation
from hashmatch.takedown.events.kinds import LookOutcome
from hashmatch.takedown.rules.deadlines import State
from hashmatch.takedown.times import stamp

VERSION = 1


WORDS = ("item", "platform", "location", "notice", "regime", "nature", "kind")


def to_text(obligation: Obligation) -> str:
    """Write an obligation as one line of JSON."""
    record = {name: getattr(obligation, name) for name in WORDS}
    record["notified"] = stamp(obligation.notified)
    record["missing"] = obligation.missing
    record["clock"] = _clock_to(obligation.clock)
    if obligation.clock_if_valid != obligation.clock:
        record["clock_if_valid"] = _clock_to(obligation.clock_if_valid)
    record["looks"] = [(stamp(look.at), look.outcome) for look in obligation.looks]
    record["claims"] = [stamp(at) for at in obligation.claims]
    record["withdrawn"] = _time_to(obligation.withdrawn)
    return json.dumps(record, separators=(",", ":"))


def from_text(text: str) -> Obligation:
    """Read what `to_text` wrote."""
    record = json.loads(text)
    clock = _clock_from(record["clock"])
    return Obligation(
        **{name: record[name] for name in WORDS},
        notified=datetime.fromisoformat(record["notified"]),
        missing=None if record["missing"] is None else tuple(record["missing"]),
        clock=clock,
        clock_if_valid=_clock_from(record["clock_if_valid"]) if "clock_if_valid" in record else clock,
        looks=tuple(Observation(datetime.fromisoformat(at), LookOutcome(outcome)) for at, outcome in record["looks"]),
        claims=tuple(map(datetime.fromisoformat, record["claims"])),
        withdrawn=_time_from(record["withdrawn"]),
    )


def _clock_to(clock: Clock) -> list[str | None]:
    return [clock.state, *map(_time_to, clock[1:])]


def _clock_from(values: list[str]) -> Clock:
    return Clock(State(values[0]), *map(_time_from, values[1:]))


def _time_to(moment: datetime | None) -> str | None:
    return None if moment is None else stamp(moment)


def _time_from(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
