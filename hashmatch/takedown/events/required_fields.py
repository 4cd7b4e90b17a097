"""Which kind of event has which fields, and which of them do not go together."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import cast

from hashmatch.takedown.events.kinds import ANSWERS, EventKind

PASSING = frozenset({"items", "reason", "text", "evidence", "reference", "channel"})
SHAPES: dict[str, tuple[tuple[str, ...], frozenset[str]]] = {
    # kind: (required fields, optional fields); `event`, `at` and `id` belong to every kind
    EventKind.REPORTED: (
        ("item", "platform", "location"),
        frozenset({"hashes", "category", "reference", "text", "evidence"}),
    ),
    EventKind.NOTIFIED: (
        ("notice", "regime", "platform", "items"),
        frozenset({"channel", "contains", "treat_as_valid", "sent_at", "due", "duration", "reference", "text"}),
    ),
    EventKind.OBSERVED: (("item", "outcome"), frozenset({"evidence", "text", "reference"})),
    EventKind.CLAIMED_REMOVED: (("item",), frozenset({"notice", "channel", "reason", "text", "evidence", "reference"})),
    EventKind.NOTED: ((), frozenset({"item", "notice", "text", "evidence", "reference"})),
    EventKind.ERASED: (("erases", "by"), frozenset({"reason"})),
    **dict.fromkeys((kind for kind in EventKind if kind in ANSWERS), (("notice",), PASSING)),
}
OF_EVERY_KIND = frozenset({"event", "at", "id"})
ALLOWED = {kind: OF_EVERY_KIND.union(required, optional) for kind, (required, optional) in SHAPES.items()}


def not_a_field(kind: str, columns: Iterable[str]) -> str:
    """Say that `kind` does not take a field, and which of `columns` it takes."""
    return f"not a field of '{kind}'; it takes {', '.join(name for name in columns if name in ALLOWED[kind])}"


def missing_or_contradicting(kind: str, values: Mapping[str, object]) -> tuple[str, str] | None:
    """Return the field and the problem of an event whose fields are good one by one, or None."""
    for name in ("at", *SHAPES[kind][0]):
        if name not in values:
            return name, f"missing; '{kind}' needs {', '.join(('at', *SHAPES[kind][0]))}"
    if kind == EventKind.NOTED and not ("item" in values or "notice" in values):
        return "item", "missing; 'noted' needs an item or a notice"
    if kind == EventKind.NOTIFIED:
        if "due" in values and "duration" in values:
            return "due", "given together with a duration; keep the one that the notice states"
        sent_at = values.get("sent_at")
        if sent_at is not None and cast(datetime, sent_at) > cast(datetime, values["at"]):
            return "sent_at", "later than at, when the notice reached the platform; correct one of the two"
    return None
