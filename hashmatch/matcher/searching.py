"""Codes in, near codes out: which shelves are searched, and how far."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hashmatch.bank import NO_RADIUS, CodeKind, Collection, Shelf
from hashmatch.errors import BadRadiusError, NothingToMatchError, quoted
from hashmatch.hashing import HashesReduced, HashType, HasMargins, QueryCodes, find_type, hash_type_names

FEW = 4096  # codes of the widest own radii, which are compared one by one


@dataclass(frozen=True, slots=True, eq=False)
class SearchedShelf:
    """One shelf as a matcher searches it.

    Attributes
    ----------
    own_rows : ndarray of int64
        Codes whose entry asks for a radius of its own, the smallest radius first. None of a type whose radius is 0.
    own_radii : ndarray of int64
        These radii.
    left_out : ndarray of bool, shape (codes,), or None
        Codes that never match, for their entries are found by another type.
    """

    shelf: Shelf
    kind: HashType
    own_rows: NDArray[np.int64]
    own_radii: NDArray[np.int64]
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
        types = [name for name in hash_type_names() if name in present and find_type(name).is_searched_by_default]
    else:
        types = [find_type(name).name for name in wanted if name in present]
    first = [_searched(collection.shelf(name)) for name in types if name != confirm]
    shelves = [*first, *(_last_resort(collection.shelf(name), first) for name in types if name == confirm)]
    shelves = [each for each in shelves if each.left_out is None or not each.left_out.all()]
    if len(collection) and not shelves:
        raise NothingToMatchError(tuple(sorted(present)), None if wanted is None else tuple(wanted))
    _refuse_radii_of_two_widths(collection, shelves)
    return tuple(shelves)


def _searched(shelf: Shelf, left_out: NDArray[np.bool_] | None = None) -> SearchedShelf:
    kind = find_type(shelf.hash_type)
    asks = shelf.radii != NO_RADIUS if kind.radius else np.zeros(len(shelf.radii), bool)
    rows = np.flatnonzero(asks if left_out is None else asks & ~left_out)
    radii = shelf.radii[rows].astype(np.int64)
    order = np.argsort(radii, kind="stable")
    return SearchedShelf(shelf, kind, rows[order], radii[order], left_out)


def _last_resort(shelf: Shelf, others: Sequence[SearchedShelf]) -> SearchedShelf:
    """Return the shelf of the second hash, without the entries that have a hash of another searched type."""
    media = [each.shelf.entry_ids[each.shelf.kinds == CodeKind.MEDIUM] for each in others]
    return _searched(shelf, np.isin(shelf.entry_ids, np.concatenate([np.empty(0, np.int64), *media])))


def _refuse_radii_of_two_widths(collection: Collection, shelves: Sequence[SearchedShelf]) -> None:
    """Refuse an entry's own radius that would count for hashes of two widths.

    31 of 256 bits is the same picture; within 31 of 64 bits lies any picture.

    Raises
    ------
    BadRadiusError
        Naming the entry and the two types.
    """
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
    if not len(asked.codes):
        nothing = np.empty(0, np.int64)
        return NearCodes(nothing, nothing, nothing, nothing)
    usual = min(reach.radius + reach.further, bits) + reach.slack
    pairs = [_within(shelf, asked, usual)]
    if not reach.overrides:
        wider = searched.own_rows[np.searchsorted(searched.own_radii, usual - reach.slack, side="right") :]
        pairs += _beyond(shelf, asked, wider, usual, reach.slack)
    numbers, rows, distances = (np.concatenate(column) for column in zip(*pairs, strict=True))
    radii, most = _radii(searched, rows, reach)
    kept = distances <= np.minimum(most, bits) + reach.slack
    if searched.left_out is not None:
        kept &= ~searched.left_out[rows]
    return NearCodes(numbers[kept], rows[kept], distances[kept], radii[kept])


Pairs = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]
"""Numbers of the query's codes, rows of the shelf, and distances."""


def _within(shelf: Shelf, asked: QueryCodes, radius: int) -> Pairs:
    hits = shelf.index.search(asked.codes, min(radius, shelf.index.bits))
    numbers = np.repeat(np.arange(len(hits), dtype=np.int64), np.diff(hits.offsets))
    return numbers, hits.ids.astype(np.int64), hits.distances.astype(np.int64)


def _beyond(shelf: Shelf, asked: QueryCodes, rows: NDArray[np.int64], usual: int, slack: int) -> list[Pairs]:
    """Find what lies beyond the usual reach, but within the own radius of `rows`, the widest of which come last.

    A few of the widest are compared one by one, so that one entry of a wide radius does not widen every search.
    """
    found = []
    many, few = rows[:-FEW] if FEW else rows, rows[-FEW:] if FEW else rows[:0]
    if len(many):
        numbers, near, distances = _within(shelf, asked, int(shelf.radii[many[-1]]) + slack)
        kept = (distances > usual) & np.isin(near, many)
        found.append((numbers[kept], near[kept], distances[kept]))
    if len(few):
        codes, most = shelf.codes[few], shelf.radii[few].astype(np.int64) + slack
        each = np.stack([np.bitwise_count(codes ^ code).sum(axis=1, dtype=np.int64) for code in asked.codes])
        numbers, places = np.nonzero((each > usual) & (each <= most))
        found.append((numbers, few[places], each[numbers, places]))
    return found


def _radii(
    searched: SearchedShelf, rows: NDArray[np.int64], reach: Reach
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the radius of each row, and up to where margins may speak for it."""
    own = searched.shelf.radii[rows].astype(np.int64)
    asks = (own != NO_RADIUS) & bool(searched.kind.radius)
    radii = np.full(len(rows), reach.radius) if reach.overrides else np.where(asks, own, reach.radius)
    return radii, np.where(asks, radii, radii + reach.further)
