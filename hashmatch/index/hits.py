"""What a search returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Hits:
    """The codes found for q queries, one query after the other.

    Query i has ``ids[offsets[i]:offsets[i + 1]]`` and the same slice of `distances`: nearest first, equal distances by
    id. An empty slice means that no stored code lies within the radius.

    Attributes
    ----------
    offsets : ndarray of int64, shape (q + 1,)
    ids : ndarray of uint64, shape (h,)
    distances : ndarray of uint16, shape (h,)
        In bits; complements of 256-bit codes are 256 apart, which does not fit a byte.

    Examples
    --------
    >>> import numpy as np
    >>> from hashmatch import HammingIndex
    >>> index = HammingIndex(bits=8)
    >>> _ = index.add(np.array([[0b1111], [0b0111]], dtype=np.uint8))
    >>> hits = index.search(np.array([[0b1111], [0b0000]], dtype=np.uint8), radius=1)
    >>> len(hits)  # queries
    2
    >>> ids, distances = hits.of(0)
    >>> ids.tolist(), distances.tolist()
    ([0, 1], [0, 1])
    >>> hits.of(1)[0].tolist()  # nothing within the radius
    []

    See Also
    --------
    HammingIndex.search, HammingIndex.nearest : return these
    """

    offsets: NDArray[np.int64]
    ids: NDArray[np.uint64]
    distances: NDArray[np.uint16]

    def __len__(self) -> int:
        """Return the number of queries."""
        return len(self.offsets) - 1

    def of(self, query: int) -> tuple[NDArray[np.uint64], NDArray[np.uint16]]:
        """Return the ids and distances of one query, nearest first; both are empty if nothing was found."""
        here = slice(int(self.offsets[query]), int(self.offsets[query + 1]))
        return self.ids[here], self.distances[here]


def join(parts: Sequence[tuple[NDArray[np.uint64], NDArray[np.uint16]]]) -> Hits:
    """Concatenate the sorted (ids, distances) of each query."""
    offsets = np.zeros(len(parts) + 1, dtype=np.int64)
    if not parts:
        return Hits(offsets, np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.uint16))
    np.cumsum([len(ids) for ids, _ in parts], out=offsets[1:])
    if len(parts) == 1:
        return Hits(offsets, *parts[0])
    return Hits(offsets, np.concatenate([ids for ids, _ in parts]), np.concatenate([far for _, far in parts]))
