"""The promise: `search` and `nearest` equal brute force, for every width and radius, to the last bit and in order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashmatch.index import Codes, HammingIndex
from tests.index.brute import WIDTHS, crowded, expected, listed


@pytest.mark.parametrize("bits", WIDTHS)
@given(data=st.data())
def test_search_equals_brute_force(bits: int, data: st.DataObject) -> None:
    codes = data.draw(crowded(bits))
    radius = data.draw(st.integers(0, bits))
    index = HammingIndex(bits)
    ids = index.add(codes)
    queries = np.concatenate((codes[:2], ~codes[:1]))
    hits = index.search(queries, radius)
    for i, query in enumerate(queries):
        assert listed(hits, i) == expected(codes, ids, query, radius)


@pytest.mark.parametrize("bits", WIDTHS)
@given(data=st.data())
def test_nearest_equals_brute_force(bits: int, data: st.DataObject) -> None:
    codes = data.draw(crowded(bits))
    k = data.draw(st.integers(1, len(codes) + 2))
    index = HammingIndex(bits)
    ids = index.add(codes)
    hits = index.nearest(codes[:1], k)
    assert listed(hits) == expected(codes, ids, codes[0], bits)[:k]


def at_distance(query: Codes, flipped: int) -> Codes:
    """`query` with its first `flipped` bits turned over."""
    bits = np.unpackbits(query)
    bits[:flipped] ^= 1
    return np.packbits(bits)


@pytest.mark.parametrize("bits", WIDTHS)
def test_the_radius_is_inclusive_at_every_value(bits: int) -> None:
    query = np.random.default_rng(bits).integers(0, 256, bits // 8, dtype=np.uint8)
    index = HammingIndex(bits)
    index.add(np.stack([at_distance(query, flipped) for flipped in range(bits + 1)]))  # id = distance
    for radius in range(bits + 1):
        assert listed(index.search(query[None], radius)) == [(d, d) for d in range(radius + 1)]


def test_complements_are_256_apart_which_does_not_fit_a_byte() -> None:
    codes = np.stack([np.zeros(32, np.uint8), np.full(32, 255, np.uint8)])
    index = HammingIndex(256)
    index.add(codes)
    assert listed(index.search(codes[:1], 256)) == [(0, 0), (256, 1)]
    assert listed(index.search(codes[:1], 255)) == [(0, 0)]
