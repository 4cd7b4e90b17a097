"""What a matcher needs of reported media, in memory or on disk: codes to search, and the entries behind them."""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from hashmatch.bank.entry import Entry
from hashmatch.index import HammingIndex

EntryId: TypeAlias = int
"""Names an entry within its collection, for as long as the collection's `token` stays the same."""

UNKNOWN_QUALITY = 101  # sorts above 0 to 100, so that an unknown quality is never treated as low
NO_RADIUS = -1  # the entry asks for none: the matcher's counts


class CodeKind(IntEnum):
    """What a code was made of."""

    MEDIUM = 0  # the whole medium
    CROP = 1  # a crop of it, stored so that deep crops are found


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """All codes of one hash type: an index, and what is known of each code in columns by code id.

    Attributes
    ----------
    index : HammingIndex
        Its ids are code ids: the rows of the columns.
    codes : ndarray of uint8, shape (codes, bytes)
    entry_ids : ndarray of int64, shape (codes,)
    qualities : ndarray of uint8, shape (codes,)
        0 to 100, or `UNKNOWN_QUALITY`.
    radii : ndarray of int16, shape (codes,)
        The radius in bits that the entry asks for itself, or `NO_RADIUS`.
    kinds : ndarray of uint8, shape (codes,)
        A `CodeKind`.
    times : ndarray of float32, shape (codes,)
        Where in a film the code was made, in seconds from its start; not a number (NaN) for what has no time.
    """

    hash_type: str
    index: HammingIndex
    codes: NDArray[np.uint8] = field(repr=False)  # hash lists are personal data
    entry_ids: NDArray[np.int64]
    qualities: NDArray[np.uint8]
    radii: NDArray[np.int16]
    kinds: NDArray[np.uint8]
    times: NDArray[np.float32]


class Collection(Protocol):
    """Reported media as a matcher sees them: a list in memory, a bank on disk."""

    def __len__(self) -> int:
        """Return how many entries there are."""
        ...

    @property
    def hash_types(self) -> tuple[str, ...]:
        """The types of which entries have hashes, in the registry's order; a type of crops only is none of them."""
        ...

    @property
    def token(self) -> str:
        """Changes whenever an answer could: a digest of every code, quality, radius and entry id."""
        ...

    def shelf(self, hash_type: str) -> Shelf:
        """Return the codes of one type; it may be built when first asked for."""
        ...

    def entry(self, entry_id: EntryId) -> Entry:
        """Return one entry, loaded when asked."""
        ...
