"""The promise: `search` and `nearest` equal brute force, for every width and radius, to the last bit and in order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashmatch.index import Codes, HammingIndex
from hashmatch.index.plan import Tuning
from tests.index.brute import WIDTHS, crowded, expected, listed

NEVER = 1e12
WAYS = {
    "as planned": Tuning(banded_from=1, tail_rows=0),
    "always scan": Tuning(banded_from=1, tail_rows=0, scanned_word=0, call=0),
    "always probe": Tuning(banded_from=1, tail_rows=0, scanned_word=NEVER, surprise=NEVER),
    "always split anew": Tuning(banded_from=1, tail_rows=0, scanned_word=NEVER, surprise=0, call=0),
    "few wide bands": Tuning(banded_from=1, tail_rows=0, scanned_word=NEVER, bytes_per_code=10_000, surprise=1),
    "all in the tail": Tuning(),
}
"""No cost changes an answer: so costs that are far off force every way of searching."""

ways = pytest.mark.parametrize("tuning", WAYS.values(), ids=WAYS.keys())


@ways
@given(bits=st.sampled_from(WIDTHS), data=st.data())
def test_search_equals_brute_force(tuning: Tuning, bits: int, data: st.DataObject) -> None:
    codes = data.draw(crowded(bits))
    radius = data.draw(usual_radius(bits))
    index = HammingIndex(bits, radius=data.draw(usual_radius(bits)), tuning=tuning)
    ids = index.add(codes)
    queries = np.concatenate((codes[:3], ~codes[:1]))
    hits = index.search(queries, radius)
    for i, query in enumerate(queries):
        answer = expected(codes, ids, query, radius)
        assert listed(hits, i) == answer
        assert listed(index.search(query[None], radius)) == answer


@ways
@given(bits=st.sampled_from(WIDTHS), data=st.data())
def test_nearest_equals_brute_force(tuning: Tuning, bits: int, data: st.DataObject) -> None:
    codes = data.draw(crowded(bits))
    k = data.draw(st.integers(1, len(codes) + 2))
    index = HammingIndex(bits, tuning=tuning)
    ids = index.add(codes)
    hits = index.nearest(codes[:2], k)
    for i, query in enumerate(codes[:2]):
        assert listed(hits, i) == expected(codes, ids, query, bits)[:k]


@ways
@given(data=st.data())
def test_only_counts_before_and_after(tuning: Tuning, data: st.DataObject) -> None:
    codes = data.draw(crowded(64))
    index = HammingIndex(64, tuning=tuning)
    ids = index.add(codes, data.draw(st.permutations(range(3, 3 + len(codes)))))
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=1, max_size=len(codes) + 9)))
    radius = data.draw(usual_radius(64))
    answer = [hit for hit in expected(codes, ids, codes[0], radius) if hit[1] < len(mask) and mask[hit[1]]]
    assert listed(index.search(codes[:1], radius, only=mask)) == answer
    assert listed(index.search(codes[:1], radius, only=mask.nonzero()[0])) == answer
    assert listed(index.nearest(codes[:1], len(codes), only=mask))[: len(answer)] == answer


def usual_radius(bits: int) -> st.SearchStrategy[int]:
    """Small ones are asked for, all must work."""
    return st.one_of(st.integers(0, bits // 8), st.integers(0, bits))


def at_distance(query: Codes, flipped: int) -> Codes:
    """`query` with its first `flipped` bits turned over."""
    bits = np.unpackbits(query)
    bits[:flipped] ^= 1
    return np.packbits(bits)


@ways
@pytest.mark.parametrize("bits", WIDTHS)
def test_the_radius_is_inclusive_at_every_value(bits: int, tuning: Tuning) -> None:
    query = np.random.default_rng(bits).integers(0, 256, bits // 8, dtype=np.uint8)
    index = HammingIndex(bits, tuning=tuning)
    index.add(np.stack([at_distance(query, flipped) for flipped in range(bits + 1)]))  # id = distance
    for radius in range(0, bits + 1, 1 + bits // 40):
        assert listed(index.search(query[None], radius)) == [(d, d) for d in range(radius + 1)]


@ways
def test_complements_are_256_apart_which_does_not_fit_a_byte(tuning: Tuning) -> None:
    codes = np.stack([np.zeros(32, np.uint8), np.full(32, 255, np.uint8)])
    index = HammingIndex(256, tuning=tuning)
    index.add(codes)
    assert listed(index.search(codes[:1], 256)) == [(0, 0), (256, 1)]
    assert listed(index.search(codes[:1], 255)) == [(0, 0)]
    assert listed(index.search(codes[:1], 10_000)) == [(0, 0), (256, 1)]


@ways
@given(data=st.data())
def test_turning_the_same_bits_over_everywhere_changes_nothing(tuning: Tuning, data: st.DataObject) -> None:
    codes = data.draw(crowded(256))
    mask = np.frombuffer(data.draw(st.binary(min_size=32, max_size=32)), np.uint8)
    radius = data.draw(usual_radius(256))
    assert found(codes, radius, tuning) == found(codes ^ mask, radius, tuning)


@ways
@given(data=st.data())
def test_moving_the_bits_the_same_way_everywhere_changes_nothing(tuning: Tuning, data: st.DataObject) -> None:
    codes = data.draw(crowded(256))
    order = np.random.default_rng(data.draw(st.integers(0, 99))).permutation(256)
    radius = data.draw(usual_radius(256))
    moved = np.packbits(np.unpackbits(codes, axis=1)[:, order], axis=1)
    assert found(codes, radius, tuning) == found(moved, radius, tuning)


def found(codes: Codes, radius: int, tuning: Tuning) -> list[tuple[int, int]]:
    index = HammingIndex(256, tuning=tuning)
    index.add(codes)
    return listed(index.search(codes[:1], radius))
