"""How an index changes: each function takes one snapshot, leaves it as it is, and returns the next."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from hashmatch.errors import BadIdError, DuplicateIdError
from hashmatch.index.ids import checked_ids
from hashmatch.index.segment import MOST_ROWS, Segment, build_segment
from hashmatch.index.tail import Tail

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from hashmatch.index.codes import Words
    from hashmatch.index.segment import Layout
    from hashmatch.index.snapshot import Snapshot

FANOUT = 4
"""So many segments of about one size are merged: of n codes, each is moved about log4(n / tail) times."""


def new_ids(snapshot: Snapshot, count: int, ids: ArrayLike | None) -> NDArray[np.uint64]:
    """Return `count` ids that are not in use: those given, or the next ones."""
    if ids is None:
        if snapshot.next_id + count > 2**64:
            raise BadIdError(f"no id is left above {snapshot.next_id - 1}")
        return np.uint64(min(snapshot.next_id, 2**64 - 1)) + np.arange(count, dtype=np.uint64)
    given = checked_ids(ids)
    if len(given) != count:
        raise BadIdError(f"{len(given)} ids for {count} codes")
    ordered = np.sort(given)
    twice = (ordered[1:] == ordered[:-1]).nonzero()[0]
    if len(twice):
        raise DuplicateIdError(int(ordered[twice[0]]))
    old = given[given < snapshot.next_id] if snapshot.next_id < 2**64 else given
    if len(old):
        _refuse_held(snapshot, old)
    return given.copy()


def _refuse_held(snapshot: Snapshot, ids: NDArray[np.uint64]) -> None:
    held = [ids[np.isin(ids, snapshot.tail.ids)]]
    for segment in snapshot.segments:
        entries = segment.entries.locate(ids)
        held.append(segment.entries.ids_of(entries[segment.live(entries)]))
    taken = np.concatenate(held)
    if len(taken):
        raise DuplicateIdError(int(taken[0]))


def added(snapshot: Snapshot, words: Words, ids: NDArray[np.uint64], layout: Layout) -> Snapshot:
    """Append to the tail, or make a segment of the tail and the new codes if they are many."""
    next_id = max(snapshot.next_id, int(ids.max(initial=0)) + 1) if len(ids) else snapshot.next_id
    tail = snapshot.tail
    if len(tail) + len(words) <= layout.tuning.tail_rows:
        return replace(snapshot, tail=tail.plus(words, ids), next_id=next_id)
    if len(tail):
        words, ids = np.concatenate((tail.planes.words(), words)), np.concatenate((tail.ids, ids))
    built = tuple(
        build_segment(words[start : start + MOST_ROWS], ids[start : start + MOST_ROWS], layout)
        for start in range(0, len(words), MOST_ROWS)
    )
    return replace(snapshot, segments=snapshot.segments + built, tail=Tail.empty(words.shape[1]), next_id=next_id)


def sealed(snapshot: Snapshot, layout: Layout) -> Snapshot:
    """Turn the tail into a segment, if there is one."""
    tail = snapshot.tail
    if not len(tail):
        return snapshot
    words = tail.planes.words()
    segment = build_segment(words, tail.ids.copy(), layout)
    return replace(snapshot, segments=(*snapshot.segments, segment), tail=Tail.empty(words.shape[1]))


def removed(snapshot: Snapshot, ids: NDArray[np.uint64]) -> Snapshot:
    """Remove some ids from all segments and from the tail; unknown ids are ignored."""
    segments = []
    for segment in snapshot.segments:
        entries = segment.entries.locate(ids)
        entries = entries[segment.live(entries)]
        segments.append(segment.without(entries) if len(entries) else segment)
    return replace(snapshot, segments=tuple(segments), tail=snapshot.tail.without(ids))


def due_for_merging(snapshot: Snapshot) -> tuple[Segment, ...]:
    """Return the segments to merge now: enough of about one size, or one of which a quarter was removed."""
    tiers: defaultdict[int, list[Segment]] = defaultdict(list)
    for segment in snapshot.segments:
        if 4 * len(segment.removed) >= len(segment.entries):
            return (segment,)
        tiers[len(segment).bit_length() // 2].append(segment)  # four times as many, one tier up
    for tier in sorted(tiers):
        if len(tiers[tier]) >= FANOUT:
            return tuple(tiers[tier])
    return ()


def replaced(snapshot: Snapshot, old: tuple[Segment, ...], merged: Segment | None) -> Snapshot:
    """Replace the segments `old` by `merged`, without the ids that were removed while it was being built."""
    now = {segment.name: segment for segment in snapshot.segments}
    for segment in old:
        late = np.setdiff1d(now[segment.name].removed, segment.removed).astype(np.intp)
        if len(late) and merged is not None:
            merged = merged.without(merged.entries.locate(segment.entries.ids_of(late)))
    gone = {segment.name for segment in old}
    kept = tuple(segment for segment in snapshot.segments if segment.name not in gone)
    return replace(snapshot, segments=kept if merged is None else (*kept, merged))
