"""Reported hashes: what a matcher looks for.

    entry.py      Entry: one reported medium. Start here.
    merge.py      rows of one medium become one entry
    in_memory.py  Shelf: the codes of entries in an index

Knows hashing, index and errors; no file format.
"""

from hashmatch.bank.entry import Entry
from hashmatch.bank.in_memory import Shelf, shelved
from hashmatch.bank.merge import merged

__all__ = ["Entry", "Shelf", "merged", "shelved"]
