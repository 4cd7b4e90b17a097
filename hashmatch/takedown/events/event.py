"""Events: the only truth about an item, and the format in which they are imported and exported.

One event is one JSON object (a line of JSON Lines, a row of CSV). `parse_event` reads it strictly, `to_record` writes
it, and ``parse_event(to_record(event), place=...) == event`` for every event. Two events that say exactly the same (are
equal) are the same event to the ledger, however often and in whichever order they come in.

For whoever folds events into obligations:

- `Event` has every documented field; a field that was not given is ``None``, or ``()`` for `items` and `hashes`.
  ``contains is None`` means that nobody assessed the notice; ``contains == ()`` that somebody did and found no part.
- `Event.about` are the items an event names by itself. An event with a `notice` and no items is about all of its items.
- Times are in UTC; `duration` stays the ISO 8601 text that was given.
- Events carry no order: sort by `at`. Erased words (`text`, `reason`, `evidence`) read as ``None``; nothing
  that decides a verdict may depend on them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple, cast
from zoneinfo import ZoneInfo

from hashmatch.errors import BadEventError, DisabledRegimeError, UnknownRegimeError
from hashmatch.takedown.events.fields import (
    FIELD_PARSERS,
    TIME_FIELDS,
    parse_time_field,
    shown_name,
    shown_value,
)
from hashmatch.takedown.events.kinds import EventKind, LookOutcome
from hashmatch.takedown.rules.regime import Regime, pick
from hashmatch.takedown.times import stamp


class Place(NamedTuple):
    """Where a record stands, for errors; `line` is ``None`` where there are no lines (a command's options)."""

    file: str
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened to an item or a notice.

    `at` is when it happened; of a notice, when it reached the platform. When the ledger learned of it is the ledger's
    business (`Recorded.recorded_at`) and no part of what the event says.
    """

    event: EventKind
    at: datetime
    id: str | None = None
    item: str | None = None
    notice: str | None = None
    items: tuple[str, ...] = ()
    platform: str | None = None
    regime: str | None = None
    location: str | None = None
    hashes: tuple[str, ...] = ()
    category: str | None = None
    reference: str | None = None
    channel: str | None = None
    contains: tuple[str, ...] | None = None
    treat_as_valid: bool | None = None
    sent_at: datetime | None = None
    due: datetime | None = None
    duration: str | None = None
    outcome: LookOutcome | None = None
    evidence: Mapping[str, object] | None = None
    reason: str | None = None
    text: str | None = None
    erases: str | None = None
    by: str | None = None

    @property
    def kind(self) -> EventKind:
        """The field `event` under a name that reads well in code."""
        return self.event

    @property
    def about(self) -> tuple[str, ...]:
        """Items that the event names by itself."""
        return self.items if self.item is None else (self.item,)


COLUMNS = tuple(field.name for field in fields(Event))
"""Every field of a record, in the order in which exports write them."""

PRIVATE_FIELDS = ("evidence", "reason", "text")
"""Fields that may hold personal data: the ledger keeps them beside the chain, where they can be erased."""


# --- which kind has which fields ---

PASSING = frozenset({"items", "reason", "text", "evidence", "reference", "channel"})
SHAPES = {
    # kind: (required fields, optional fields); `event`, `at` and `id` belong to every kind
    "reported": (("item", "platform", "location"), frozenset({"hashes", "category", "reference", "text", "evidence"})),
    "notified": (
        ("notice", "regime", "platform", "items"),
        frozenset({"channel", "contains", "treat_as_valid", "sent_at", "due", "duration", "reference", "text"}),
    ),
    "observed": (("item", "outcome"), frozenset({"evidence", "text", "reference"})),
    "claimed_removed": (("item",), frozenset({"notice", "channel", "reason", "text", "evidence", "reference"})),
    "noted": ((), frozenset({"item", "notice", "text", "evidence", "reference"})),
    "erased": (("erases", "by"), frozenset({"reason"})),
    **dict.fromkeys(("acknowledged", "paused", "resumed", "refused", "withdrawn", "escalated"), (("notice",), PASSING)),
}
OF_EVERY_KIND = frozenset({"event", "at", "id"})
ALLOWED = {kind: OF_EVERY_KIND.union(required, optional) for kind, (required, optional) in SHAPES.items()}

ORDERED = {kind: tuple(name for name in COLUMNS if name in allowed) for kind, allowed in ALLOWED.items()}


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
            raise BadEventError(
                *place, shown_name(name), f"not a field of '{kind}'; it takes {', '.join(ORDERED[kind])}"
            )
        try:
            values[name] = parse_time_field(value, tz) if name in TIME_FIELDS else FIELD_PARSERS[name](value)
        except ValueError as error:
            raise BadEventError(*place, name, str(error)) from error
    problem = _missing_or_contradicting(kind, values, regimes, disabled_too)
    if problem is not None:
        raise BadEventError(*place, *problem)
    return Event(**values)  # type: ignore[arg-type]  # each value comes from the parser of its field


def _missing_or_contradicting(
    kind: str, values: Mapping[str, object], regimes: Mapping[str, Regime] | None, disabled_too: bool
) -> tuple[str, str] | None:
    """(field, problem) of a record whose fields are good one by one, or None."""
    for name in ("at", *SHAPES[kind][0]):
        if name not in values:
            return name, f"missing; '{kind}' needs {', '.join(('at', *SHAPES[kind][0]))}"
    if kind == "noted" and not ("item" in values or "notice" in values):
        return "item", "missing; 'noted' needs an item or a notice"
    if kind == "notified":
        if "due" in values and "duration" in values:
            return "due", "given together with a duration; keep the one that the notice states"
        sent_at = values.get("sent_at")
        if sent_at is not None and cast(datetime, sent_at) > cast(datetime, values["at"]):
            return "sent_at", "later than at, when the notice reached the platform; correct one of the two"
        if regimes is not None:
            try:
                pick(regimes, cast(str, values["regime"]), cast(datetime, values["at"]), disabled_too=disabled_too)
            except (UnknownRegimeError, DisabledRegimeError) as error:
                return "regime", str(error)
    return None


# --- records ---


VALUES = attrgetter(*COLUMNS)


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
    values["event"] = EventKind(cast(str, values["event"]))
    for name in TIME_FIELDS & values.keys():
        values[name] = datetime.fromisoformat(cast(str, values[name]))
    for name in ("items", "hashes", "contains"):
        if name in values:
            values[name] = tuple(cast(list[str], values[name]))
    if "outcome" in values:
        values["outcome"] = LookOutcome(cast(str, values["outcome"]))
    return Event(**values)  # type: ignore[arg-type]  # the ledger holds what parse_event accepted
