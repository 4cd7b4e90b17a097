"""The append-only record of what happened to items: SQLite in a file, or PostgreSQL by URL, with one code.

    ledger.py      Ledger: open, append, read. Start here.
    entry.py       one event in the chain: canonical bytes, digests for what is kept beside it
    append.py      new events to the end of the chain; known ones are recognised
    read.py        events back: all in order, of an item, of a notice
    schema.py      tables, triggers against change, migrations
    connect.py     engines, transactions, the one writers' lock
    merkle.py      trees of RFC 6962
    checkpoint.py  COUNT:HEAD, the head to deposit elsewhere
    verify.py      the whole ledger checked in one pass
    proof.py       one item's events to hand over, checked without the ledger
    timestamp.py   RFC 3161 time stamps over the head
    erasure.py     words taken away, the chain left whole
    cache.py       obligations folded from events, always rebuildable

LEDGER.md beside this file says the format, and against whom it protects. Promises: what `append` acknowledged is
durable and stored once; no stored event is ever changed; memory does not grow with the ledger.

For readers of one item's story::

    with Ledger.open("ledger.db") as ledger:
        for recorded in ledger.events(item="item-1"):  # Recorded: seq, hash, recorded_at, event, erased
            print(recorded.event.at, recorded.event.kind)
"""

from hashmatch.takedown.ledger.ledger import AppendResult, Ledger
from hashmatch.takedown.ledger.read import Recorded

__all__ = ["AppendResult", "Ledger", "Recorded"]
