"""The plain scan: every code, block by block, the second plane only where the first leaves survivors."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hashmatch.index.codes import Planes, Words

    Found = tuple[NDArray[np.intp], NDArray[np.uint16]]
    """Rows, ascending, and their distances."""

BLOCK = 8192
"""Rows compared at a time: a block of a plane, its XOR and the query repeated stay in a core's second-level cache."""


class _Scratch(threading.local):
    """Buffers of one thread, so that a scan allocates nothing and threads do not meet."""

    def __init__(self) -> None:
        self.words = np.empty(BLOCK * 4, dtype=np.uint64)
        self.counts = np.empty(BLOCK * 4, dtype=np.uint8)


_scratch = _Scratch()


def repeat(query: Words, times: int) -> Words:
    """Lay `query` (h,) out `times` times: XOR of flat arrays is several times faster than broadcasting h words."""
    row = np.dtype((np.void, 8 * len(query)))
    repeated = np.empty(times, dtype=row)
    repeated[:] = np.ascontiguousarray(query).view(row)
    return repeated.view(np.uint64)


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


def distances_at(planes: Planes, rows: NDArray[np.intp], query: Words) -> NDArray[np.uint16]:
    """Return the exact distances of some rows to `query`."""
    total: NDArray[np.uint16] | None = None
    start = 0
    for plane in (planes.first, planes.second):
        width = plane.shape[1]
        if not width:
            continue
        row = np.dtype((np.void, 8 * width))
        words = plane.view(row).ravel().take(rows).view(np.uint64)
        words ^= repeat(query[start : start + width], len(rows))
        sums = bit_sums(words, width)
        total = sums if total is None else total + sums
        start += width
    return total if total is not None else np.zeros(len(rows), dtype=np.uint16)


def within(words: Words, width: int, radius: int, counts: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Tell which rows of `width` words (flat, already XORed) have at most `radius` bits, or may have.

    Byte counts are added by one multiplication, whose top byte holds the sum. Four words can sum to 256, which wraps
    to 0: a wrong yes, and every yes is recounted.
    """
    np.bitwise_count(words, out=counts)
    if width == 1:
        return counts <= min(radius, 255)
    if width not in (2, 4):
        near: NDArray[np.bool_] = counts.reshape(-1, width).sum(axis=1, dtype=np.uint16) <= radius
        return near
    if radius >= 255:
        return np.ones(len(counts) // width, dtype=np.bool_)
    if width == 2:
        pairs = counts.view(np.uint16)
        pairs *= np.uint16(0x0101)
        return pairs < np.uint16((radius + 1) << 8)
    quads = counts.view(np.uint32)
    quads *= np.uint32(0x01010101)
    return quads < np.uint32((radius + 1) << 24)


def scan(planes: Planes, query: Words, radius: int) -> Found:
    """Return every row within `radius` of `query` (w,)."""
    width = planes.first.shape[1]
    flat = planes.first.ravel()
    repeated = repeat(query[:width], min(BLOCK, len(planes)))
    found: list[Found] = []
    for start in range(0, len(planes), BLOCK):
        size = min(BLOCK, len(planes) - start)
        words = _scratch.words[: size * width]
        np.bitwise_xor(flat[start * width : (start + size) * width], repeated[: size * width], out=words)
        near = within(words, width, radius, _scratch.counts[: size * width])
        if not near.any():
            continue
        rows = near.nonzero()[0]
        distances = distances_at(planes[start : start + size], rows, query)
        exact = (distances <= radius).nonzero()[0]
        if len(exact):
            found.append((rows.take(exact) + start, distances.take(exact)))
    if not found:
        return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.uint16)
    return np.concatenate([rows for rows, _ in found]), np.concatenate([far for _, far in found])
