"""Machine code finds what numpy finds. Only where numba is installed: ``pip install -e '.[fast]'``."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashmatch.index import Codes, HammingIndex, accelerate
from hashmatch.index.plan import Tuning
from tests.index.brute import WIDTHS, crowded, expected, listed
from tests.index.test_exact import WAYS, at_distance, usual_radius

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytest.importorskip("numba", reason="needs numba, which is optional: the extra `fast`")
ways = pytest.mark.parametrize("tuning", WAYS.values(), ids=WAYS.keys())
PROBING = Tuning(banded_from=1, tail_rows=0, scanned_word=1e12, surprise=1e12)


@pytest.fixture(autouse=True)
def machine_code(plain_numpy: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:  # noqa: ARG001  comes after it
    monkeypatch.delenv(accelerate.SWITCH)
    assert accelerate.load()
    yield
    accelerate.unload()


@ways
@given(bits=st.sampled_from(WIDTHS), data=st.data())
def test_search_and_nearest_equal_brute_force(tuning: Tuning, bits: int, data: st.DataObject) -> None:
    assert accelerate.kernels() is not None
    codes = data.draw(crowded(bits))
    radius = data.draw(usual_radius(bits))
    index = HammingIndex(bits, radius=data.draw(usual_radius(bits)), tuning=tuning)
    ids = index.add(codes)
    for query in np.concatenate((codes[:2], ~codes[:1])):
        assert listed(index.search(query[None], radius)) == expected(codes, ids, query, radius)
    assert listed(index.nearest(codes[:1], 3)) == expected(codes, ids, codes[0], bits)[:3]


@ways
@pytest.mark.parametrize("bits", WIDTHS)
def test_the_radius_is_inclusive_at_every_value(bits: int, tuning: Tuning) -> None:
    query = np.random.default_rng(bits).integers(0, 256, bits // 8, dtype=np.uint8)
    index = HammingIndex(bits, tuning=tuning)
    index.add(np.stack([at_distance(query, flipped) for flipped in range(bits + 1)]))  # id = distance
    for radius in range(0, bits + 1, 1 + bits // 40):
        assert listed(index.search(query[None], radius)) == [(d, d) for d in range(radius + 1)]


def test_a_saved_index_is_searched_by_machine_code_once_every_block_was_checked(tmp_path: Path) -> None:
    codes = np.random.default_rng(6).integers(0, 256, (3_000, 32), dtype=np.uint8)
    built = HammingIndex(256, tuning=PROBING)
    built.add(codes)
    built.save(tmp_path / "index")
    index = HammingIndex.open(tmp_path / "index", tuning=PROBING)
    before = [listed(index.search(code[None], 31)) for code in codes[:20]]
    index.verify()
    versions = accelerate.kernels().probe.signatures
    assert [listed(index.search(code[None], 31)) for code in codes[:20]] == before
    assert before == [[(0, row)] for row in range(20)]
    frozen = np.frombuffer(codes.tobytes(), np.uint8).reshape(codes.shape)
    assert listed(index.search(frozen[:1], 31)) == listed(built.search(frozen[:1], 31)) == [(0, 0)]
    assert accelerate.kernels().probe.signatures == versions  # no search waits for the compiler


def test_the_switch_and_the_patience() -> None:
    """Few searches import no numba; the switch keeps it out for good."""
    program = (
        "import os, sys, numpy as np\n"
        "from hashmatch.index import HammingIndex, accelerate\n"
        "codes = np.zeros((10, 8), np.uint8)\n"
        "index = HammingIndex(64); index.add(codes)\n"
        "for _ in range(20): index.search(codes[:1], 8)\n"
        "assert 'numba' not in sys.modules and accelerate.kernels() is None\n"
        "os.environ[accelerate.SWITCH] = '1'\n"
        "assert not accelerate.load() and 'numba' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_many_searches_fetch_it_in_the_background(monkeypatch: pytest.MonkeyPatch) -> None:
    accelerate.unload()
    monkeypatch.setattr(accelerate, "_countdown", iter(range(accelerate.MANY - 2, accelerate.MANY)))
    assert accelerate.kernels() is None
    accelerate.kernels()
    for thread in threading.enumerate():
        if thread.name == "hashmatch-compile":
            thread.join()
    assert accelerate.kernels() is not None


@pytest.mark.parametrize("broken", ["row beyond the end", "bucket that ends before it begins", "bucket beyond the end"])
def test_forged_addresses_are_left_to_numpy(broken: str) -> None:
    """Machine code would read any memory it is pointed to."""
    codes: Codes = np.random.default_rng(7).integers(0, 256, (500, 8), dtype=np.uint8)
    index = HammingIndex(64, tuning=PROBING)
    index.add(codes)
    bands = index._snapshot.segments[0].bands
    assert bands is not None
    if broken == "row beyond the end":
        bands.rows.whole()[:] = 600
    elif broken == "bucket beyond the end":
        bands.table.whole()[:] = np.arange(len(bands.table.whole()), dtype=np.uint32) + 2**31
    else:
        bands.table.whole()[:] = np.arange(len(bands.table.whole()), dtype=np.uint32)[::-1]
    with pytest.raises((IndexError, ValueError, MemoryError)):
        index.search(codes[:1], 7)
