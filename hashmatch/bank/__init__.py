"""Reported hashes: what a matcher looks for.

    entry.py       Entry: one reported medium. Start here.
    collection.py  Collection: what a matcher needs of reported media, whoever keeps them
    in_memory.py   InMemory: entries in memory as a collection
    merge.py       rows of one medium become one entry

Knows hashing, index and errors; no file format.
"""

from hashmatch.bank.collection import NO_RADIUS, UNKNOWN_QUALITY, CodeKind, Collection, EntryId, Shelf
from hashmatch.bank.entry import Entry
from hashmatch.bank.in_memory import InMemory
from hashmatch.bank.merge import merged

__all__ = ["NO_RADIUS", "UNKNOWN_QUALITY", "CodeKind", "Collection", "Entry", "EntryId", "InMemory", "Shelf", "merged"]
