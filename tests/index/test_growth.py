"""Segments, tail and tombstones: many small changes, and what becomes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hashmatch.index import HammingIndex, id_rows
from hashmatch.index.plan import Tuning
from tests.index.brute import expected, listed

if TYPE_CHECKING:
    import pytest

RNG = np.random.default_rng(5)
CODES = RNG.integers(0, 256, (2_000, 8), dtype=np.uint8)
SMALL = Tuning(tail_rows=10, banded_from=30)


def ids_of_everything(index: HammingIndex) -> list[int]:
    return sorted(index.search(CODES[:1], 64).ids.tolist())


def test_many_small_additions_end_in_few_segments() -> None:
    index = HammingIndex(64, merging="inline", tuning=SMALL)
    for code in CODES:
        index.add(code[None])
    assert len(index._snapshot.segments) < 16
    assert ids_of_everything(index) == list(range(2_000))


def test_a_merge_in_the_background_comes_to_the_same() -> None:
    index = HammingIndex(64, merging="background", tuning=SMALL)
    for start in range(0, 2_000, 5):
        index.add(CODES[start : start + 5])
        index.remove([start])
    index.merge()  # waits for the thread, if there is one
    assert len(index._snapshot.segments) == 1
    assert ids_of_everything(index) == [i for i in range(2_000) if i % 5]


def test_what_is_removed_during_a_merge_stays_removed() -> None:
    index = HammingIndex(64, merging="manual", tuning=SMALL)
    index.add(CODES[:50])
    index.add(CODES[50:100])
    segments = index._snapshot.segments
    index.remove([3, 60])  # as another thread would, between the reading of the segments and their replacement
    index._merge(segments)
    assert ids_of_everything(index) == [i for i in range(100) if i not in {3, 60}]


def test_removing_everything_leaves_an_empty_index() -> None:
    index = HammingIndex(64, merging="inline", tuning=SMALL)
    index.add(CODES[:100])
    assert index.remove(range(100)) == 100
    index.merge()
    assert (len(index), index._snapshot.segments) == (0, ())
    assert ids_of_everything(index) == []


def test_a_segment_that_is_a_quarter_removed_is_built_again() -> None:
    index = HammingIndex(64, merging="inline", tuning=SMALL)
    index.add(CODES)
    (before,) = index._snapshot.segments
    index.remove(range(1_000))
    (after,) = index._snapshot.segments
    assert after.nbytes < before.nbytes
    assert (len(after.planes), len(after.removed)) == (1_000, 0)
    answer = expected(CODES[1_000:], np.arange(1_000, 2_000, dtype=np.uint64), CODES[0], 20)
    assert listed(index.search(CODES[:1], 20)) == answer


def test_codes_that_share_a_hash_but_differ_stay_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(id_rows, "_hash", lambda words: np.zeros(len(words), dtype=np.uint64))
    index = HammingIndex(64, tuning=SMALL)
    index.add(np.concatenate((CODES[:40], CODES[20:60], CODES[:5])))
    assert listed(index.search(CODES[:1], 0)) == [(0, 0), (0, 80)]
    assert listed(index.search(CODES[25:26], 0)) == [(0, 25), (0, 45)]
    assert listed(index.search(CODES[59:60], 0)) == [(0, 79)]
