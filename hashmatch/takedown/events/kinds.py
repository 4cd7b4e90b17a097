"""What can happen, and what a look can find."""

from enum import StrEnum


class EventKind(StrEnum):
    """What happened."""

    REPORTED = "reported"
    NOTIFIED = "notified"
    OBSERVED = "observed"
    CLAIMED_REMOVED = "claimed_removed"
    ACKNOWLEDGED = "acknowledged"
    PAUSED = "paused"
    RESUMED = "resumed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ESCALATED = "escalated"
    NOTED = "noted"
    ERASED = "erased"


ANSWERS = frozenset(
    {
        EventKind.ACKNOWLEDGED,
        EventKind.PAUSED,
        EventKind.RESUMED,
        EventKind.REFUSED,
        EventKind.WITHDRAWN,
        EventKind.ESCALATED,
    }
)
"""What can happen to a notice after it was given."""


class LookOutcome(StrEnum):
    """What a look found at an item's location."""

    PRESENT = "present"
    ABSENT = "absent"
    ALTERED = "altered"
    UNREACHABLE = "unreachable"
