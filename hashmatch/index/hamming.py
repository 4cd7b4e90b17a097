"""HammingIndex: the object that stores codes and finds them again."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np

from hashmatch.errors import BadIdError, BadQueryError, DuplicateIdError
from hashmatch.index.codes import Codes, Planes, check_width, to_words
from hashmatch.index.hits import Hits, join, nearest_first
from hashmatch.index.linear import scan

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


class HammingIndex:
    """Codes of one width, found by Hamming distance; safe to use from many threads.

    Parameters
    ----------
    bits : int
        Width of every code, a positive multiple of 8.

    Raises
    ------
    WidthError
        If `bits` is not a positive multiple of 8.
    """

    def __init__(self, bits: int) -> None:
        self._bits = check_width(bits)
        self._writing = threading.Lock()
        self._planes = Planes.of(to_words(np.empty((0, bits // 8), dtype=np.uint8), bits))
        self._ids = np.empty(0, dtype=np.uint64)
        self._next_id = 0

    @property
    def bits(self) -> int:
        """Width of the codes."""
        return self._bits

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, codes: Codes, ids: ArrayLike | None = None) -> NDArray[np.uint64]:
        """Store codes, and return their ids.

        Parameters
        ----------
        codes : ndarray of uint8, shape (n, bits // 8)
            Most significant bit first. Equal codes may be stored under several ids.
        ids : array_like of n integers below 2**64, optional
            One for each code, none of them in use. By default they run on from the highest id there ever was.

        Raises
        ------
        WidthError
            If the codes are not `bits` wide.
        BadIdError
            If `ids` are not n whole numbers from 0 to 2**64 - 1.
        DuplicateIdError
            If an id is in use or given twice. Nothing is stored then.
        """
        words = to_words(codes, self._bits)
        with self._writing:
            given = self._new_ids(len(words), ids)
            joined = np.concatenate((self._planes.words(), words))
            self._next_id = max(self._next_id, int(given.max(initial=0)) + 1)
            self._planes, self._ids = Planes.of(joined), np.concatenate((self._ids, given))
        return given

    def _new_ids(self, count: int, ids: ArrayLike | None) -> NDArray[np.uint64]:
        if ids is None:
            if self._next_id + count > 2**64:
                raise BadIdError(f"no id is left above {self._next_id - 1}")
            return np.uint64(self._next_id) + np.arange(count, dtype=np.uint64)
        given = checked_ids(ids)
        if len(given) != count:
            raise BadIdError(f"{len(given)} ids for {count} codes")
        ordered = np.sort(given)
        twice = ordered[1:][ordered[1:] == ordered[:-1]]
        taken = twice if len(twice) else given[np.isin(given, self._ids)]
        if len(taken):
            raise DuplicateIdError(int(taken[0]))
        return given

    def remove(self, ids: ArrayLike) -> int:
        """Forget the codes with these ids, and return how many there were; unknown ids are passed over."""
        unwanted = checked_ids(ids)
        with self._writing:
            keep = ~np.isin(self._ids, unwanted)
            removed = len(keep) - int(np.count_nonzero(keep))
            self._planes, self._ids = Planes(self._planes.first[keep], self._planes.second[keep]), self._ids[keep]
        return removed

    def search(self, queries: Codes, radius: int, *, only: ArrayLike | None = None) -> Hits:
        """Return every stored code within `radius` of each query; exact.

        Parameters
        ----------
        queries : ndarray of uint8, shape (q, bits // 8)
            Most significant bit first.
        radius : int
            In bits, inclusive; 0 finds equal codes only.
        only : array_like of ids, or ndarray of bool, optional
            Look among these ids only; a mask says it for id 0, 1, 2 and so on, and no for ids beyond its end.

        Returns
        -------
        Hits
            Nearest first, equal distances by id.

        Raises
        ------
        WidthError
            If a query is not `bits` wide.
        BadQueryError
            If the radius is negative.
        """
        if radius < 0:
            raise BadQueryError("radius", radius, "0 or more bits")
        planes, ids = self._planes, self._ids
        allowed = allowed_rows(ids, only)
        parts = []
        for query in to_words(queries, self._bits):
            rows, distances = scan(planes, query, radius)
            if allowed is not None:
                keep = allowed[rows]
                rows, distances = rows[keep], distances[keep]
            parts.append(nearest_first(ids.take(rows), distances))
        return join(parts)

    def nearest(self, queries: Codes, k: int, *, only: ArrayLike | None = None) -> Hits:
        """Return the `k` nearest codes to each query, fewer if there are fewer; equal distances by id. Exact."""
        if k < 1:
            raise BadQueryError("k", k, "1 or more")
        whole = self.search(queries, self._bits, only=only)
        return join([(ids[:k], distances[:k]) for ids, distances in map(whole.of, range(len(whole)))])


def checked_ids(ids: ArrayLike) -> NDArray[np.uint64]:
    """Return `ids` as uint64 (n,), or raise `BadIdError`; a float or a negative number is nobody's id."""
    given = np.asarray(ids)
    if given.ndim != 1 or (given.dtype.kind not in "ui" and given.size):
        raise BadIdError(f"an array of {given.dtype} with shape {given.shape}")
    if given.dtype.kind == "i" and given.min(initial=0) < 0:
        raise BadIdError(f"the negative number {given.min()}")
    return given.astype(np.uint64, copy=False)


def allowed_rows(ids: NDArray[np.uint64], only: ArrayLike | None) -> NDArray[np.bool_] | None:
    """Turn an `only` filter into a mask over `ids`."""
    if only is None:
        return None
    given = np.asarray(only)
    if given.dtype == np.bool_:
        inside = ids < len(given)
        return inside & given[np.where(inside, ids, 0)] if len(given) else inside
    return np.isin(ids, checked_ids(given))
