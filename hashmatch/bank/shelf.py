"""Entries by their codes: an index for each hash type, and for each radius that entries ask for themselves."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from hashmatch.bank.entry import Entry
from hashmatch.errors import BadRadiusError, quoted
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

    def hash_at(self, row: int, entry: Entry) -> Hash:
        """Return the hash in a row, which is one of `entry`'s; an entry's rows follow each other."""
        first = int(self.entry_of.searchsorted(self.entry_of[row]))
        return [each for each in (*entry.hashes, *entry.views) if each.hash_type == self.hash_type][row - first]


def shelved(
    entries: Sequence[Entry], hash_types: Sequence[str], *, last_resort: str | None = None
) -> tuple[Shelf, ...]:
    """Sort the hashes of `entries` that are of `hash_types` onto shelves, in the order of the types.

    Parameters
    ----------
    last_resort : str, optional
        A type by which only those entries are searched that have no other.

    Raises
    ------
    BadRadiusError
        If an entry's own radius is meant for hashes of several widths.
    """
    rows: dict[tuple[str, int | None], _Rows] = defaultdict(_Rows)
    for place, entry in enumerate(entries):
        searched = [each for each in (*entry.hashes, *entry.views) if each.hash_type in hash_types]
        if len(searched) > 1:
            searched = [each for each in searched if each.hash_type != last_resort] or searched
        radius = own_radius(entry, searched)
        for each in searched:
            row = rows[each.hash_type, radius if find_type(each.hash_type).radius else None]
            row.places.append(place)
            row.hashes.append(each)
    order = sorted(rows, key=lambda key: hash_types.index(key[0]))
    return tuple(_shelf(hash_type, radius, rows[hash_type, radius]) for hash_type, radius in order)


@dataclass(slots=True)
class _Rows:
    """What will stand on a shelf."""

    places: list[int] = field(default_factory=list)  # of the entries
    hashes: list[Hash] = field(default_factory=list)


def own_radius(entry: Entry, searched: Sequence[Hash]) -> int | None:
    """Return the radius that an entry asks for itself; digests are equal or not, whatever it is.

    Raises
    ------
    BadRadiusError
        If it is meant for several widths: 31 of 256 bits is the same picture, 31 of 64 bits is any picture.
    """
    if entry.radius is None or len(searched) == 1:
        return entry.radius
    widths = {kind.bits: kind.name for kind in (find_type(each.hash_type) for each in searched) if kind.radius}
    if len(widths) > 1:
        problem = f"one number for {' and '.join(widths.values())}; match by one of them, or give each a row of its own"
        raise BadRadiusError(entry.radius, f"of entry {quoted(entry.reference)}, {problem}")
    return entry.radius


def _shelf(hash_type: str, radius: int | None, rows: _Rows) -> Shelf:
    width = find_type(hash_type).code_bytes
    index = HammingIndex(8 * width)
    index.add(np.frombuffer(b"".join([each.code.tobytes() for each in rows.hashes]), np.uint8).reshape(-1, width))
    qualities = [UNKNOWN_QUALITY if each.quality is None else each.quality for each in rows.hashes]
    return Shelf(hash_type, radius, index, np.array(rows.places, np.int64), np.array(qualities, np.uint8))
