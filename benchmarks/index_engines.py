"""Our index and its peers, each at its best exact setting: from codes to a function that searches."""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy and faiss are imported

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import faiss
import hexhamming
import numpy as np
import pybktree
import pynear
from threatexchange.signal_type.pdq.pdq_index import PDQIndex
from usearch.compiled import MetricKind
from usearch.index import Index, search

from hashmatch.index import HammingIndex, accelerate
from hashmatch.index.plan import Tuning

if TYPE_CHECKING:
    from collections.abc import Callable

    from hashmatch.index import Codes

Ids: TypeAlias = "list[set[int]]"

SLOW = 100_000
"""Above so many codes, engines that take milliseconds a query even there are left out."""


@dataclass(frozen=True, slots=True)
class Engine:
    """How one engine answers queries (q, bits // 8) within its radius, and how its answer is read."""

    name: str
    search: Callable[[Codes], Any]
    ids: Callable[[Any], Ids]
    machine_code: bool = False


def engines(codes: Codes, radius: int) -> list[Callable[[], Engine]]:
    """Return what builds each engine that this many codes of this width are for, ours first, FAISS Flat second."""
    bits, few = codes.shape[1] * 8, len(codes) <= SLOW
    found: list[Callable[[], Engine]] = [lambda: ours("hashmatch", codes, radius), lambda: faiss_flat(codes, radius)]
    found += [
        lambda: ours("hashmatch[fast]", codes, radius, machine_code=True),
        lambda: ours("hashmatch, scan", codes, radius, Tuning(banded_from=1 << 40)),
        lambda: ours("hashmatch[fast], scan", codes, radius, Tuning(banded_from=1 << 40), machine_code=True),
        lambda: faiss_multihash(codes, radius),
    ]
    if few:
        found += [lambda: faiss_hash(codes, radius)]
        found += [lambda: bk_tree(codes, radius), lambda: usearch_hnsw(codes, radius)]
        if bits == 256:
            found += [lambda: pynear_bk_tree(codes, radius)]
    if len(codes) <= 1_000_000:
        found += [lambda: numpy_line(codes, radius), lambda: usearch_exact(codes, radius)]
        found += [lambda: hexhamming_scan(codes, radius)]
        if bits == 256 and radius == 31:
            found += [lambda: threatexchange(codes)]
    return found


def ours(name: str, codes: Codes, radius: int, tuning: Tuning | None = None, *, machine_code: bool = False) -> Engine:
    index = HammingIndex(codes.shape[1] * 8, tuning=tuning or Tuning())
    index.add(codes)
    return Engine(
        name,
        lambda queries: index.search(queries, radius),
        lambda hits: [set(hits.of(i)[0].tolist()) for i in range(len(hits))],
        machine_code,
    )


def faiss_flat(codes: Codes, radius: int) -> Engine:
    index = faiss.IndexBinaryFlat(codes.shape[1] * 8)
    index.add(codes)
    return _faiss("FAISS Flat", index, radius)


def faiss_multihash(codes: Codes, radius: int) -> Engine:
    """Exact where hashes * (flips + 1) is above the radius; of such settings, the quickest at this size."""
    bits = codes.shape[1] * 8
    hashes, flips = {64: (3, 2)}.get(bits, (16, 1) if len(codes) < 500_000 else (11, 2))
    index = faiss.IndexBinaryMultiHash(bits, hashes, bits // hashes)
    index.nflip = flips
    index.add(codes)
    return _faiss(f"FAISS MultiHash {hashes} x {bits // hashes}", index, radius)


def faiss_hash(codes: Codes, radius: int) -> Engine:
    """One table: exact only if as many bits of its key are flipped as the radius says, so the key has to be short."""
    key = 8
    index = faiss.IndexBinaryHash(codes.shape[1] * 8, key)
    index.nflip = min(radius, key)
    index.add(codes)
    return _faiss("FAISS Hash", index, radius)


def _faiss(name: str, index: faiss.IndexBinary, radius: int) -> Engine:
    return Engine(
        name,
        lambda queries: index.range_search(queries, radius + 1),  # FAISS keeps distances strictly below its radius
        lambda found: [set(found[2][a:b].tolist()) for a, b in zip(found[0], found[0][1:], strict=False)],
    )


def numpy_line(codes: Codes, radius: int) -> Engine:
    """What users of imagehash write."""
    return Engine(
        "numpy, one line",
        lambda queries: [np.flatnonzero(np.bitwise_count(codes ^ q).sum(axis=1) <= radius) for q in queries],
        lambda found: [set(rows.tolist()) for rows in found],
    )


def hexhamming_scan(codes: Codes, radius: int) -> Engine:
    array = codes.tobytes()
    return Engine(
        "hexhamming",
        lambda queries: [
            hexhamming.check_bytes_arrays_all_within_dist(array, query.tobytes(), radius) for query in queries
        ],
        lambda found: [{row for _, row in near} for near in found],
    )


def bk_tree(codes: Codes, radius: int) -> Engine:
    numbers = [(int.from_bytes(code.tobytes()), i) for i, code in enumerate(codes)]
    tree = pybktree.BKTree(lambda one, other: (one[0] ^ other[0]).bit_count(), numbers)
    return Engine(
        "pybktree",
        lambda queries: [tree.find((int.from_bytes(query.tobytes()), -1), radius) for query in queries],
        lambda found: [{item[1] for _, item in near} for near in found],
    )


def pynear_bk_tree(codes: Codes, radius: int) -> Engine:
    """Of pynear's indexes, the one that finds all within a radius."""
    tree = pynear.BKTreeBinaryIndex256()
    tree.set(codes)
    return Engine(
        "pynear BK-tree",
        lambda queries: tree.find_threshold(queries, radius),
        lambda found: [set(rows) for rows in found[0]],
    )


def usearch_exact(codes: Codes, radius: int) -> Engine:
    return _nearest(
        "usearch, exact", lambda query: search(codes, query, 10, MetricKind.Hamming, exact=True, threads=1), radius
    )


def usearch_hnsw(codes: Codes, radius: int) -> Engine:
    """Approximate: its recall is the point."""
    index = Index(ndim=codes.shape[1] * 8, metric="hamming", dtype="b1")
    index.add(np.arange(len(codes)), codes, threads=1)
    return _nearest("usearch, HNSW", lambda query: index.search(query, 10, threads=1), radius)


def _nearest(name: str, ten: Callable[[Codes], Any], radius: int) -> Engine:
    """It has no search by radius, so it searches for the ten nearest; more hits than ten count against it."""
    return Engine(
        name,
        lambda queries: [ten(query) for query in queries],
        lambda found: [set(near.keys[near.distances <= radius].tolist()) for near in found],
    )


def threatexchange(codes: Codes) -> Engine:
    """Its radius is always 31."""
    index = PDQIndex.build([(code.tobytes().hex(), i) for i, code in enumerate(codes)])
    return Engine(
        "threatexchange PDQIndex",
        lambda queries: [index.query(query.tobytes().hex()) for query in queries],
        lambda found: [{hit.metadata for hit in hits} for hits in found],
    )


def use_machine_code(wanted: bool) -> None:
    """Search with it from now on, or without."""
    if not wanted:
        accelerate.unload()
    elif not accelerate.load():
        raise SystemExit("numba is not installed: pip install -e '.[bench]'")
