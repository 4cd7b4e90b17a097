"""Four threads search while one writes: no wrong answer, and none is missing."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest

from hashmatch.index import HammingIndex
from hashmatch.index.plan import Tuning

RNG = np.random.default_rng(10)
CODES = RNG.integers(0, 256, (60_000, 8), dtype=np.uint8)
STAYING = 3_000  # ids below are never removed
BATCH = 50


class Truth:
    """What was certainly there before a search began and still when it ended, and what may have been."""

    def __init__(self) -> None:
        self.changes: list[tuple[str, int]] = []  # batches announced, then done: ("+", 3), ("done +", 3), ...

    def certain(self, upto: int) -> tuple[set[int], set[int]]:
        """Return batches that are in for certain after the first `upto` changes, and those that may be."""
        certain: set[int] = set()
        possible: set[int] = set()
        for what, batch in self.changes[:upto]:
            {"+": possible.add, "done +": certain.add, "-": certain.discard, "done -": possible.discard}[what](batch)
        return certain, possible


def write(index: HammingIndex, truth: Truth, stop: threading.Event) -> None:
    batch = 0
    held: list[int] = []
    chance = np.random.default_rng(11)
    while not stop.is_set() and STAYING + (batch + 1) * BATCH <= len(CODES):
        if held and chance.random() < 0.45:
            gone = held.pop(int(chance.integers(len(held))))
            ids = np.arange(STAYING + gone * BATCH, STAYING + (gone + 1) * BATCH)
            truth.changes.append(("-", gone))
            assert index.remove(ids) == BATCH
            truth.changes.append(("done -", gone))
        else:
            ids = np.arange(STAYING + batch * BATCH, STAYING + (batch + 1) * BATCH)
            truth.changes.append(("+", batch))
            index.add(CODES[ids], ids)
            truth.changes.append(("done +", batch))
            held.append(batch)
            batch += 1


def search(index: HammingIndex, truth: Truth, stop: threading.Event, seed: int) -> int:
    chance = np.random.default_rng(seed)
    searches = 0
    while not stop.is_set():
        before = len(truth.changes)
        ids = index.search(CODES[chance.integers(len(CODES), size=1)], 64).ids.tolist()
        after = len(truth.changes)
        assert len(set(ids)) == len(ids)
        check(truth, before, after, set(ids))
        rows = chance.integers(STAYING, size=5)
        near = index.search(CODES[rows], 3)
        assert [row in near.of(i)[0] for i, row in enumerate(rows)] == [True] * 5
        assert index.nearest(CODES[rows[:1]], 1).distances.tolist() == [0]
        searches += 3
    return searches


def check(truth: Truth, before: int, after: int, ids: set[int]) -> None:
    """A snapshot holds whole batches: all that were in throughout, none that never were."""
    assert set(range(STAYING)) <= ids
    batches = {(id_ - STAYING) // BATCH for id_ in ids if id_ >= STAYING}
    assert len(ids) == STAYING + BATCH * len(batches)  # no batch in parts
    certain, possible = truth.certain(before)
    for what, batch in truth.changes[before:after]:
        if what == "+":
            possible.add(batch)
        if what == "-":
            certain.discard(batch)
    assert certain <= batches <= possible


@pytest.mark.parametrize("seconds", [2, pytest.param(30, marks=pytest.mark.slow)])
def test_searching_while_writing(seconds: float) -> None:
    index = HammingIndex(64, tuning=Tuning(tail_rows=300, banded_from=200, scanned_word=50))
    index.add(CODES[:STAYING])
    truth, stop = Truth(), threading.Event()
    failures: list[BaseException] = []
    searches: list[int] = []

    def guarded(seed: int) -> None:
        try:
            if seed:
                searches.append(search(index, truth, stop, seed))
            else:
                write(index, truth, stop)
        except BaseException as error:  # noqa: BLE001  handed to the test, which raises it
            failures.append(error)
            stop.set()

    threads = [threading.Thread(target=guarded, args=(seed,)) for seed in range(5)]
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    stop.set()
    for thread in threads:
        thread.join()
    index.merge()
    if failures:
        raise failures[0]
    assert sum(searches) > 20
    assert len(truth.changes) > 20
