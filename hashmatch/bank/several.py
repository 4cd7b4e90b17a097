"""Several collections in memory as one: their entries follow each other."""

import hashlib
import threading
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

import numpy as np

from hashmatch.bank.collection import EntryId, Shelf
from hashmatch.bank.entry import Entry
from hashmatch.bank.in_memory import InMemory, shelf_of
from hashmatch.hashing import hash_type_names


class Several:
    """A collection of the entries of several; an entry that two of them have is there twice, each with its source.

    Parameters
    ----------
    parts : sequence of InMemory
        The ids of the second begin where those of the first end.
    """

    def __init__(self, parts: Sequence[InMemory]) -> None:
        self._start(tuple(parts), {})

    def _start(self, parts: tuple[InMemory, ...], shelves: dict[str, Shelf]) -> None:
        self.parts = parts
        self._first_ids = [0, *accumulate(len(part) for part in parts)]
        self._shelves = shelves
        self._building = threading.Lock()

    def __getstate__(self) -> tuple[tuple[InMemory, ...], dict[str, Shelf]]:
        """Pickle with the shelves there are, so that another process need not build them."""
        with self._building:
            return self.parts, dict(self._shelves)

    def __setstate__(self, state: tuple[tuple[InMemory, ...], dict[str, Shelf]]) -> None:
        self._start(*state)

    def __len__(self) -> int:
        return self._first_ids[-1]

    @cached_property
    def hash_types(self) -> tuple[str, ...]:
        """The types of which entries have hashes, in the registry's order."""
        present = {name for part in self.parts for name in part.hash_types}
        return tuple(name for name in hash_type_names() if name in present)

    @cached_property
    def token(self) -> str:
        """A digest of the tokens of all parts, in their order."""
        return hashlib.sha256(" ".join(part.token for part in self.parts).encode()).hexdigest()

    def shelf(self, hash_type: str) -> Shelf:
        """Return the codes of one type, of all parts, in one index."""
        with self._building:
            if hash_type not in self._shelves:
                columns = [part.columns(hash_type) for part in self.parts]
                ids = [each.entry_ids + first for each, first in zip(columns, self._first_ids, strict=False)]
                shifted = [each._replace(entry_ids=own) for each, own in zip(columns, ids, strict=True)]
                joined = [np.concatenate(column) for column in zip(*shifted, strict=True)]
                self._shelves[hash_type] = shelf_of(hash_type, type(columns[0])(*joined))
            return self._shelves[hash_type]

    def entry(self, entry_id: EntryId) -> Entry:
        """Return one entry."""
        place = bisect_right(self._first_ids, entry_id) - 1
        return self.parts[place].entry(entry_id - self._first_ids[place])
