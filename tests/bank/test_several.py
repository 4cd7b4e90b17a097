"""Several collections are searched as one."""

import copy
import pickle

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hashmatch import Entry, Hash
from hashmatch.bank import InMemory, Several


def entries_of(rng: np.random.Generator, count: int, name: str) -> list[Entry]:
    """Entries of one or two types, some with a radius of their own."""
    made = []
    for number in range(count):
        hashes = [Hash("pdq", rng.integers(0, 256, 32, dtype=np.uint8))]
        if rng.random() < 0.5:
            hashes.append(Hash("phash", rng.integers(0, 256, 8, dtype=np.uint8)))
        radius = int(rng.integers(0, 60)) if rng.random() < 0.3 else None
        made.append(Entry(tuple(hashes), (f"{name}-{number}",), radius=radius))
    return made


@given(st.integers(0, 2**32 - 1), st.lists(st.integers(0, 4), min_size=1, max_size=4))
def test_it_is_what_one_collection_of_all_entries_is(seed: int, counts: list[int]) -> None:
    rng = np.random.default_rng(seed)
    lists = [entries_of(rng, count, f"list {place}") for place, count in enumerate(counts)]
    every = [entry for entries in lists for entry in entries]
    several, one = Several([InMemory(each) for each in lists]), InMemory(every)
    assert len(several) == len(one)
    assert several.hash_types == one.hash_types
    assert [several.entry(place) for place in range(len(several))] == every
    for hash_type in one.hash_types:
        joined, whole = several.shelf(hash_type), one.shelf(hash_type)
        for column in ("codes", "entry_ids", "qualities", "radii", "kinds"):
            assert np.array_equal(getattr(joined, column), getattr(whole, column)), column
        assert len(joined.index) == len(whole.index)


def test_the_token_changes_with_any_part_and_with_their_order() -> None:
    rng = np.random.default_rng(1)
    a, b, c = (InMemory(entries_of(rng, 2, name)) for name in "abc")
    assert len({Several(parts).token for parts in ([a, b], [b, a], [a, c], [a])}) == 4
    assert Several([a, b]).token == Several([a, b]).token


def test_a_copy_that_travelled_is_the_same() -> None:
    several = Several([InMemory(entries_of(np.random.default_rng(2), 3, "a"))] * 2)
    several.shelf("pdq")
    for other in (copy.deepcopy(several), pickle.loads(pickle.dumps(several))):  # noqa: S301 - our own bytes
        assert other.token == several.token
        assert other.entry(4) == several.entry(4)
        assert np.array_equal(other.shelf("pdq").codes, several.shelf("pdq").codes)
