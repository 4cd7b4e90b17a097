"""Our index compared with its peers: one command, one run, one thread each, every answer checked.

    python -m benchmarks.bench_index [--corpus CORPUS] [--skip-large]

*cold*: before each search of each engine, other work reads 64 MB, more than the third-level cache holds. *in turn*:
before each search FAISS Flat answers the same query; before Flat's, ours. *warm*: one engine answers all queries in a
row. When cold, engines take turns at every query, in another order each time. Time is that of the thread on its
processor, so that what else runs on the machine counts as little as it can.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.index_engines import SLOW, Engine, engines, ours, use_machine_code  # first: it sets the threads

import faiss  # isort: skip
import numpy as np
from threatexchange.signal_type.pdq.pdq_index import PDQIndex

from benchmarks.index_codes import real, skewed, uniform
from benchmarks.machine import described
from hashmatch.index import HammingIndex

if TYPE_CHECKING:
    from collections.abc import Callable

    from hashmatch.index import Codes

FLAT = 1  # its place among the engines
OTHER_WORK = np.ones(8 << 20)
PATIENCE = 0.5  # seconds a query: slower engines get five queries only
COLUMNS = (
    "engine", "build s", "bytes a code", "cold us", "/ Flat", "p99", "in turn us", "/ Flat", "warm us", "/ Flat",
    "of 64 us", "/ Flat", "worst us", "/ Flat", "recall",
)  # fmt: skip


def timed(work: Callable[..., Any], *arguments: object) -> tuple[float, Any]:
    """Return the seconds that `work` takes, and what it returns."""
    started = time.thread_time()
    answer = work(*arguments)
    return time.thread_time() - started, answer


def seconds(work: Callable[..., Any], *arguments: object) -> float:
    return timed(work, *arguments)[0]


def built(makers: list[Callable[[], Engine]], count: int) -> list[tuple[Engine, float, float]]:
    """Return each engine with seconds to build it and bytes a code that the process grew by."""
    made = []
    for maker in makers:
        before, started = _resident(), time.thread_time()
        engine = maker()
        taken = time.thread_time() - started
        made.append((engine, taken, (_resident() - before) / count))
    return made


def _resident() -> int:
    """Memory of the process that is really there, once freed memory was handed back (glibc)."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096


def compare(title: str, codes: Codes, radius: int, queries: Codes) -> None:
    made = built(engines(codes, radius), len(codes))
    flat = made[FLAT][0]
    answers = [flat.ids(flat.search(query[None]))[0] for query in queries]
    times: list[list[float]] = [[] for _ in made]
    recall: list[list[float]] = [[] for _ in made]
    chance = np.random.default_rng(1)
    for i, query in enumerate(queries):
        for place in chance.permutation(len(made)):  # so that no engine always runs after the same one
            engine = made[place][0]
            if i >= 5 and times[place][0] > PATIENCE:
                continue
            use_machine_code(engine.machine_code)
            OTHER_WORK.sum()
            taken, answer = timed(engine.search, query[None])
            times[place].append(taken)
            found = engine.ids(answer)[0]
            assert found <= answers[i], f"{engine.name}: a wrong answer"
            recall[place].append(len(found & answers[i]) / max(1, len(answers[i])) if answers[i] else 1.0)
    others = [flat if engine is not flat else made[0][0] for engine, _, _ in made]
    rows = [_figures(one[0], other, cold, queries) for one, other, cold in zip(made, others, times, strict=True)]
    print(f"\n### {title}\n\n| {' | '.join(COLUMNS)} |\n|{' --- |' * len(COLUMNS)}")
    for (engine, build, size), figures, right in zip(made, rows, recall, strict=True):
        cells = [engine.name, f"{build:.2f}", f"{size:.0f}"]
        for (name, value), best in zip(figures.items(), rows[FLAT].values(), strict=True):
            cells.append(f"{1e6 * value:.0f}")
            if name != "p99":
                cells.append(f"{value / best:.3f}")
        print(f"| {' | '.join([*cells, f'{np.mean(right):.3f}'])} |", flush=True)


