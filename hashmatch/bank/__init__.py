"""Reported media: entries, and the lists they come in.

    entry.py   Entry: one reported medium, its hashes and what the reporter said of it

Knows hashing and what is below it.
"""

from hashmatch.bank.entry import Entry

__all__ = ["Entry"]
