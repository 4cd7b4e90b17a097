"""Records to events, strictly, and back.

One event is one JSON object (a line of JSON Lines, a row of CSV). `parse_event` reads it, `to_record` writes it, and
``parse_event(to_record(event), place=...) == event`` for every event.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, cast
from zoneinfo import ZoneInfo

from hashmatch.errors import BadEventError, DisabledRegimeError, UnknownRegimeError
from hashmatch.takedown.events.event import COLUMNS, VALUES, Event, unchecked
from hashmatch.takedown.events.fields import FIELD_PARSERS, TIME_FIELDS, parse_time_field, shown_name, shown_value
from hashmatch.takedown.events.kinds import EventKind, LookOutcome
from hashmatch.takedown.events.required_fields import ALLOWED, SHAPES, missing_or_contradicting, not_a_field
from hashmatch.takedown.rules.regime import Regime, pick
from hashmatch.takedown.times import stamp


class Place(NamedTuple):
    """Where a record stands, for errors; `line` is ``None`` where there are no lines (a command's options)."""

    file: str
    line: int | None = None


def parse_event(
    record: Mapping[str, object],
    *,
    place: Place,
    tz: ZoneInfo | None = None,
    regimes: Mapping[str, Regime] | None = None,
    disabled_too: bool = False,
) -> Event:
    """Read one record strictly.

    Parameters
    ----------
    record : mapping
        One decoded JSON object; a field that is ``None`` counts as not given.
    place : Place
        File and line, for errors.
    tz : ZoneInfo, optional
        Zone of times that carry no offset; without it they are refused.
    regimes : mapping of str to Regime, optional
        With it, a notice under an unknown regime is refused, and under a disabled one unless `disabled_too`.

    Raises
    ------
    BadEventError
        Names file, line, field, the problem and the way out.

    Examples
    --------
    >>> record = {"event": "observed", "item": "bee", "outcome": "gone", "at": "2026-11-04T09:40Z"}
    >>> parse_event(record, place=Place("looks.jsonl", 17))
    Traceback (most recent call last):
    hashmatch.errors.ledger.BadEventError: looks.jsonl, line 17, outcome: 'gone' is no outcome; use one of present, ...
    """
    kind = record.get("event")
    if not isinstance(kind, str) or kind not in SHAPES:
        raise BadEventError(*place, "event", f"{shown_value(kind)} is no event; use one of {', '.join(SHAPES)}")
    values: dict[str, object] = {}
    allowed = ALLOWED[kind]
    for name, value in record.items():
        if value is None:
            continue
        if name not in allowed:
            raise BadEventError(*place, shown_name(name), not_a_field(kind, COLUMNS))
        try:
            values[name] = parse_time_field(value, tz) if name in TIME_FIELDS else FIELD_PARSERS[name](value)
        except ValueError as error:
            raise BadEventError(*place, name, str(error)) from error
    problem = missing_or_contradicting(kind, values)
    if problem is None and kind == EventKind.NOTIFIED and regimes is not None:
        problem = _unusable_regime(values, regimes, disabled_too=disabled_too)
    if problem is not None:
        raise BadEventError(*place, *problem)
    values["kind"] = values.pop("event")
    return unchecked(values)


def _unusable_regime(
    values: Mapping[str, object], regimes: Mapping[str, Regime], *, disabled_too: bool
) -> tuple[str, str] | None:
    """Return the field and the problem if the notice's rule is unknown or may not be used."""
    try:
        pick(regimes, cast(str, values["regime"]), cast(datetime, values["at"]), disabled_too=disabled_too)
    except (UnknownRegimeError, DisabledRegimeError) as error:
        return "regime", str(error)
    return None


def to_record(event: Event) -> dict[str, object]:
    """Return the JSON-able form of `event`: given fields only, in the order of `COLUMNS`, times in UTC ending in Z."""
    record: dict[str, object] = {}
    for name, value in zip(COLUMNS, VALUES(event), strict=True):
        if value is None or (value == () and name != "contains"):
            continue
        if name in TIME_FIELDS:
            record[name] = stamp(value)
        elif isinstance(value, tuple):
            record[name] = list(value)
        else:
            record[name] = str(value) if isinstance(value, StrEnum) else value
    return record


def from_record(record: Mapping[str, object]) -> Event:
    """Read back what `to_record` wrote, without checking it again; for records that come from the ledger."""
    values = dict(record)
    values["kind"] = EventKind(cast(str, values["event"]))
    for name in TIME_FIELDS & values.keys():
        values[name] = datetime.fromisoformat(cast(str, values[name]))
    for name in ("items", "hashes", "contains"):
        if name in values:
            values[name] = tuple(cast(list[str], values[name]))
    if "outcome" in values:
        values["outcome"] = LookOutcome(cast(str, values["outcome"]))
    return unchecked(values)
