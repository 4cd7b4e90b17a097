"""The plain scan: compare every code, block by block; read the second plane only for survivors of the first."""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from hashmatch.index.accelerate import kernels
from hashmatch.index.codes import item_of

if TYPE_CHECKING:
    from hashmatch.index.codes import Planes, Words
    from hashmatch.index.column import Column

Found: TypeAlias = tuple[NDArray[np.intp], NDArray[np.uint16]]
"""Rows, ascending, and their distances."""

BLOCK_WORDS = 32_768
"""Words compared at a time: the block, its XOR and the repeated query fit into a core's second-level cache."""


class _Scratch(threading.local):
    """Buffers of one thread, so that a scan allocates nothing and threads share nothing."""

    def __init__(self) -> None:
        self.query = np.empty(BLOCK_WORDS, dtype=np.uint64)
        self.words = np.empty(BLOCK_WORDS, dtype=np.uint64)
        self.counts = np.empty(BLOCK_WORDS, dtype=np.uint8)
        self.near = np.empty(BLOCK_WORDS, dtype=np.bool_)


_scratch = _Scratch()

_zeros = np.zeros(16_384, dtype=np.intp)


def repeat(query: Words, times: int) -> Words:
    """Repeat `query` (h,) `times` times: XOR of flat arrays is several times faster than broadcasting h words."""
    zeros = _zeros[:times] if times <= len(_zeros) else np.zeros(times, dtype=np.intp)
    return query.view(item_of(len(query))).take(zeros).view(np.uint64)


def bit_sums(words: Words, width: int) -> NDArray[np.uint16]:
    """Count the bits of each row of `width` words (flat input); exact, also for 256 and more."""
    counts: NDArray[np.uint8] = np.bitwise_count(words)
    if width == 1:
        return counts.astype(np.uint16)
    if width == 2:  # two counts, at most 64 each, added by one multiplication
        pairs = counts.view(np.uint16)
        pairs *= np.uint16(0x0101)
        pairs >>= np.uint16(8)
        return pairs
    sums: NDArray[np.uint16] = counts.reshape(-1, width).sum(axis=1, dtype=np.uint16)
    return sums


def distances_at(planes: Planes, rows: NDArray[np.intp] | NDArray[np.uint32], query: Words) -> NDArray[np.uint16]:
    """Return the exact distances of some rows to `query` (w,)."""
    total = _distances(planes.first, rows, query[: planes.width])
    if planes.second is not None:
        total += _distances(planes.second, rows, query[planes.width :])
    return total


def _distances(plane: Column[np.void], rows: NDArray[np.intp] | NDArray[np.uint32], query: Words) -> NDArray[np.uint16]:
    words = plane.take(rows).view(np.uint64)
    words ^= repeat(query, len(rows))
    return bit_sums(words, len(query))


SUMS: dict[int, type[np.unsignedinteger[Any]]] = {1: np.uint8, 2: np.uint16, 4: np.uint32}
"""By words in the first plane: the dtype that holds one byte count for each of them."""


def within(words: Words, width: int, radius: int) -> NDArray[np.bool_]:
    """Tell which rows of `width` words (flat, already XORed) have at most `radius` bits, or may have.

    Byte counts are added by one multiplication, whose top byte holds the sum. Four words can sum to 256, which wraps
    to 0 and gives a wrong yes; the caller therefore recounts every yes.
    """
    ones, limit = _fold(width, radius)
    sums = np.bitwise_count(words).view(SUMS[width])
    if width > 1:
        sums *= ones
    near: NDArray[np.bool_] = sums <= limit
    return near


@lru_cache(maxsize=1024)
def _fold(width: int, radius: int) -> tuple[Any, Any]:
    """Return the factor that adds the counts of one row, and the highest product within `radius`."""
    kind = SUMS[width]
    highest = (1 << 8 * width) - 1
    return kind(highest // 255), kind(min(((radius + 1) << 8 * (width - 1)) - 1, highest))


def scan(planes: Planes, query: Words, radius: int) -> Found:
    """Return every row within `radius` of `query` (w,)."""
    width = planes.width
    flat, machine = planes.first.whole().view(np.uint64), kernels()
    scan_first = _scan_first if machine is None else machine.scan
    rows, distances = scan_first(flat, width, query[:width].copy(), radius)
    if planes.second is None or not len(rows):
        return rows, distances
    if width < 4:
        distances += _distances(planes.second, rows, query[width:])
    else:
        distances = distances_at(planes, rows, query)  # the sum of four words may have been 256, which reads 0
    exact = (distances <= radius).nonzero()[0]
    return rows.take(exact), distances.take(exact)


def _scan_first(flat: Words, width: int, query: Words, radius: int) -> Found:
    """Return the rows whose first plane is or may be within `radius`, and their distances there modulo 256."""
    count = len(flat) // width
    rows = BLOCK_WORDS // width
    laid_out = query[0] if width == 1 else _lay_out(query, min(rows, count), _scratch.query)
    ones, limit = _fold(width, radius)
    words, counts = _scratch.words, _scratch.counts
    sums, near = counts.view(SUMS[width]), _scratch.near[:rows]
    survivors = []
    for start in range(0, count, rows):
        if count - start < rows:  # the last block is shorter
            size = count - start
            words, counts, sums, near = words[: size * width], counts[: size * width], sums[:size], near[:size]
            laid_out = laid_out[: size * width] if width > 1 else laid_out
        np.bitwise_xor(flat[start * width : (start + rows) * width], laid_out, words)
        np.bitwise_count(words, counts)
        if width > 1:
            np.multiply(sums, ones, sums)
        np.less_equal(sums, limit, near)
        if np.count_nonzero(near):  # several times faster than any()
            rows_near = near.nonzero()[0]
            far = (sums.take(rows_near) >> (8 * (width - 1))).astype(np.uint16)
            survivors.append((rows_near + start, far))
    if not survivors:
        return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.uint16)
    return np.concatenate([rows for rows, _ in survivors]), np.concatenate([far for _, far in survivors])


def _lay_out(query: Words, times: int, room: Words) -> Words:
    """Write `query` (h,), two or four words, `times` times into `room`; as complex numbers, numpy's fastest way."""
    pairs = query.view(np.complex128)
    written = room[: times * len(query)]
    written.view(np.complex128).reshape(times, -1)[:] = pairs
    return written


def distances_to_all(planes: Planes, query: Words) -> NDArray[np.uint16]:
    """Return the distance of every row to `query` (w,)."""
    distances = np.zeros(len(planes), dtype=np.uint16)
    at = 0
    for column in planes.columns():
        width = column.dtype.itemsize // 8
        flat = column.whole().view(np.uint64)
        rows = BLOCK_WORDS // width
        repeated = repeat(query[at : at + width], min(rows, len(planes)))
        for start in range(0, len(planes), rows):
            size = min(rows, len(planes) - start)
            words = flat[start * width : (start + size) * width] ^ repeated[: size * width]
            distances[start : start + size] += bit_sums(words, width)
        at += width
    return distances
