"""The append-only record of what happened to items: SQLite in a file, or PostgreSQL by URL, with one code.

    ledger.py          Ledger: open, append, read. Start here.
    entry.py           one event in the chain: canonical bytes, digests for what is kept beside it
    append.py          new events to the end of the chain; known ones are recognised
    read.py            events back: all in order, of an item, of a notice
    schema.py          tables, triggers against change, migrations
    connect.py         engines, transactions, the one writers' lock
    merkle.py          trees of RFC 6962
    checkpoint.py      COUNT:HEAD, the head to deposit elsewhere
    verification.py    checks the whole ledger in one pass
    proof.py           one item's events to hand over, checked without the ledger
    timestamp.py       RFC 3161 time stamps over the head
    erasure.py         removes the words of an event and leaves the chain whole
    obligations.py     obligations folded from events, always rebuildable
    obligation_text.py writes them as text
    rows.py            events and checks as rows that programs read

LEDGER.md beside this file says the format, and against whom it protects. Promises: what `append` acknowledged is
durable and stored once; no stored event is ever changed; memory does not grow with the ledger.

From a program::

    with Ledger.open("ledger.db", create=True) as ledger:
        ledger.append(events, recorded_at=now)  # AppendResult: new, known
        for recorded in ledger.events(item="item-1"):  # Recorded: seq, hash, recorded_at, event, erased
            print(recorded.event.at, recorded.event.kind)
        for obligation in ledger.obligations(regimes, Wanted(platform="example")):
            print(judge(obligation, now))
        with ledger.reading() as connection:
            print(head_of(connection), verify(connection))
"""

from hashmatch.takedown.ledger.checkpoint import Checkpoint, confirmed, head_of
from hashmatch.takedown.ledger.erasure import erase
from hashmatch.takedown.ledger.ledger import AppendResult, Ledger
from hashmatch.takedown.ledger.obligations import Wanted
from hashmatch.takedown.ledger.proof import CheckedProof, check_proof, prove_item
from hashmatch.takedown.ledger.read import Recorded
from hashmatch.takedown.ledger.timestamp import check_timestamp, timestamp_request
from hashmatch.takedown.ledger.verification import Fault, Verification, verify

__all__ = [
    "AppendResult",
    "CheckedProof",
    "Checkpoint",
    "Fault",
    "Ledger",
    "Recorded",
    "Verification",
    "Wanted",
    "check_proof",
    "check_timestamp",
    "confirmed",
    "erase",
    "head_of",
    "prove_item",
    "timestamp_request",
    "verify",
]
