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


class LookOutcome(StrEnum):
    """What a look found at an item's location."""

    PRESENT = "present"
    ABSENT = "absent"
    ALTERED = "altered"
    UNREACHABLE = "unreachable"
