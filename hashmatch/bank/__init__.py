"""Reported hashes: what a matcher looks for.

    entry.py      Entry: one reported medium. Start here.
    merge.py      rows of one medium become one entry
    collection.py what a matcher needs of reported media, whoever keeps them
    in_memory.py  InMemory: entries in memory as a collection
    shelf.py      the codes of entries in an index

Knows hashing, index and errors; no file format.
"""

from hashmatch.bank.entry import Entry
from hashmatch.bank.merge import merged
from hashmatch.bank.shelf import Shelf, shelved

__all__ = ["Entry", "Shelf", "merged", "shelved"]
