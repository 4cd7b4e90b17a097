"""An index travels: to another process, or as a copy in this one."""

from __future__ import annotations

import copy
import pickle
import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashmatch.errors import DamagedIndexError, IndexChangedError
from hashmatch.index import HammingIndex
from hashmatch.index.plan import Tuning
from tests.index.brute import WIDTHS, crowded, expected, listed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hashmatch.index import Codes

BANDED = Tuning(banded_from=1, tail_rows=40)  # segments with bands, and something in the tail


def pickled(index: HammingIndex) -> HammingIndex:
    again: HammingIndex = pickle.loads(pickle.dumps(index, pickle.HIGHEST_PROTOCOL))  # noqa: S301 - our own bytes
    return again


WAYS = pytest.mark.parametrize("copied", [pickled, copy.copy, copy.deepcopy], ids=["pickle", "copy", "deepcopy"])


def filled(codes: Codes) -> HammingIndex:
    """An index with segments, a tail, codes said twice and ids removed."""
    index = HammingIndex(8 * codes.shape[1], merging="manual", tuning=BANDED)
    for part in np.array_split(codes, 4):
        index.add(part)
    index.remove(range(0, len(codes), 5))
    return index


@WAYS
@given(bits=st.sampled_from(WIDTHS), data=st.data())
def test_a_copy_finds_the_same(copied: Callable[[HammingIndex], HammingIndex], bits: int, data: st.DataObject) -> None:
    codes = data.draw(crowded(bits))
    again = copied(filled(codes))
    left = np.array([id_ for id_ in range(len(codes)) if id_ % 5], np.uint64)
    radius = data.draw(st.integers(0, bits))
    wanted = expected(codes[left], left, codes[0], radius)
    assert listed(again.search(codes[:1], radius)) == wanted
    assert again.add(codes[:1]).tolist() == [len(codes)]  # ids run on


@WAYS
def test_copies_go_their_own_ways(copied: Callable[[HammingIndex], HammingIndex]) -> None:
    """Even where both add to the tail that they shared."""
    codes = np.arange(160, dtype=np.uint8).reshape(20, 8)
    index = HammingIndex(64)
    index.add(codes[:10])
    again = copied(index)
    index.add(codes[10:15])
    again.add(codes[15:])
    again.remove([0])
    assert [listed(index.search(codes[[at]], 0)) for at in (0, 12, 17)] == [[(0, 0)], [(0, 12)], []]
    assert [listed(again.search(codes[[at]], 0)) for at in (0, 12, 17)] == [[], [], [(0, 12)]]


@WAYS
def test_an_index_in_a_folder_travels_by_value(copied: Callable[[HammingIndex], HammingIndex], tmp_path: Path) -> None:
    codes = np.random.default_rng(5).integers(0, 256, (500, 32), np.uint8)
    filled(codes).save(tmp_path)
    again = copied(HammingIndex.open(tmp_path, tuning=BANDED))
    if copied is not copy.copy:  # which shares what never changes
        for path in tmp_path.iterdir():
            path.unlink()
    assert listed(again.search(codes[[3]], 0)) == [(0, 3)]
    again.verify()


def test_a_copy_does_not_save_over_the_folder_of_the_first(tmp_path: Path) -> None:
    index = filled(np.zeros((50, 8), np.uint8))
    index.save(tmp_path)
    with pytest.raises(IndexChangedError):
        pickled(index).save(tmp_path)
    pickled(index).save(tmp_path / "another")
    assert len(HammingIndex.open(tmp_path / "another")) == len(index)


def test_damage_is_not_carried_on(tmp_path: Path) -> None:
    filled(np.random.default_rng(5).integers(0, 256, (500, 32), np.uint8)).save(tmp_path)
    path = max(tmp_path.glob("*-first.npy"), key=lambda path: path.stat().st_size)
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(DamagedIndexError):
        pickle.dumps(HammingIndex.open(tmp_path))


def test_a_pickle_holds_one_state_while_others_write() -> None:
    """Codes come and go in pairs, so a state with half a pair was never there."""
    index = HammingIndex(64, merging="background", tuning=BANDED)
    pair = np.zeros((2, 8), np.uint8)
    index.add(pair)
    done = threading.Event()

    def write() -> None:
        while not done.is_set():
            index.remove(index.add(pair))
            index.add(pair)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        sizes = [len(pickled(index)) for _ in range(50)]
    finally:
        done.set()
        writer.join()
    assert [size % 2 for size in sizes] == [0] * 50


def test_a_pickle_holds_no_room_for_more() -> None:
    index = HammingIndex(64)
    for code in np.arange(800, dtype=np.uint16).view(np.uint8).reshape(-1, 8):
        index.add(code[None])
    assert len(pickle.dumps(index)) < 200 * (8 + 8) + 1500
