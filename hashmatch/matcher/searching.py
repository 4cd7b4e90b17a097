"""Codes in, near codes out: which shelves are searched, and how far."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hashmatch.bank import NO_RADIUS, Collection, Shelf
from hashmatch.errors import BadRadiusError, NothingToMatchError, quoted
from hashmatch.hashing import HashesReduced, HashType, HasMargins, QueryCodes, find_type, hash_type_names

KNOWS_NO_SHAPES = "colorhash"  # it can confirm, and is searched by only when it is named
FEW = 4096  # codes of an own, wider radius that are compared one by one


@dataclass(frozen=True, slots=True, eq=False)
class SearchedShelf:
    """One shelf as a matcher searches it.

    Attributes
    ----------
    own_rows : ndarray of int64
        Codes whose entry asks for a radius of its own; none on a shelf of digests, which are equal or not.
    left_out : ndarray of bool, shape (codes,), or None
        Codes that are not searched, for their entries are found by another type.
    """

    shelf: Shelf
    kind: HashType
    own_rows: NDArray[np.int64]
    left_out: NDArray[np.bool_] | None = None


class NearCodes(NamedTuple):
    """Pairs of a code of the query and a code of a shelf that lie near each other."""

    numbers: NDArray[np.int64]  # of the query's codes
    rows: NDArray[np.int64]  # of the shelf's codes
    distances: NDArray[np.int64]  # bits
    radii: NDArray[np.int64]  # up to which each pair is a match


class Reach(NamedTuple):
    """How far a search goes.

    Attributes
    ----------
    radius : int
        Of codes whose entries ask for none.
    overrides : bool
        Whether it counts for all the others too.
    further : int
        Bits beyond the radius, where margins may speak for a match; not for an entry's own radius.
    slack : int
        Bits beyond that, for hashes that are some bits off.
    """

    radius: int
    overrides: bool = False
    further: int = 0
    slack: int = 0


def searched_shelves(
    collection: Collection, wanted: Sequence[str] | None, confirm: str | None
) -> tuple[SearchedShelf, ...]:
    """Return what is searched: the wanted types, by default all that entries have.

    The type `confirm` is searched only for entries that have no hash of another searched type.

    Raises
    ------
    NothingToMatchError
        If there are entries, but none has a hash to search by.
    BadRadiusError
        If an entry's own radius is meant for hashes of several widths.
    """
    present = collection.hash_types
    if wanted is None:
        types = [name for name in hash_type_names() if name in present and name not in {KNOWS_NO_SHAPES, confirm}]
    else:
        types = [find_type(name).name for name in wanted if name in present]
    first = [_searched(collection.shelf(name)) for name in types if name != confirm]
    shelves = [*first, *_last_resort(collection, confirm, types, first, wanted)]
    if len(collection) and not shelves:
        raise NothingToMatchError(tuple(sorted(present)), None if wanted is None else tuple(wanted))
    _refuse_radii_of_two_widths(collection, shelves)
    return tuple(shelves)


def _searched(shelf: Shelf, left_out: NDArray[np.bool_] | None = None) -> SearchedShelf:
    kind = find_type(shelf.hash_type)
    own = np.flatnonzero(shelf.radii != NO_RADIUS) if kind.radius else np.empty(0, np.int64)
    return SearchedShelf(shelf, kind, own, left_out)


def _last_resort(
    collection: Collection,
    confirm: str | None,
    types: Sequence[str],
    first: Sequence[SearchedShelf],
    wanted: Sequence[str] | None,
) -> list[SearchedShelf]:
    """Return the shelf of the second hash, for entries that have nothing else."""
    if confirm is None or confirm not in collection.hash_types or (confirm == KNOWS_NO_SHAPES and wanted is None):
        return []
    if wanted is not None and confirm not in types:
        return []
    shelf = collection.shelf(confirm)
    others = np.unique(np.concatenate([np.empty(0, np.int64), *(each.shelf.entry_ids for each in first)]))
    left_out = np.isin(shelf.entry_ids, others)
    return [] if left_out.all() else [_searched(shelf, left_out)]


def _refuse_radii_of_two_widths(collection: Collection, shelves: Sequence[SearchedShelf]) -> None:
    """31 of 256 bits is the same picture; within 31 of 64 bits lies any picture."""
    asking: dict[int, tuple[str, NDArray[np.int64]]] = {}  # entries with a radius, by width
    for each in shelves:
        entries = np.unique(each.shelf.entry_ids[each.own_rows])
        name, others = asking.get(each.kind.bits, (each.kind.name, np.empty(0, np.int64)))
        for bits, (other, ids) in asking.items():
            both = np.intersect1d(ids, entries)
            if bits != each.kind.bits and len(both):
                entry = collection.entry(int(both[0]))
                problem = f"of entry {quoted(entry.reference)}, one number for {other} and {each.kind.name}; "
                raise BadRadiusError(entry.radius or 0, f"{problem}match by one of them, or give each a row of its own")
        asking[each.kind.bits] = (name, np.union1d(others, entries))


def unsearchable(collection: Collection, shelves: Sequence[SearchedShelf]) -> int:
    """Count the entries that nothing can match, for they have no hash of a type that is searched."""
    found = np.unique(np.concatenate([np.empty(0, np.int64), *(each.shelf.entry_ids for each in shelves)]))
    return len(collection) - len(found)


def slack_of(kind: HashType) -> int:
    """Return how many bits a fast hash may lie off."""
    return kind.fast_error if isinstance(kind, HashesReduced) else 0


def margin_reach_of(kind: HashType) -> int:
    """Return how far beyond the radius margins may reach."""
    return kind.margin_reach if isinstance(kind, HasMargins) else 0


def near_codes(searched: SearchedShelf, asked: QueryCodes, reach: Reach) -> NearCodes:
    """Return every pair within reach; exact."""
    shelf, bits = searched.shelf, searched.kind.bits
    usual = min(reach.radius + reach.further, bits) + reach.slack
    hits = shelf.index.search(asked.codes, min(usual, bits))
    numbers = np.repeat(np.arange(len(hits), dtype=np.int64), np.diff(hits.offsets))
    rows, distances = hits.ids.astype(np.int64), hits.distances.astype(np.int64)
    if len(searched.own_rows) and not reach.overrides:
        wider = searched.own_rows[shelf.radii[searched.own_rows] + reach.slack > usual]
        if len(wider):
            further = _compared(shelf, wider, asked, usual, reach.slack)
            numbers, rows, distances = (
                np.concatenate(pair) for pair in zip((numbers, rows, distances), further, strict=True)
            )
    radii, most = _radii(searched, rows, reach)
    kept = distances <= np.minimum(most, bits) + reach.slack
    if searched.left_out is not None:
        kept &= ~searched.left_out[rows]
    return NearCodes(numbers[kept], rows[kept], distances[kept], radii[kept])


def _radii(
    searched: SearchedShelf, rows: NDArray[np.int64], reach: Reach
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the radius of each row, and up to where margins may speak for it."""
    own = searched.shelf.radii[rows].astype(np.int64)
    asks = (own != NO_RADIUS) & bool(searched.kind.radius)
    radii = np.full(len(rows), reach.radius) if reach.overrides else np.where(asks, own, reach.radius)
    return radii, np.where(asks, radii, radii + reach.further)


def _compared(
    shelf: Shelf, rows: NDArray[np.int64], asked: QueryCodes, beyond: int, slack: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Find what lies beyond the usual reach, but within the own radius of these rows."""
    most = shelf.radii[rows].astype(np.int64) + slack
    if len(rows) > FEW:
        hits = shelf.index.search(asked.codes, min(int(most.max()), 8 * shelf.codes.shape[1]))
        numbers = np.repeat(np.arange(len(hits), dtype=np.int64), np.diff(hits.offsets))
        found, distances = hits.ids.astype(np.int64), hits.distances.astype(np.int64)
        kept = (distances > beyond) & np.isin(found, rows)
        return numbers[kept], found[kept], distances[kept]
    codes = shelf.codes[rows]
    distances = np.stack([np.bitwise_count(codes ^ code).sum(axis=1, dtype=np.int64) for code in asked.codes])
    numbers, places = np.nonzero((distances > beyond) & (distances <= most))
    return numbers, rows[places], distances[numbers, places]
