"""Our index beside its peers: one table, every engine interleaved in one run, one thread each, every answer checked.

    OMP_NUM_THREADS=1 python -m benchmarks.bench_index --codes 1000000

*interleaved*: engines take turns at every query, so each finds the caches as the others left them. *warm*: one engine
answers all queries in a row. Uniform codes, or `--skewed`: 10 % near-black frames, 5 % one code, 30 % frames of videos
(random walks of about a bit a frame), the rest uniform.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy and faiss are imported

import faiss
import hexhamming
import numpy as np
import pybktree
from threatexchange.signal_type.pdq.pdq_index import PDQIndex
from usearch.index import Index

from hashmatch.index import Codes, HammingIndex
from hashmatch.index.plan import Tuning

if TYPE_CHECKING:
    from collections.abc import Callable


Answer: TypeAlias = "Callable[[Codes, int], list[set[int]]]"
"""From queries (q, bits // 8) and a radius to the ids found for each query."""


@dataclass(frozen=True, slots=True)
class Engine:
    """One engine: how it searches a batch (q, bits // 8), and what building took."""

    name: str
    search: Answer
    build_seconds: float


def hashmatch_index(codes: Codes) -> Answer:
    return _ours(codes, Tuning())


def hashmatch_scan(codes: Codes) -> Answer:
    return _ours(codes, Tuning(banded_from=1 << 40))


def _ours(codes: Codes, tuning: Tuning) -> Answer:
    index = HammingIndex(codes.shape[1] * 8, tuning=tuning)
    index.add(codes)

    def search(queries: Codes, radius: int) -> list[set[int]]:
        hits = index.search(queries, radius)
        return [set(hits.of(i)[0].tolist()) for i in range(len(queries))]

    return search


def faiss_flat(codes: Codes) -> Answer:
    index = faiss.IndexBinaryFlat(codes.shape[1] * 8)
    index.add(codes)
    return _faiss(index)


def faiss_multihash(codes: Codes) -> Answer:
    """Exact where hashes * (flips + 1) is above the radius; of such settings, the quickest at this size."""
    bits = codes.shape[1] * 8
    hashes, flips = {64: (3, 2)}.get(bits, (16, 1) if len(codes) < 500_000 else (11, 2))
    index = faiss.IndexBinaryMultiHash(bits, hashes, bits // hashes)
    index.nflip = flips
    index.add(codes)
    return _faiss(index)


def _faiss(index: faiss.IndexBinary) -> Answer:
    def search(queries: Codes, radius: int) -> list[set[int]]:
        limits, _, ids = index.range_search(queries, radius + 1)  # FAISS keeps distances strictly below its radius
        return [set(ids[limits[i] : limits[i + 1]].tolist()) for i in range(len(queries))]

    return search


def numpy_line(codes: Codes) -> Answer:
    """What users of imagehash write."""
    return lambda queries, radius: [
        set(np.flatnonzero(np.bitwise_count(codes ^ query).sum(axis=1) <= radius).tolist()) for query in queries
    ]


def hexhamming_loop(codes: Codes) -> Answer:
    texts = [code.tobytes() for code in codes]
    return lambda queries, radius: [
        {i for i, text in enumerate(texts) if hexhamming.hamming_distance_bytes(text, query.tobytes(), -1) <= radius}
        for query in queries
    ]


def bk_tree(codes: Codes) -> Answer:
    numbers = [(int.from_bytes(code.tobytes()), i) for i, code in enumerate(codes)]
    tree = pybktree.BKTree(lambda one, other: (one[0] ^ other[0]).bit_count(), numbers)
    return lambda queries, radius: [
        {found[1] for _, found in tree.find((int.from_bytes(query.tobytes()), -1), radius)} for query in queries
    ]


def usearch_hnsw(codes: Codes) -> Answer:
    """Approximate: its recall is the point."""
    index = Index(ndim=codes.shape[1] * 8, metric="hamming", dtype="b1")
    index.add(np.arange(len(codes)), codes, threads=1)

    def search(queries: Codes, radius: int) -> list[set[int]]:
        matches = [index.search(query, 10, threads=1) for query in queries]
        return [set(found.keys[found.distances <= radius].tolist()) for found in matches]

    return search


def threatexchange(codes: Codes) -> Answer:
    index = PDQIndex.build([(code.tobytes().hex(), i) for i, code in enumerate(codes)])
    return lambda queries, radius: [  # noqa: ARG005  its radius is 31, whoever asks
        {hit.metadata for hit in index.query(query.tobytes().hex())} for query in queries
    ]


SLOW = 100_000
"""Above so many codes, engines in plain Python are left out."""


def engines(codes: Codes, *, everything: bool) -> list[Engine]:
    makers = [hashmatch_index, hashmatch_scan, faiss_flat, faiss_multihash]
    if codes.shape[1] == 32 and everything:
        makers.append(threatexchange)
    if everything:
        makers += [numpy_line, usearch_hnsw]
        if len(codes) <= SLOW:
            makers += [hexhamming_loop, bk_tree]
    made = []
    for maker in makers:
        started = time.perf_counter()
        search = maker(codes)
        made.append(Engine(maker.__name__, search, time.perf_counter() - started))
    return made


def uniform(count: int, bits: int, rng: np.random.Generator) -> Codes:
    return rng.integers(0, 256, (count, bits // 8), dtype=np.uint8)


def skewed(count: int, bits: int, rng: np.random.Generator) -> Codes:
    """10 % near black, 5 % one code, 30 % frames of videos that change by about a bit a frame, the rest uniform."""
    codes = uniform(count, bits, rng)
    tenth, twentieth, frames = count // 10, count // 20, 3 * count // 10
    codes[:tenth] = np.packbits(rng.random((tenth, bits)) < 0.02, axis=1)
    codes[tenth : tenth + twentieth] = codes[-1]
    start = tenth + twentieth
    steps = np.packbits(rng.random((frames, bits)) < 1 / bits, axis=1)
    for cut in range(0, frames, 250):  # a shot
        shot = steps[cut : cut + 250]
        codes[start + cut : start + cut + len(shot)] = np.bitwise_xor.accumulate(shot, axis=0) ^ codes[-2 - cut // 250]
    return codes


def measure(engines_: list[Engine], queries: Codes, radius: int) -> None:
    expected = [engines_[2].search(query[None], radius)[0] for query in queries]
    times: dict[str, list[float]] = {engine.name: [] for engine in engines_}
    recall: dict[str, list[float]] = {engine.name: [] for engine in engines_}
    chance = np.random.default_rng(1)
    for query, answer in zip(queries, expected, strict=True):
        for engine in (engines_[i] for i in chance.permutation(len(engines_))):  # nobody always follows the same one
            started = time.perf_counter()
            found = engine.search(query[None], radius)[0]
            times[engine.name].append(time.perf_counter() - started)
            recall[engine.name].append(len(found & answer) / len(answer) if answer else 1.0)
            assert found <= answer, f"{engine.name}: a wrong answer"
    flat = np.median(times["faiss_flat"])
    worst_flat = max(times["faiss_flat"])
    columns = "engine", "build s", "interleaved us", "p99", "/ flat", "worst / worst", "warm us", "of 64 us", "recall"
    print(f"| {' | '.join(columns)} |\n|{' --- |' * len(columns)}")
    for engine in engines_:
        taken = np.array(times[engine.name])
        ones = [(query[None], radius) for query in queries[:30]]
        batch = (np.resize(queries, (64, queries.shape[1])), radius)
        patient = np.median(taken) < 0.05
        warm = f"{1e6 * _median(engine.search, ones):.0f}" if patient else ""
        of_64 = f"{1e6 * _median(engine.search, [batch] * 3) / 64:.1f}" if patient else ""
        cells = (
            engine.name, f"{engine.build_seconds:.2f}", f"{1e6 * np.median(taken):.0f}",
            f"{1e6 * np.quantile(taken, 0.99):.0f}", f"{np.median(taken) / flat:.3f}",
            f"{taken.max() / worst_flat:.2f}", warm, of_64, f"{np.mean(recall[engine.name]):.3f}",
        )  # fmt: skip
        print(f"| {' | '.join(cells)} |")


def _median(work: Callable[..., object], calls: list[tuple[Any, ...]]) -> float:
    taken = []
    for arguments in calls:
        started = time.perf_counter()
        work(*arguments)
        taken.append(time.perf_counter() - started)
    return float(np.median(taken))


def one_add(codes: Codes) -> None:
    """Seconds to take in one code, ours and python-threatexchange's."""
    ours = HammingIndex(codes.shape[1] * 8)
    ours.add(codes)
    rng = np.random.default_rng(3)
    mine = _median(ours.add, [(uniform(1, 256, rng),) for _ in range(200)])
    theirs = PDQIndex.build([(code.tobytes().hex(), i) for i, code in enumerate(codes)])
    text = [(uniform(1, 256, rng).tobytes().hex(), -1) for _ in range(3)]
    peer = _median(theirs.add, text)
    print(f"one add: hashmatch {1e6 * mine:.1f} us, PDQIndex {1e6 * peer:.0f} us, ratio {mine / peer:.6f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--codes", type=int, default=100_000)
    parser.add_argument("--bits", type=int, default=256)
    parser.add_argument("--radius", type=int)
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument("--skewed", action="store_true")
    parser.add_argument("--all", action="store_true", help="also the slow peers, and one add")
    options = parser.parse_args()
    faiss.omp_set_num_threads(1)
    rng = np.random.default_rng(0)
    codes = (skewed if options.skewed else uniform)(options.codes, options.bits, rng)
    queries = codes[rng.integers(len(codes), size=options.queries)].copy()
    queries[:, 0] ^= 3
    radius = options.radius if options.radius is not None else options.bits // 8 - 1
    print(f"{options.codes} codes, {options.bits} bits, radius {radius}, {'skewed' if options.skewed else 'uniform'}")
    print(f"{platform.machine()}, Python {sys.version.split()[0]}, numpy {np.__version__}, faiss {faiss.__version__}")
    measure(engines(codes, everything=options.all), queries, radius)
    if options.all and options.bits == 256:
        one_add(codes)


if __name__ == "__main__":
    main()
