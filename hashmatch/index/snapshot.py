"""One state of an index: a search uses the same one from start to end, whatever is written in the meantime."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from hashmatch.index.hits import Hits
from hashmatch.index.ids import chosen
from hashmatch.index.linear import scan
from hashmatch.index.plan import usual_plan
from hashmatch.index.probe import probe_one
from hashmatch.index.segment_search import Search, rows_within

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from hashmatch.index.codes import Words
    from hashmatch.index.plan import Tuning
    from hashmatch.index.segment import Segment
    from hashmatch.index.segment_search import FoundByMany, SearchStep
    from hashmatch.index.tail import Tail

QUERIES_AT_ONCE = 4096
"""Queries per pass: memory stays bounded, and a query's number fits 16 bits while hits are sorted."""

HitColumns: TypeAlias = tuple[NDArray[np.intp], NDArray[np.uint64], NDArray[np.uint16]]
"""Query, id and distance of each hit."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Segments and tail of one moment.

    Attributes
    ----------
    segments : tuple of Segment
    tail : Tail
    next_id : int
        One above the highest id ever used.
    """

    segments: tuple[Segment, ...]
    tail: Tail
    next_id: int = 0

    def __len__(self) -> int:
        return sum(len(segment) for segment in self.segments) + len(self.tail)


class Question(NamedTuple):
    """A search of a snapshot.

    Attributes
    ----------
    queries : Words
        Shape (q, w).
    radius : int
    tuning : Tuning
    only : array_like, optional
        The ids to search among, or a mask over ids.
    steps : list, optional
        Receives a `SearchStep` for each segment and for the tail.
    """

    queries: Words
    radius: int
    tuning: Tuning
    only: ArrayLike | None = None
    steps: list[SearchStep] | None = None


def search(snapshot: Snapshot, question: Question) -> Hits:
    """Return every hit within the radius of each query."""
    count = len(question.queries)
    if count == 1 and question.only is None and question.steps is None:
        few = _search_one(snapshot, question.queries[0], question.radius, question.tuning)
        if few is not None:
            return few
    if count <= QUERIES_AT_ONCE:
        return _hits(_search(snapshot, question), count)
    parts = []
    for start in range(0, count, QUERIES_AT_ONCE):
        some = question._replace(queries=question.queries[start : start + QUERIES_AT_ONCE])
        asked, ids, distances = _search(snapshot, some)
        parts.append((asked + start, ids, distances))
    return _hits(_joined(parts), count)


def _search_one(snapshot: Snapshot, query: Words, radius: int, tuning: Tuning) -> Hits | None:
    """Search for one query on the shortest path; None if a segment needs more, and the caller takes the general path.

    Python's own overhead counts here: between other work, each function call costs a microsecond.
    """
    found: list[tuple[int, int]] = []  # distance and id
    for segment in snapshot.segments:
        bands = segment.bands
        if bands is None:
            return None
        plan = usual_plan(bands, segment.planes, radius, tuning)
        near = None if plan is None else probe_one(segment.planes, bands, plan, query, radius)
        if near is None:
            return None
        if near:
            named = segment.named(near)
            if named is None:
                return None
            found += named
    if snapshot.tail.count:
        rows, distances = scan(snapshot.tail.planes, query, radius)
        found += zip(distances.tolist(), snapshot.tail.ids.take(rows).tolist(), strict=True)
    found.sort()
    return Hits(
        np.array((0, len(found))),
        np.array([id_ for _, id_ in found], dtype=np.uint64),
        np.array([distance for distance, _ in found], dtype=np.uint16),
    )


def _search(snapshot: Snapshot, question: Question) -> HitColumns:
    parts: list[HitColumns] = []
    if not len(question.queries):
        return _joined(parts)
    for segment in snapshot.segments:
        part = _search_segment(segment, question)
        if len(part[0]):
            parts.append(part)
    ordered = len(parts) < 2
    if len(snapshot.tail):
        part = _search_tail(snapshot.tail, question)
        if len(part[0]):
            parts.append(part)
            ordered = False
    asked, ids, distances = _joined(parts)
    if ordered or len(ids) < 2:
        return asked, ids, distances
    order = np.lexsort((ids, distances, asked))
    return asked.take(order), ids.take(order), distances.take(order)


def _search_segment(segment: Segment, question: Question) -> HitColumns:
    """Return one segment's hits by query, distance and id."""
    queries, radius, tuning, only, steps = question
    entry_mask = row_mask = None
    if only is not None:
        entry_mask = chosen(segment.entries, only)
        row_mask = segment.entries.rows_of(entry_mask, len(segment.planes))
    found = rows_within(Search(segment.planes, segment.bands, radius, tuning, row_mask, steps), queries)
    asked, entries, distances = segment.entries.of_rows(*found)
    if entry_mask is not None and segment.entries.groups is not None:
        asked, entries, distances = _kept(entry_mask.take(entries), asked, entries, distances)
    if len(segment.removed) and len(entries):
        asked, entries, distances = _kept(segment.live(entries), asked, entries, distances)
    if len(entries) > 1:
        asked, entries, distances = _in_order(asked, entries, distances)
    return asked, segment.entries.ids_of(entries), distances


def _in_order(asked: NDArray[np.intp], entries: NDArray[np.intp], distances: NDArray[np.uint16]) -> FoundByMany:
    """Sort by query, distance and entry; entries are in the order of ids.

    The columns are sorted from the last to the first with stable sorts. Two of the three are 16-bit numbers, for which
    numpy uses a radix sort, and entries are mostly in order already.
    """
    if (entries[1:] < entries[:-1]).any():
        order = entries.argsort(kind="stable")
        asked, entries, distances = asked.take(order), entries.take(order), distances.take(order)
    order = distances.argsort(kind="stable")
    if asked.any():  # more than the first query
        order = order.take(asked.take(order).astype(np.uint16).argsort(kind="stable"))
        asked = asked.take(order)
    return asked, entries.take(order), distances.take(order)


def _search_tail(tail: Tail, question: Question) -> HitColumns:
    queries, radius, tuning, only, steps = question
    allowed = None if only is None else chosen(tail.ids, only)
    asked, rows, distances = rows_within(Search(tail.planes, None, radius, tuning, allowed, steps), queries)
    return asked, tail.ids.take(rows), distances


def _kept(
    keep: NDArray[np.bool_], asked: NDArray[np.intp], entries: NDArray[np.intp], distances: NDArray[np.uint16]
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.uint16]]:
    return asked[keep], entries[keep], distances[keep]


def _joined(parts: list[HitColumns]) -> HitColumns:
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.uint16)
    asked, ids, distances = zip(*parts, strict=True)
    return np.concatenate(asked), np.concatenate(ids), np.concatenate(distances)


def _hits(columns: HitColumns, queries: int) -> Hits:
    asked, ids, distances = columns
    offsets = np.zeros(queries + 1, dtype=np.int64)
    if queries == 1:
        offsets[1] = len(ids)
    else:
        np.cumsum(np.bincount(asked, minlength=queries), out=offsets[1:])
    return Hits(offsets, ids, distances)
