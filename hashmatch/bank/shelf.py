"""Entries by their codes: an index for each hash type, and for each radius that entries ask for themselves."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hashmatch.bank.entry import Entry
from hashmatch.hashing import Hash, find_type
from hashmatch.index import HammingIndex

UNKNOWN_QUALITY = 101  # better than any: nobody called it low


@dataclass(frozen=True, slots=True)
class Shelf:
    """All codes of one type whose entries ask for the same radius, or for none.

    Attributes
    ----------
    index : HammingIndex
        Ids are row numbers.
    entry_of : ndarray of int64, shape (rows,)
        The entry's place among the entries.
    qualities : ndarray of uint8, shape (rows,)
        0 to 100, or `UNKNOWN_QUALITY`.
    """

    hash_type: str
    radius: int | None
    index: HammingIndex
    entry_of: NDArray[np.int64]
    qualities: NDArray[np.uint8]


def shelved(entries: Sequence[Entry], hash_types: Sequence[str]) -> tuple[Shelf, ...]:
    """Sort the hashes of `entries` that are of `hash_types` onto shelves, in the order of the types."""
    rows: dict[tuple[str, int | None], list[tuple[int, Hash]]] = defaultdict(list)
    for place, entry in enumerate(entries):
        for each in entry.hashes:
            exact = find_type(each.hash_type).radius == 0  # equal or not: a radius of the entry is not meant for it
            rows[each.hash_type, None if exact else entry.radius].append((place, each))
    order = sorted((key for key in rows if key[0] in hash_types), key=lambda key: hash_types.index(key[0]))
    return tuple(_shelf(hash_type, radius, rows[hash_type, radius]) for hash_type, radius in order)


def _shelf(hash_type: str, radius: int | None, rows: list[tuple[int, Hash]]) -> Shelf:
    index = HammingIndex(8 * find_type(hash_type).code_bytes)
    index.add(np.stack([each.code for _, each in rows]))
    qualities = [UNKNOWN_QUALITY if each.quality is None else each.quality for _, each in rows]
    return Shelf(hash_type, radius, index, np.array([place for place, _ in rows]), np.array(qualities, np.uint8))