def _figures(engine: Engine, other: Engine, cold: list[float], queries: Codes) -> dict[str, float]:
    use_machine_code(engine.machine_code)
    some = queries[: 5 if cold[0] > PATIENCE else 60]
    warm = [seconds(engine.search, query[None]) for query in some]
    in_turn = []
    for query in some:
        other.search(query[None])
        in_turn.append(seconds(engine.search, query[None]))
    batch = np.resize(queries, (64 if np.median(cold) < 0.05 else 8, queries.shape[1]))
    of_64 = [seconds(engine.search, batch) / len(batch) for _ in range(3)]
    return {
        "cold": float(np.median(cold)),
        "p99": float(np.quantile(cold, 0.99)),
        "in turn": float(np.median(in_turn)),
        "warm": float(np.median(warm)),
        "of 64": float(np.median(of_64)),
        "worst": max(cold),
    }


def near_copies(codes: Codes, count: int = 80) -> Codes:
    """Return queries two bits from some of the codes."""
    queries = codes[np.random.default_rng(2).integers(len(codes), size=count)].copy()
    queries[:, 0] ^= 3
    return queries


def one_add(codes: Codes) -> None:
    index = HammingIndex(256)
    index.add(codes)
    rng = np.random.default_rng(3)
    mine = np.median([seconds(index.add, uniform(1, 256, rng)) for _ in range(200)])
    peer = PDQIndex.build([(code.tobytes().hex(), i) for i, code in enumerate(codes)])
    text = uniform(1, 256, rng).tobytes().hex()
    theirs = np.median([seconds(peer.add, text, -1) for _ in range(3)])
    print(f"\nOne add at {len(codes)}: {1e6 * mine:.1f} us, PDQIndex.add {1e6 * theirs:.0f} us: {mine / theirs:.6f}")


def eight_orientations(codes: Codes) -> None:
    """One picture's eight codes against all, all hits: the search of a pipeline at every upload."""
    uploads = near_copies(codes, 400).reshape(50, 8, 32)
    for name, machine_code in (("hashmatch", False), ("hashmatch[fast]", True)):
        engine = ours(name, codes, 31, machine_code=machine_code)
        use_machine_code(machine_code)
        taken = []
        for upload in uploads:
            OTHER_WORK.sum()
            taken.append(seconds(engine.search, upload))
        warm = [seconds(engine.search, upload) for upload in uploads]
        figures = f"cold {1e3 * np.median(taken):.2f} ms (p99 {1e3 * np.quantile(taken, 0.99):.2f})"
        print(f"\nEight orientations, {len(codes)} codes, {name}: {figures}, warm {1e3 * np.median(warm):.2f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, help="what benchmarks.corpus collected, for codes of real pictures")
    parser.add_argument("--skip-large", action="store_true", help="leave out ten million codes")
    options = parser.parse_args()
    faiss.omp_set_num_threads(1)
    print(described())
    rng = np.random.default_rng(0)
    for count, bits, radius in ((SLOW, 256, 31), (1_000_000, 256, 31), (1_000_000, 64, 8)):
        codes = uniform(count, bits, rng)
        compare(f"{count} uniform codes, {bits} bits, radius {radius}", codes, radius, near_copies(codes))
        if (count, bits) == (1_000_000, 256):
            one_add(codes)
    for count in (SLOW, 1_000_000):
        codes = skewed(count, 256, rng)
        compare(f"{count} skewed codes, 256 bits, radius 31", codes, 31, near_copies(codes))
    if options.corpus:
        codes = real(options.corpus)
        compare(f"{len(codes)} codes of real pictures, 256 bits, radius 31", codes, 31, near_copies(codes))
    if not options.skip_large:
        codes = uniform(10_000_000, 256, rng)
        compare("10000000 uniform codes, 256 bits, radius 31", codes, 31, near_copies(codes, 50))
        eight_orientations(codes)


if __name__ == "__main__":
    main()
