"""Reported hashes: what a matcher looks for.

    entry.py          Entry: one reported medium. Start here.
    collection.py     Collection: what a matcher needs of reported media, in memory or on disk
    in_memory.py      InMemory: entries in memory as a collection
    several.py        Several: collections in memory as one
    entry_table.py    EntryTable: many entries as columns; text_columns.py holds their texts
    table_builder.py  rows of a list become an EntryTable
    repeats.py        which of the rows may be of one medium
    merge.py          rows of one medium become one entry

Knows hashing, index and errors; no file format.
"""

from hashmatch.bank.collection import NO_RADIUS, UNKNOWN_QUALITY, CodeKind, Collection, EntryId, Shelf
from hashmatch.bank.entry import Entry
from hashmatch.bank.entry_table import EntryTable
from hashmatch.bank.in_memory import InMemory
from hashmatch.bank.merge import merged
from hashmatch.bank.several import Several
from hashmatch.bank.table_builder import CodeBlock, RowBlock, TableBuilder

__all__ = [
    "NO_RADIUS",
    "UNKNOWN_QUALITY",
    "CodeBlock",
    "CodeKind",
    "Collection",
    "Entry",
    "EntryId",
    "EntryTable",
    "InMemory",
    "RowBlock",
    "Several",
    "Shelf",
    "TableBuilder",
    "merged",
]
