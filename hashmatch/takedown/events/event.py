"""Events: the only truth about an item. One that is wrong cannot be made.

- `Event` has every documented field; a field that was not given is ``None``, or ``()`` for `items` and `hashes`.
  ``contains is None``: the notice was not assessed. ``contains == ()``: it was, and has no required part.
- Each kind takes some of the fields (`required_fields.SHAPES`); its constructor, such as `Event.observed`, names them.
- Two events that are equal are the same event to the ledger, however often and in whichever order they come in.
- Times are in UTC; `duration` stays the ISO 8601 text that was given.
- Events carry no order: sort by `at`. Erased fields (`text`, `reason`, `evidence`) read as ``None``, so nothing that
  decides a verdict may depend on them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from operator import attrgetter
from typing import Annotated, Any, Self, TypedDict, Unpack

from hashmatch.errors import EventError
from hashmatch.files.rows import meanings_of
from hashmatch.takedown.events.fields import FIELD_CHECKS, shown_value
from hashmatch.takedown.events.kinds import EventKind, LookOutcome
from hashmatch.takedown.events.required_fields import ALLOWED, SHAPES, missing_or_contradicting, not_a_field


class _Note(TypedDict, total=False):
    """What every kind may carry, but an erasure."""

    id: str | None  # idempotency key: the same id with other content is an error
    reference: str | None  # your own
    text: str | None


class _Look(_Note, total=False):
    evidence: Mapping[str, object] | None


class _Report(_Look, total=False):
    hashes: Sequence[str]  # "type:value"
    category: str | None


class _Delivery(_Note, total=False):
    channel: str | None
    contains: Sequence[str] | None
    sent_at: datetime | None
    due: datetime | None
    duration: str | None


class _Claim(_Look, total=False):
    notice: str | None
    channel: str | None
    reason: str | None


class _Answer(_Look, total=False):
    items: Sequence[str]  # the answer is about these alone
    channel: str | None
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened to an item or a notice.

    When the ledger learned of it (`Recorded.recorded_at`) is no part of the event.

    Raises
    ------
    EventError
        If a field is missing, is not one of the kind's or breaks its rule, or a time has no offset from UTC.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> Event.observed(item="bee", outcome="absent", at=datetime(2026, 11, 4, 9, 40, tzinfo=UTC)).outcome
    <LookOutcome.ABSENT: 'absent'>
    >>> Event.observed(item="bee", outcome="absent", at=datetime(2026, 11, 4, 9, 40))
    Traceback (most recent call last):
    hashmatch.errors.ledger.EventError: event, at: 2026-11-04T09:40:00 has no offset from UTC; give it a time zone
    """

    kind: Annotated[EventKind, "what happened"]
    at: Annotated[datetime, "when it happened; of a notice, when it reached the platform"]
    id: Annotated[str | None, "idempotency key: an event with the same key is stored only once"] = None
    item: Annotated[str | None, "the item's id"] = None
    notice: Annotated[str | None, "the notice's id"] = None
    items: Annotated[tuple[str, ...], "the items that a notice names, or to which an answer is limited"] = ()
    platform: Annotated[str | None, "the service that hosts the item, or received the notice"] = None
    regime: Annotated[str | None, "the rule or family of rules that the notice invokes"] = None
    location: Annotated[str | None, "where the item was reported: its address at the platform, or a path"] = None
    hashes: Annotated[tuple[str, ...], "hashes of the item, each `type:value`"] = ()
    category: Annotated[str | None, "what the item is, in your own classes"] = None
    reference: Annotated[str | None, "your own reference"] = None
    channel: Annotated[str | None, "how it was sent or said: a form, an address"] = None
    contains: Annotated[tuple[str, ...] | None, "parts of the rule that the notice had; `[]`: assessed, none found"] = (
        None
    )
    treat_as_valid: Annotated[bool | None, "`true`: the clock starts although parts are missing"] = None
    sent_at: Annotated[datetime | None, "when the notice was sent"] = None
    due: Annotated[datetime | None, "end of a period that the notice sets itself"] = None
    duration: Annotated[str | None, "length of a period that the notice sets itself, such as `PT72H`"] = None
    outcome: Annotated[LookOutcome | None, "what a look found: `present`, `absent`, `altered`, `unreachable`"] = None
    evidence: Annotated[Mapping[str, object] | None, "what supports the event, as a JSON object"] = None
    reason: Annotated[str | None, "why, in the words given"] = None
    text: Annotated[str | None, "a note"] = None
    erases: Annotated[str | None, "hash of the event whose words were erased"] = None
    by: Annotated[str | None, "who erased them"] = None

    def __post_init__(self) -> None:
        kind: object = self.kind  # a program without type checks can give anything
        if not isinstance(kind, str) or kind not in SHAPES:
            raise EventError("event", f"{shown_value(kind)} is no event; use one of {', '.join(SHAPES)}")
        allowed = ALLOWED[self.kind]
        values: dict[str, object] = {}
        for name, attribute, value in zip(COLUMNS, ATTRIBUTES, VALUES(self), strict=True):
            if value is None or (value == () and name != "contains"):
                if value is None and name in NEVER_NONE:
                    object.__setattr__(self, attribute, ())  # not given is one thing, however it is said
                continue
            if name not in allowed:
                raise EventError(name, not_a_field(self.kind, COLUMNS))
            try:
                values[name] = FIELD_CHECKS[name](value)
            except ValueError as error:
                raise EventError(name, str(error)) from error
            if values[name] is not value:
                object.__setattr__(self, attribute, values[name])
        problem = missing_or_contradicting(self.kind, values)
        if problem is not None:
            raise EventError(*problem)

    @property
    def about(self) -> tuple[str, ...]:
        """Items that the event names by itself; one with a `notice` and no items is about all items of the notice."""
        return self.items if self.item is None else (self.item,)

    # --- constructors by kind; an erasure is made by `erase` alone ---

    @classmethod
    def reported(cls, *, item: str, platform: str, location: str, at: datetime, **more: Unpack[_Report]) -> Self:
        """Return a report of `item` at `location` of `platform`; it counts as a look that found the item up.

        Takes `hashes`, `category`, `reference`, `text`, `evidence` and `id` too.
        """
        return cls._made(EventKind.REPORTED, at, {"item": item, "platform": platform, "location": location, **more})

    @classmethod
    def notified(
        cls,
        *,
        notice: str,
        items: Sequence[str],
        platform: str,
        regime: str,
        at: datetime,
        treat_as_valid: bool = False,
        **more: Unpack[_Delivery],
    ) -> Self:
        """Return the receipt by `platform` of a notice that asks for the removal of `items`.

        Takes `contains`, `channel`, `sent_at`, `due` or `duration`, `reference`, `text` and `id` too.
        """
        values = {"notice": notice, "items": items, "platform": platform, "regime": regime, **more}
        return cls._made(EventKind.NOTIFIED, at, {**values, "treat_as_valid": treat_as_valid or None})

    @classmethod
    def observed(cls, *, item: str, outcome: LookOutcome | str, at: datetime, **more: Unpack[_Look]) -> Self:
        """Return a look at `item`. Takes `evidence`, `text`, `reference` and `id` too."""
        return cls._made(EventKind.OBSERVED, at, {"item": item, "outcome": outcome, **more})

    @classmethod
    def claimed_removed(cls, *, item: str, at: datetime, **more: Unpack[_Claim]) -> Self:
        """Return the platform's claim that it removed `item`.

        Takes `notice`, `channel`, `reason`, `text`, `evidence`, `reference` and `id` too.
        """
        return cls._made(EventKind.CLAIMED_REMOVED, at, {"item": item, **more})

    @classmethod
    def noted(cls, *, at: datetime, item: str | None = None, notice: str | None = None, **more: Unpack[_Look]) -> Self:
        """Return a note on an item or a notice. Takes `text`, `evidence`, `reference` and `id` too."""
        return cls._made(EventKind.NOTED, at, {"item": item, "notice": notice, **more})

    @classmethod
    def acknowledged(cls, *, notice: str, at: datetime, **more: Unpack[_Answer]) -> Self:
        """Return the platform's confirmation that it received `notice`.

        Like every answer it takes `items`, `reason`, `channel`, `text`, `evidence`, `reference` and `id` too.
        """
        return cls._made(EventKind.ACKNOWLEDGED, at, {"notice": notice, **more})

    @classmethod
    def paused(cls, *, notice: str, at: datetime, **more: Unpack[_Answer]) -> Self:
        """Return the beginning of a pause: the clock of `notice` stands still if its rule knows pauses."""
        return cls._made(EventKind.PAUSED, at, {"notice": notice, **more})

    @classmethod
    def resumed(cls, *, notice: str, at: datetime, **more: Unpack[_Answer]) -> Self:
        """Return the end of a pause of `notice`."""
        return cls._made(EventKind.RESUMED, at, {"notice": notice, **more})

    @classmethod
    def refused(cls, *, notice: str, at: datetime, **more: Unpack[_Answer]) -> Self:
        """Return the platform's refusal of `notice`."""
        return cls._made(EventKind.REFUSED, at, {"notice": notice, **more})

    @classmethod
    def withdrawn(cls, *, notice: str, at: datetime, **more: Unpack[_Answer]) -> Self:
        """Return the withdrawal of `notice` by its sender."""
        return cls._made(EventKind.WITHDRAWN, at, {"notice": notice, **more})

    @classmethod
    def escalated(cls, *, notice: str, at: datetime, **more: Unpack[_Answer]) -> Self:
        """Return the escalation of `notice` to an authority."""
        return cls._made(EventKind.ESCALATED, at, {"notice": notice, **more})

    @classmethod
    def _made(cls, kind: EventKind, at: datetime, values: Mapping[str, object]) -> Self:
        return cls(kind=kind, at=at, **values)  # type: ignore[arg-type]  # __post_init__ checks each value's type


