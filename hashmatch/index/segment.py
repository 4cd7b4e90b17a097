"""A segment: immutable codes, each stored once, with their bands and ids; and which of its ids were removed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from hashmatch.index.bands import Bands, build_bands
from hashmatch.index.codes import Planes
from hashmatch.index.id_rows import Groups, IdRows, same_codes
from hashmatch.index.plan import Tuning, best_widths

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hashmatch.index.codes import Words

MOST_ROWS = 1 << 27
"""Rows of a segment at most, so that 32 bits number the rows of all its bands together."""


MOST_NAMED = 256
"""Up to so many hits are listed one by one; arrays are faster for more."""


def _nothing() -> NDArray[np.uint32]:
    return np.empty(0, dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class Segment:
    """Immutable codes and ids.

    Attributes
    ----------
    name : str
        Identifies the content, here and on disk: two segments of one name differ in `removed` only.
    planes : Planes
        The distinct codes.
    bands : Bands or None
        None if a scan is always cheaper.
    entries : IdRows
    removed : ndarray of uint32
        The entries that were removed, ascending.
    """

    name: str
    planes: Planes
    bands: Bands | None
    entries: IdRows
    removed: NDArray[np.uint32] = field(default_factory=_nothing)

    def __len__(self) -> int:
        return len(self.entries) - len(self.removed)

    @property
    def nbytes(self) -> int:
        """Size of everything."""
        bands = self.bands.nbytes if self.bands else 0
        return self.planes.nbytes + bands + self.entries.nbytes + self.removed.nbytes

    def without(self, entries: NDArray[np.intp]) -> Segment:
        """Return the segment with some more entries removed."""
        return replace(self, removed=np.union1d(self.removed, entries.astype(np.uint32)))

    def named(self, near: list[tuple[int, int]]) -> list[tuple[int, int]] | None:
        """Turn a few (distance, row) into (distance, id); a row may have several ids or none left. None if many."""
        if isinstance(self.entries.ids, range) and self.entries.groups is None and not len(self.removed):
            first = self.entries.ids.start
            return [(distance, first + row) for distance, row in near]
        distances, rows = np.array(near).T
        _, entries, far = self.entries.of_rows(rows, rows, distances.astype(np.uint16))
        if len(entries) > MOST_NAMED:
            return None
        live = self.live(entries)
        return list(zip(far[live].tolist(), self.entries.ids_of(entries[live]).tolist(), strict=True))

    def live(self, entries: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Tell which of some entries were not removed."""
        return ~_is_among(entries, self.removed)

    def contents(self) -> tuple[Words, NDArray[np.uint64]]:
        """Return the codes and ids that were not removed: a code for each id, ids ascending."""
        keep = np.ones(len(self.entries), dtype=np.bool_)
        keep[self.removed] = False
        words = self.planes.words()
        if self.entries.groups is not None:
            words = words[self.entries.groups.rows.whole()[keep]]
        elif len(self.removed):
            words = words[keep]
        return words, self.entries.all_ids()[keep]


def _is_among(values: NDArray[np.intp], ascending: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Tell which `values` are in `ascending`."""
    if not len(ascending):
        return np.zeros(len(values), dtype=np.bool_)
    places = ascending.searchsorted(values)
    places[places == len(ascending)] = 0
    return np.equal(ascending[places], values)


@dataclass(frozen=True, slots=True)
class Layout:
    """What an index's segments are built for: codes of `bits`, mostly searched at about `radius`."""

    bits: int
    radius: int
    tuning: Tuning


def build_segment(words: Words, ids: NDArray[np.uint64], layout: Layout) -> Segment:
    """Build a segment from codes (n, w) and their ids."""
    if (ids[1:] < ids[:-1]).any():
        order = ids.argsort()
        words, ids = words[order], ids[order]
    groups = None
    first = same_codes(words)
    if first is not None:
        own = first == np.arange(len(first))
        number = (own.cumsum() - 1).astype(np.uint32)
        groups = Groups.of(number[first], int(np.count_nonzero(own)))
        words = words[own]
    bands = None
    if len(words) >= layout.tuning.banded_from:
        widths = best_widths(len(words), layout.bits, layout.radius, layout.tuning)
        bands = build_bands(words, widths) if widths else None
    return Segment(secrets.token_hex(8), Planes.of(words), bands, IdRows.of(ids, groups))


def merge_segments(segments: tuple[Segment, ...], layout: Layout) -> Segment | None:
    """Build one segment of the codes that are left in several; None if none is."""
    contents = [segment.contents() for segment in segments]
    words = np.concatenate([words for words, _ in contents])
    if not len(words):
        return None
    return build_segment(words, np.concatenate([ids for _, ids in contents]), layout)
