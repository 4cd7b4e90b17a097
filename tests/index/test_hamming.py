"""The index as its users meet it: ids, filters, errors."""

from __future__ import annotations

import numpy as np
import pytest

from hashmatch.errors import BadIdError, BadQueryError, DuplicateIdError, WidthError
from hashmatch.index import HammingIndex
from tests.index.brute import listed

BLACK = np.zeros((1, 8), np.uint8)


def test_an_empty_index_finds_nothing() -> None:
    index = HammingIndex(64)
    assert len(index) == 0
    assert listed(index.search(BLACK, 64)) == []
    assert listed(index.nearest(BLACK, 3)) == []


def test_no_queries_no_hits() -> None:
    hits = HammingIndex(64).search(np.empty((0, 8), np.uint8), 8)
    assert (len(hits), hits.offsets.tolist(), hits.ids.tolist()) == (0, [0], [])


def test_hits_have_the_dtypes_they_promise() -> None:
    index = HammingIndex(64)
    index.add(BLACK)
    for hits in (index.search(BLACK, 8), index.nearest(BLACK, 1), HammingIndex(64).search(BLACK, 8)):
        arrays = (hits.offsets, hits.ids, hits.distances)
        assert [array.dtype.name for array in arrays] == ["int64", "uint64", "uint16"]


def test_ids_run_on_from_the_highest_there_ever_was() -> None:
    index = HammingIndex(64)
    assert index.add(BLACK.repeat(2, axis=0)).tolist() == [0, 1]
    assert index.add(BLACK, [2**63]).tolist() == [2**63]
    assert index.remove([2**63]) == 1
    assert index.add(BLACK).tolist() == [2**63 + 1]


def test_the_highest_id_is_a_good_one_but_nothing_runs_on_from_it() -> None:
    index = HammingIndex(64)
    index.add(BLACK, [2**64 - 1])
    assert listed(index.search(BLACK, 0)) == [(0, 2**64 - 1)]
    with pytest.raises(BadIdError, match="no id is left above"):
        index.add(BLACK)


def test_equal_codes_keep_every_id() -> None:
    index = HammingIndex(64)
    index.add(BLACK.repeat(3, axis=0), [9, 4, 7])
    assert listed(index.search(BLACK, 0)) == [(0, 4), (0, 7), (0, 9)]


@pytest.mark.parametrize("taken", [[5], [8, 8], [1, 5]], ids=["held already", "twice in one call", "one of two"])
def test_an_id_in_use_is_named_and_nothing_is_stored(taken: list[int]) -> None:
    index = HammingIndex(64)
    index.add(BLACK, [5])
    with pytest.raises(DuplicateIdError, match=f"id {taken[-1]} is in use"):
        index.add(BLACK.repeat(len(taken), axis=0), taken)
    assert len(index) == 1


def test_a_removed_id_may_come_back() -> None:
    index = HammingIndex(64)
    index.add(BLACK, [5])
    assert index.remove([5, 6]) == 1
    assert listed(index.search(BLACK, 64)) == []
    index.add(~BLACK, [5])
    assert listed(index.search(BLACK, 64)) == [(64, 5)]


@pytest.mark.parametrize(
    ("only", "found"),
    [
        pytest.param([1, 3, 77], [1, 3], id="ids, unknown ones are passed over"),
        pytest.param([], [], id="no id at all"),
        pytest.param(np.array([True, False, True]), [0, 2], id="a mask says no beyond its end"),
        pytest.param(np.zeros(0, np.bool_), [], id="an empty mask"),
        pytest.param(None, [0, 1, 2, 3], id="no filter"),
    ],
)
def test_only(only: list[int] | None, found: list[int]) -> None:
    index = HammingIndex(64)
    index.add(BLACK.repeat(4, axis=0))
    assert index.search(BLACK, 0, only=only).ids.tolist() == found
    assert index.nearest(BLACK, 9, only=only).ids.tolist() == found


@pytest.mark.parametrize("bits", [0, -8, 12])
def test_a_width_no_code_can_have(bits: int) -> None:
    with pytest.raises(WidthError, match="positive multiple of 8"):
        HammingIndex(bits)


@pytest.mark.parametrize(
    "codes",
    [np.zeros((1, 32), np.uint8), np.zeros(8, np.uint8), np.zeros((1, 8), np.int8), np.zeros((1, 1), np.uint64)],
    ids=["256 bits", "one dimension", "signed bytes", "words"],
)
def test_codes_of_another_shape(codes: np.ndarray) -> None:
    index = HammingIndex(64)
    for call in (index.add, lambda codes: index.search(codes, 8), lambda codes: index.nearest(codes, 1)):
        with pytest.raises(WidthError, match=r"expected uint8 with shape \(n, 8\)"):
            call(codes)


@pytest.mark.parametrize("ids", [[-1], [0.5], [[1]], ["7"], [1, 2]], ids=repr)
def test_ids_that_are_none(ids: list[int]) -> None:
    with pytest.raises(BadIdError, match="expected one whole number"):
        HammingIndex(64).add(BLACK, ids)


def test_an_impossible_radius_or_count_is_refused() -> None:
    index = HammingIndex(64)
    with pytest.raises(BadQueryError, match="radius -1: expected 0 or more bits"):
        index.search(BLACK, -1)
    with pytest.raises(BadQueryError, match="k 0: expected 1 or more"):
        index.nearest(BLACK, 0)
