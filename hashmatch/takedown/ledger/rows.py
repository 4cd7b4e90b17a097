"""What a ledger holds as rows that programs read: the first part of `show`, and those of `audit`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from hashmatch.errors import defang
from hashmatch.files.rows import cells_of
from hashmatch.takedown.events.event import Event
from hashmatch.takedown.events.parsing import to_record
from hashmatch.takedown.ledger.read import Recorded
from hashmatch.takedown.ledger.verification import Verification
from hashmatch.takedown.times import stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """What `show` adds to an event: what the ledger knows about it."""

    seq: Annotated[int, "its number in the ledger, from 0"]
    recorded_at: Annotated[str, "when the ledger learned of it"]
    erased: Annotated[bool, "whether its words were erased"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedRow:
    """One event with its place in the ledger: `audit check` and `audit erase`."""

    seq: Annotated[int, "its number in the ledger, from 0"]
    hash: Annotated[str, "SHA-256 of its entry in hex"]
    recorded_at: Annotated[str, "when the ledger learned of it"]
    erased: Annotated[bool, "whether its words were erased"]
    event: Annotated[Mapping[str, object], "the fields given, as in `show`; its location defanged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedRow:
    """A ledger in which nothing is wrong: `audit verify`."""

    count: Annotated[int, "number of events"]
    head: Annotated[str, "root of the Merkle tree over them in hex"]
    erased: Annotated[int, "number of events whose words were erased"]


def event_row(recorded: Recorded) -> Mapping[str, object]:
    """Return an event as `show` writes it: the fields given, then those of `PlaceRow`."""
    place = PlaceRow(seq=recorded.seq, recorded_at=stamp(recorded.recorded_at), erased=recorded.erased)
    return {"record": "event", **_defanged(recorded.event), **cells_of(place)}


def recorded_row(recorded: Recorded) -> RecordedRow:
    """Return the row of one event."""
    return RecordedRow(
        seq=recorded.seq,
        hash=recorded.hash,
        recorded_at=stamp(recorded.recorded_at),
        erased=recorded.erased,
        event=_defanged(recorded.event),
    )


def verified_row(verification: Verification) -> VerifiedRow:
    """Return the row of a ledger in which nothing is wrong."""
    head = verification.checkpoint
    return VerifiedRow(count=head.count, head=head.root.hex(), erased=verification.erased)


def _defanged(event: Event) -> dict[str, Any]:
    record = to_record(event)
    if event.location is not None:
        record["location"] = defang(event.location)
    return record
