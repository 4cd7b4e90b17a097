"""Erasing the words and evidence of one event; the chain stays whole and says who did it, when and why."""

from datetime import datetime

from sqlalchemy import update

from hashmatch.errors import LedgerError
from hashmatch.takedown.events.event import Event
from hashmatch.takedown.events.kinds import EventKind
from hashmatch.takedown.ledger.append import Appender
from hashmatch.takedown.ledger.ledger import Ledger
from hashmatch.takedown.ledger.read import Recorded, stored_events
from hashmatch.takedown.ledger.schema import private
from hashmatch.takedown.times import stamp


def erase(ledger: Ledger, seq: int, *, by: str, why: str, now: datetime) -> Recorded:
    """Erase `text`, `reason` and `evidence` of event `seq`, and record the erasure as an event of its own.

    The salt goes with the words: without it the digest in the chain does not even confirm a guess. Copies, exports and
    backups made before are out of reach.

    Raises
    ------
    LedgerError
        If there is no such event, or nothing in it to erase.
    """
    with ledger.writing() as connection:
        stored = next(stored_events(connection, [seq]), None)
        if stored is None:
            raise LedgerError(ledger.name, f"there is no event {seq}; 'hashmatch takedown show' lists an item's events")
        if stored.entry.private is None or stored.erased:
            what = "its words were erased before" if stored.erased else "it has no text, reason or evidence"
            raise LedgerError(ledger.name, f"event {seq}: {what}; there is nothing to erase")
        erasure = Event(kind=EventKind.ERASED, at=now, erases=stored.hash, by=by, reason=why)
        appender = Appender(connection, stamp(now))
        appender.add([erasure])
        connection.execute(update(private).where(private.c.seq == seq).values(salt=None, body=None))
        written = next(stored_events(connection, [appender.count - 1]))
    ledger.vacuum()
    return written.recorded()
