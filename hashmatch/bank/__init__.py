"""Reported hashes: what a matcher looks for.

    entry.py   Entry: one reported medium. Start here.
    lists/     hash lists, the files that people hand around: read, inspect, write
    shelf.py   Shelf: the codes of entries in an index

Promise: nothing that a list says is dropped in silence. Knows hashing, media's way to open a file, and errors.
"""

from hashmatch.bank.entry import Entry
from hashmatch.bank.lists import (
    BadRow,
    HashList,
    ListSummary,
    TypeSummary,
    inspect_list,
    merged,
    read_list,
    write_csv_list,
)
from hashmatch.bank.shelf import Shelf, shelved

__all__ = [
    "BadRow",
    "Entry",
    "HashList",
    "ListSummary",
    "Shelf",
    "TypeSummary",
    "inspect_list",
    "merged",
    "read_list",
    "shelved",
    "write_csv_list",
]