ATTRIBUTES = tuple(field.name for field in fields(Event))

COLUMNS = ("event", *ATTRIBUTES[1:])
"""Every field of a record, in the order in which exports write them; a record calls the kind `event`."""

VALUES = attrgetter(*ATTRIBUTES)
NEVER_NONE = frozenset({"items", "hashes"})  # where nothing was given they are ()

EVENT_FIELDS = dict(zip(COLUMNS, meanings_of(Event).values(), strict=True))
"""What each field of a record means, in their order."""

PRIVATE_FIELDS = ("evidence", "reason", "text")
"""Fields that may hold personal data: the ledger stores them outside the chain, so that they can be erased."""

OPTIONAL = tuple((field.name, getattr(Event, field.name).__set__, field.default) for field in fields(Event)[2:])


def unchecked(values: Mapping[str, Any]) -> Event:
    """Make an event of values that were checked before: by `parse_event`, or when the ledger stored them.

    Checking costs more than all the rest of reading an event back, and an older ledger must stay readable whatever it
    holds. `kind` and `at` must be among `values`.
    """
    event = object.__new__(Event)
    object.__setattr__(event, "kind", values["kind"])
    object.__setattr__(event, "at", values["at"])
    for name, assign, default in OPTIONAL:
        assign(event, values.get(name, default))
    return event
