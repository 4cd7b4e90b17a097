"""Any history of adding, removing, merging, saving and opening leaves what a plain dictionary would hold."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from hashmatch.index import Codes, HammingIndex
from hashmatch.index.plan import Tuning
from tests.index.brute import crowded, expected, listed

SMALL = Tuning(tail_rows=12, banded_from=10, scanned_word=1e9)  # segments and bands from a dozen codes on


class History(RuleBasedStateMachine):
    """The index beside a dictionary from id to code."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.codes: dict[int, Codes] = {}
        self.next_id = 0

    @initialize(bits=st.sampled_from([16, 64, 256]))
    def begin(self, bits: int) -> None:
        self.bits = bits
        self.index = HammingIndex(bits, merging="inline", tuning=SMALL)

    @rule(data=st.data())
    def add(self, data: st.DataObject) -> None:
        codes = data.draw(crowded(self.bits, most=30))
        ids = self.index.add(codes)
        assert ids.tolist() == list(range(self.next_id, self.next_id + len(codes)))
        self.keep(codes, ids.tolist())

    @rule(data=st.data())
    def add_under_chosen_ids(self, data: st.DataObject) -> None:
        codes = data.draw(crowded(self.bits, most=8))
        free = st.integers(0, 200).filter(lambda id_: id_ not in self.codes)
        ids = data.draw(st.lists(free, min_size=len(codes), max_size=len(codes), unique=True))
        self.index.add(codes, ids)
        self.keep(codes, ids)

    def keep(self, codes: Codes, ids: list[int]) -> None:
        self.codes.update(zip(ids, codes, strict=True))
        self.next_id = max(self.next_id, *(id_ + 1 for id_ in ids))

    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        ids = data.draw(st.lists(st.integers(0, self.next_id + 1), max_size=20, unique=True))
        assert self.index.remove(ids) == sum(id_ in self.codes for id_ in ids)
        for id_ in ids:
            self.codes.pop(id_, None)

    @rule()
    def merge(self) -> None:
        self.index.merge()

    @rule()
    def save(self) -> None:
        self.index.save(self.folder / "index")

    @rule()
    def save_and_open(self) -> None:
        self.index.save(self.folder / "index")
        self.index = HammingIndex.open(self.folder / "index", merging="inline", tuning=SMALL)

    @precondition(lambda self: self.codes)
    @rule(data=st.data())
    def search(self, data: st.DataObject) -> None:
        held = np.stack(list(self.codes.values()))
        ids = np.array(list(self.codes), dtype=np.uint64)
        query = held[data.draw(st.integers(0, len(held) - 1))]
        radius = data.draw(st.integers(0, self.bits))
        assert listed(self.index.search(query[None], radius)) == expected(held, ids, query, radius)
        assert listed(self.index.nearest(query[None], 5)) == expected(held, ids, query, self.bits)[:5]

    @invariant()
    def size(self) -> None:
        if hasattr(self, "index"):
            assert len(self.index) == len(self.codes)

    def teardown(self) -> None:
        shutil.rmtree(self.folder)


TestHistory = History.TestCase
TestHistory.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
