"""Every pair within reach is found, whatever radius each entry asks for."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashmatch import Entry, Hash
from hashmatch.bank import InMemory
from hashmatch.hashing import QueryCodes, Variant
from hashmatch.index import Codes
from hashmatch.matcher import searching
from hashmatch.matcher.searching import Reach, near_codes, searched_shelves


def codes_near(rng: np.random.Generator, count: int) -> Codes:
    """Codes crowded around one centre, so that distances fall on both sides of every radius."""
    centre = rng.integers(0, 256, 32, dtype=np.uint8)
    flips = rng.random((count, 256)) < rng.random((count, 1)) * 0.4
    return centre ^ np.packbits(flips, axis=1)


@given(
    seed=st.integers(0, 2**32 - 1),
    own=st.lists(st.one_of(st.none(), st.integers(0, 256)), min_size=1, max_size=40),
    radius=st.integers(0, 256),
    overrides=st.booleans(),
    further=st.sampled_from([0, 13]),
    slack=st.sampled_from([0, 8]),
    few=st.sampled_from([0, 4096]),
)
def test_a_search_equals_brute_force(
    *, seed: int, own: list[int | None], radius: int, overrides: bool, further: int, slack: int, few: int
) -> None:
    rng = np.random.default_rng(seed)
    stored, queries = codes_near(rng, len(own)), codes_near(rng, 3)
    entries = [Entry((Hash("pdq", code),), radius=each) for code, each in zip(stored, own, strict=True)]
    (shelf,) = searched_shelves(InMemory(entries), None, None)
    asked = QueryCodes(queries, (None,) * 3, (Variant(),) * 3, (0,) * 3)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(searching, "FEW", few)  # both ways to look among the codes of a wider radius
        found = near_codes(shelf, asked, Reach(radius, overrides, further, slack))
    expected = {}
    for number, query in enumerate(queries):
        for row, code in enumerate(stored):
            distance = int(np.bitwise_count(query ^ code).sum())
            asks = own[row]
            counts = radius if overrides or asks is None else asks
            most = min(counts + (further if asks is None else 0), 256)
            if distance <= most + slack:
                expected[number, row] = (distance, counts)
    pairs = zip(found.numbers.tolist(), found.rows.tolist(), strict=True)
    assert dict(zip(pairs, zip(found.distances.tolist(), found.radii.tolist(), strict=True), strict=True)) == expected
    assert len(found.rows) == len(expected)


def test_the_second_hash_is_searched_only_where_there_is_nothing_else() -> None:
    rng = np.random.default_rng(1)
    pdq, phash = Hash("pdq", codes_near(rng, 1)[0]), Hash("phash", rng.integers(0, 256, 8, dtype=np.uint8))
    other = replace(phash, code=~phash.code)
    shelves = searched_shelves(InMemory([Entry((pdq, phash)), Entry((other,))]), None, "phash")
    assert [each.shelf.hash_type for each in shelves] == ["pdq", "phash"]
    asked = QueryCodes(phash.code[None], (None,), (Variant(),), (0,))
    assert near_codes(shelves[1], asked, Reach(64)).rows.tolist() == [1]
    assert len(searched_shelves(InMemory([Entry((pdq, phash))]), None, "phash")) == 1
