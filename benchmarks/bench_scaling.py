"""How the index grows: build, room, one search, a batch, eight orientations, saving and opening, at each size.

    OMP_NUM_THREADS=1 python -m benchmarks.bench_scaling 100000 1000000 10000000

The figures of SCALING.md come from here. Uniform 256-bit codes, radius 31, one thread, no peer.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy is imported

import numpy as np

from hashmatch.index import HammingIndex


def median_us(index: HammingIndex, groups: list[np.ndarray]) -> float:
    taken = []
    for group in groups:
        started = time.perf_counter()
        hits = index.search(group, 31)
        taken.append(time.perf_counter() - started)
        assert len(hits.ids) >= len(group)
    return float(1e6 * np.median(taken))


def row(count: int) -> str:
    rng = np.random.default_rng(0)
    codes = rng.integers(0, 256, (count, 32), dtype=np.uint8)
    index = HammingIndex(256)
    started = time.perf_counter()
    index.add(codes)
    build = time.perf_counter() - started
    queries = codes[rng.integers(count, size=400)]
    queries[:, 0] ^= 3
    one = median_us(index, [query[None] for query in queries])
    eight = median_us(index, list(queries.reshape(50, 8, 32)))
    batch = median_us(index, list(queries[:384].reshape(6, 64, 32))) / 64
    explanation = index.explain(queries[0], 31)
    room = index.nbytes / count
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        index.save(Path(folder) / "index")
        save = time.perf_counter() - started
        started = time.perf_counter()
        opened = HammingIndex.open(Path(folder) / "index")
        open_ = time.perf_counter() - started
        first = median_us(opened, [queries[1][None]])
        lazy = median_us(opened, [query[None] for query in queries[2:40]])
    step = explanation.steps[0]
    return (
        f"| {count} | {len(step.thresholds)} | {step.probes} / {step.candidates} "
        f"| {one:.0f} | {batch:.0f} | {eight:.0f} "
        f"| {room:.0f} | {build:.2f} | {save:.1f} | {1000 * open_:.1f} | {first / 1000:.1f} | {lazy / 1000:.1f} |"
    )


def main() -> None:
    columns = (
        "codes", "bands", "probes / candidates", "one us", "of 64 us", "eight at once us", "bytes a code", "build s",
        "save s", "open ms", "first search ms", "later, still checking ms",
    )  # fmt: skip
    print(f"| {' | '.join(columns)} |\n|{' --- |' * len(columns)}")
    for count in sys.argv[1:]:
        print(row(int(count)), flush=True)


if __name__ == "__main__":
    main()
