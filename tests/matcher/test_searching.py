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
    few=st.sampled_from([0, 2, 4096]),
    asked_for=st.integers(0, 3),
)
def test_a_search_equals_brute_force(
    *,
    seed: int,
    own: list[int | None],
    radius: int,
    overrides: bool,
    further: int,
    slack: int,
    few: int,
    asked_for: int,
) -> None:
    rng = np.random.default_rng(seed)
    stored, queries = codes_near(rng, len(own)), codes_near(rng, 3)[:asked_for]
    entries = [Entry((Hash("pdq", code),), radius=each) for code, each in zip(stored, own, strict=True)]
    (shelf,) = searched_shelves(InMemory(entries), None, None)
    asked = QueryCodes(queries, (None,) * asked_for, (Variant(),) * asked_for, (0,) * asked_for)
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


def test_an_entry_with_a_crop_alone_of_another_type_is_searched_by_the_second_hash() -> None:
    rng = np.random.default_rng(2)
    crop, phash = Hash("pdq", codes_near(rng, 1)[0]), Hash("phash", rng.integers(0, 256, 8, dtype=np.uint8))
    other = Entry((Hash("pdq", codes_near(rng, 1)[0]), phash))
    _, second = searched_shelves(InMemory([Entry((phash,), views=(crop,)), other]), None, "phash")
    asked = QueryCodes(phash.code[None], (None,), (Variant(),), (0,))
    assert near_codes(second, asked, Reach(0)).rows.tolist() == [0]


def test_own_radii_of_entries_that_another_type_finds_do_not_count_for_the_second_hash() -> None:
    """20 of 256 bits and 20 of 64 would contradict each other, if both were searched."""
    rng = np.random.default_rng(3)
    pdq, phash = Hash("pdq", codes_near(rng, 1)[0]), Hash("phash", rng.integers(0, 256, 8, dtype=np.uint8))
    entries = [Entry((pdq, phash), radius=20), Entry((replace(phash, code=~phash.code),))]
    assert [len(each.own_rows) for each in searched_shelves(InMemory(entries), None, "phash")] == [1, 0]
