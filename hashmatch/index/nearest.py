"""The k nearest codes: search with a growing radius, then count all distances once to learn the right radius."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hashmatch.index.hits import join
from hashmatch.index.ids import chosen
from hashmatch.index.linear import distances_to_all
from hashmatch.index.plan import usual_plan
from hashmatch.index.snapshot import search

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hashmatch.index.hits import Hits
    from hashmatch.index.plan import Tuning
    from hashmatch.index.snapshot import Question, Snapshot


def nearest(snapshot: Snapshot, question: Question, k: int) -> Hits:
    """Return the `k` nearest hits to each query, none farther than the question's radius."""
    queries = question.queries
    answers: dict[int, tuple[NDArray[np.uint64], NDArray[np.uint16]]] = {}
    waiting = np.arange(len(queries))
    radius = question.radius // 32
    while len(waiting) and radius < question.radius and _worth_probing(snapshot, radius, question.tuning):
        hits = search(snapshot, question._replace(queries=queries[waiting], radius=radius))
        enough = np.diff(hits.offsets) >= k
        for i in enough.nonzero()[0].tolist():
            ids, distances = hits.of(i)
            answers[int(waiting[i])] = ids[:k], distances[:k]
        waiting = waiting[~enough]
        radius = 2 * radius + 1
    for i in waiting.tolist():
        one = question._replace(queries=queries[i : i + 1])
        ids, distances = search(snapshot, one._replace(radius=_radius_of_kth(snapshot, one, k))).of(0)
        answers[i] = ids[:k], distances[:k]
    return join([answers[i] for i in range(len(queries))])


def _worth_probing(snapshot: Snapshot, radius: int, tuning: Tuning) -> bool:
    """Tell whether probing the largest segment is still cheaper than scanning it."""
    largest = max(snapshot.segments, key=lambda segment: len(segment.planes), default=None)
    if largest is None or largest.bands is None:
        return False
    return usual_plan(largest.bands, largest.planes, radius, tuning) is not None


def _radius_of_kth(snapshot: Snapshot, question: Question, k: int) -> int:
    """Return a radius within which there are `k` hits, or the largest if there are fewer; rarely more than needed."""
    query, only = question.queries[0], question.only
    counts = np.zeros(question.radius + 1, dtype=np.int64)
    removed = 0
    for segment in snapshot.segments:
        distances = distances_to_all(segment.planes, query)
        if only is not None:
            mask = chosen(segment.entries, only)
            distances = distances[segment.entries.rows_of(mask, len(distances))]
        counts += np.bincount(distances, minlength=len(counts))[: len(counts)]
        removed += len(segment.removed)
    if len(snapshot.tail):
        distances = distances_to_all(snapshot.tail.planes, query)
        if only is not None:
            distances = distances[chosen(snapshot.tail.ids, only)]
        counts += np.bincount(distances, minlength=len(counts))[: len(counts)]
    return min(int(counts.cumsum().searchsorted(k + removed)), question.radius)
