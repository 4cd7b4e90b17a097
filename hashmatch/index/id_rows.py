"""The ids of a segment, and the rows in which their codes are stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from hashmatch.index.column import Column
from hashmatch.index.probe import gather, running

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hashmatch.index.codes import Words


@dataclass(frozen=True, slots=True)
class Groups:
    """The entries that share a row, because they have equal codes.

    Attributes
    ----------
    rows : Column of uint32, one for each entry
    starts : Column of uint32, one for each row, plus 1
    members : Column of uint32
        The entries of row r are ``members[starts[r]:starts[r + 1]]``, ascending.
    """

    rows: Column[np.uint32]
    starts: Column[np.uint32]
    members: Column[np.uint32]

    @classmethod
    def of(cls, rows: NDArray[np.uint32], count: int) -> Groups:
        """Group entries by their row, below `count`."""
        starts = np.zeros(count + 1, dtype=np.uint32)
        np.cumsum(np.bincount(rows, minlength=count), out=starts[1:])
        return cls(Column(rows), Column(starts), Column(np.argsort(rows, kind="stable").astype(np.uint32)))


@dataclass(frozen=True, slots=True)
class IdRows:
    """The ids of a segment in ascending order; entry i has the i-th id.

    Attributes
    ----------
    ids : range or Column of uint64
        A range if they are consecutive, which is the usual case and takes no memory.
    groups : Groups or None
        None if the code of entry i is row i.
    """

    ids: range | Column[np.uint64]
    groups: Groups | None = None

    @classmethod
    def of(cls, ids: NDArray[np.uint64], groups: Groups | None) -> IdRows:
        """Store ascending `ids`, as a range if they are consecutive."""
        if len(ids) and int(ids[-1]) - int(ids[0]) == len(ids) - 1:
            return cls(range(int(ids[0]), int(ids[-1]) + 1), groups)
        return cls(Column(ids), groups)

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def nbytes(self) -> int:
        """Size of ids and groups."""
        size = 0 if isinstance(self.ids, range) else self.ids.nbytes
        if self.groups is not None:
            size += self.groups.rows.nbytes + self.groups.starts.nbytes + self.groups.members.nbytes
        return size

    def ids_of(self, entries: NDArray[np.intp]) -> NDArray[np.uint64]:
        """Return the ids of some entries."""
        if isinstance(self.ids, range):
            return entries.astype(np.uint64) + np.uint64(self.ids.start)
        return self.ids.take(entries)

    def all_ids(self) -> NDArray[np.uint64]:
        """Return every id, ascending."""
        if isinstance(self.ids, range):
            return np.uint64(self.ids.start) + np.arange(len(self.ids), dtype=np.uint64)
        return self.ids.whole()

    def locate(self, ids: NDArray[np.uint64]) -> NDArray[np.intp]:
        """Return the entries of those `ids` that the segment holds."""
        if isinstance(self.ids, range):
            inside = (ids >= self.ids.start) & (ids < self.ids.stop)
            return (ids[inside] - np.uint64(self.ids.start)).astype(np.intp)
        held = self.ids.whole()
        places = held.searchsorted(ids)
        inside = places < len(held)
        places, ids = places[inside], ids[inside]
        same: NDArray[np.bool_] = held[places] == ids
        return places[same]

    def of_rows(
        self, asked: NDArray[np.intp], rows: NDArray[np.intp], distances: NDArray[np.uint16]
    ) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.uint16]]:
        """Turn (query, row, distance) into (query, entry, distance), in any order; several entries may share a row."""
        if self.groups is None or not len(rows):
            return asked, rows, distances
        end = self.groups.starts.take(rows + 1)
        size = end - self.groups.starts.take(rows)
        many = (size > 1).nonzero()[0]  # rare: only these are repeated and gathered
        entries = self.groups.members.take(end - 1)  # the last of each row
        if not len(many):
            return asked, entries.astype(np.intp), distances
        more = size.take(many) - 1
        others = gather(self.groups.members, end.take(many) - 1, more, running(more))
        return (
            np.concatenate((asked, asked.take(many).repeat(more))),
            np.concatenate((entries, others)).astype(np.intp),
            np.concatenate((distances, distances.take(many).repeat(more))),
        )

    def rows_of(self, chosen: NDArray[np.bool_], count: int) -> NDArray[np.bool_]:
        """Turn a mask over entries into a mask over the `count` rows."""
        if self.groups is None:
            return chosen
        rows = np.zeros(count, dtype=np.bool_)
        rows[self.groups.rows.whole()[chosen]] = True
        return rows


def same_codes(words: Words) -> NDArray[np.uint32] | None:
    """Return the first row with the same code for each of `words` (n, w), or None if all codes differ.

    Rows are sorted by 32 bits of a hash; only rows with equal bits are compared.
    """
    count = len(words)
    pairs = _hash(words) & np.uint64(0xFFFFFFFF00000000)
    pairs |= np.arange(count, dtype=np.uint64)
    pairs.sort()
    like_previous = (pairs[1:] ^ pairs[:-1]) <= np.uint64(0xFFFFFFFF)
    if not like_previous.any():
        return None
    starts_run = np.concatenate(([True], ~like_previous))
    in_run = ~starts_run
    in_run[:-1] |= like_previous
    rows = (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)
    heads = rows[starts_run][starts_run.cumsum() - 1]
    rows, heads = rows[in_run], heads[in_run]
    same = (words[rows] == words[heads]).all(axis=1)
    first = np.arange(count, dtype=np.uint32)
    first[rows[same]] = heads[same]
    others = rows[~same]  # their hash collides with that of another code: very rare, and handled exactly
    if len(others):
        _, index, inverse = np.unique(words[others], axis=0, return_index=True, return_inverse=True)
        least = np.full(len(index), count, dtype=np.int64)
        np.minimum.at(least, inverse.ravel(), others)
        first[others] = least[inverse.ravel()]
    return None if np.array_equal(first, np.arange(count)) else first


def _hash(words: Words) -> NDArray[np.uint64]:
    mixed = np.zeros(len(words), dtype=np.uint64)
    for column in words.T:
        mixed ^= column
        mixed *= np.uint64(0x9E3779B97F4A7C15)  # 2**64 divided by the golden ratio: spreads every bit upwards
        mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0x9E3779B97F4A7C15)
    return mixed
