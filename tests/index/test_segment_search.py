"""The planner: which way is taken on which data, told by `explain`. That all ways agree is said in test_exact.py."""

from __future__ import annotations

import numpy as np
import pytest

from hashmatch.index import Codes, HammingIndex
from hashmatch.index.plan import Tuning
from tests.index.brute import expected, listed
from tests.index.test_exact import WAYS

RNG = np.random.default_rng(4)


def uniform(count: int, bits: int = 256) -> Codes:
    return RNG.integers(0, 256, (count, bits // 8), dtype=np.uint8)


def crowded_band(count: int) -> tuple[Codes, Codes]:
    """Half the codes share their first 64 bits with the query, which lies near one of them."""
    codes = uniform(count)
    codes[::2, :8] = 0
    query = codes[0].copy()
    query[8:] ^= RNG.integers(0, 2, 24, dtype=np.uint8) << 3
    return codes, query


COSTS = Tuning(call=5_000, scanned_word=2, tail_rows=0)
"""Stated, so that the machine has no say in what is planned."""


def built(codes: Codes, tuning: Tuning = COSTS) -> HammingIndex:
    index = HammingIndex(256, tuning=tuning)
    index.add(codes)
    return index


@pytest.mark.parametrize(
    ("tuning", "way"),
    [("always scan", "scan"), ("always probe", "bands"), ("always split anew", "bands split anew")],
)
def test_a_forced_way_is_taken(tuning: str, way: str) -> None:
    codes, query = crowded_band(1_000)
    steps = built(codes, WAYS[tuning]).explain(query, 31).steps
    assert [step.way for step in steps] == [way]


def test_uniform_codes_are_found_by_bands() -> None:
    codes = uniform(20_000)
    explanation = built(codes).explain(codes[7], 31)
    (step,) = explanation.steps
    assert (step.way, explanation.found, explanation.codes) == ("bands", 1, 20_000)
    assert sum(threshold + 1 for threshold in step.thresholds) == 32  # the pigeonhole principle
    assert step.candidates < 2_000


def test_a_radius_of_half_the_bits_is_scanned() -> None:
    codes = uniform(20_000)
    (step,) = built(codes).explain(codes[7], 128).steps
    assert (step.way, step.candidates) == ("scan", 20_000)


def test_a_crowded_band_is_left_to_the_others() -> None:
    codes, query = crowded_band(60_000)
    index = built(codes)
    (step,) = index.explain(query, 31).steps
    assert step.way == "bands split anew"
    assert -1 in step.thresholds
    assert step.candidates < 15_000
    answer = expected(codes, np.arange(len(codes), dtype=np.uint64), query, 31)
    assert listed(index.search(query[None], 31)) == answer
    batch = index.search(np.concatenate((query[None], codes[1:9:2])), 31)  # in a batch as alone
    assert listed(batch, 0) == answer


def test_a_code_held_many_times_is_stored_once() -> None:
    codes = np.concatenate((uniform(8_000), np.repeat(uniform(1), 5_000, axis=0)))
    index = built(codes)
    assert len(index) == 13_000
    assert len(index.search(codes[-1:], 0).ids) == 5_000
    assert index.nbytes < 0.75 * built(uniform(13_000)).nbytes
    hits = index.search(codes[-1:], 31)
    assert hits.ids.tolist() == list(range(8_000, 13_000))


def test_few_chosen_ids_are_compared_one_by_one() -> None:
    codes = uniform(20_000)
    index = built(codes)
    assert index.search(codes[:1], 256, only=[3, 0, 70_000]).ids.tolist()[:1] == [0]
    assert len(index.search(codes[:1], 256, only=[3, 0, 70_000]).ids) == 2


def test_an_explanation_can_be_read() -> None:
    codes = uniform(20_000)
    lines = str(built(codes).explain(codes[7], 31)).splitlines()
    assert lines[0].startswith("1 of 20000 codes within 31 bits, ")
    assert "20000 rows, bands: " in lines[1]
    assert "us expected, scan " in lines[1]
