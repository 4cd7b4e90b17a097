"""The hot loops as machine code, for accelerate.py: numba compiles them once and keeps the result on disk.

The steps are those of probe.py and linear.py. Machine code reads memory without bounds checks of its own, so each
address is compared with the end of its array. If one lies beyond, the loop returns TOO_MANY, and the caller takes the
numpy path, which raises the error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numba
import numpy as np
from numba import types
from numba.extending import intrinsic

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hashmatch.index.codes import Words

TOO_MANY = -1
BLOCK = 512
ROOM = 4 * BLOCK


def _ones(_context: Any, _number: Any) -> tuple[Any, Any]:
    """Count bits with the processor's own instruction."""
    return types.int64(types.uint64), lambda _context, builder, _signature, arguments: builder.ctpop(arguments[0])


ones: Any = intrinsic(_ones)
compiled: Any = numba.njit(cache=True, nogil=True)


def _look_up(
    table: NDArray[np.uint32],
    query: Words,
    layout: NDArray[np.uint64],
    probes: NDArray[np.intp],
    masks: NDArray[np.uint32],
    buckets: NDArray[np.int64],
) -> int:
    """Write begin and end of each probed bucket into `buckets` (2, probes); return how many rows they hold."""
    at, total = 0, 0
    for band in range(len(probes)):
        word, shift, next_word, next_shift, mask = layout[:, band]
        key = query[np.int64(word)] >> shift
        if next_shift < 64:
            key |= query[np.int64(next_word)] << next_shift
        key &= mask
        for _ in range(probes[band]):
            address = np.int64(key ^ np.uint64(masks[at]))
            if address + 1 >= len(table):
                return TOO_MANY
            begin, end = int(table[address]), int(table[address + 1])
            buckets[0, at], buckets[1, at] = begin, end
            total += end - begin
            at += 1
    return total


look_up = compiled(_look_up)


def _distance(plane: Words, row: int, width: int, query: Words, word: int) -> int:
    bits = 0
    for i in range(width):
        bits += ones(plane[row * width + i] ^ query[word + i])
    return bits


distance = compiled(_distance)


def _probe(
    table: NDArray[np.uint32],
    rows: NDArray[np.uint32],
    first: Words,
    second: Words,
    query: Words,
    layout: NDArray[np.uint64],
    probes: NDArray[np.intp],
    masks: NDArray[np.uint32],
    count: int,
    radius: int,
    most: int,
    found: NDArray[np.int64],
) -> int:
    """Write (distance, row) of the buckets' rows within `radius` into `found`, with repeats; return how many.

    The stages follow each other, so that the reads within a stage do not wait for each other.
    """
    buckets = np.empty((2, len(masks)), np.int64)
    total = look_up(table, query, layout, probes, masks, buckets)
    if total < 0 or total > most:
        return TOO_MANY
    candidates = np.empty(total, np.int64)
    filled = 0
    for at in range(len(masks)):
        begin, end = buckets[0, at], buckets[1, at]
        if begin > end or end > len(rows) or filled + end - begin > total:
            return TOO_MANY
        for place in range(begin, end):
            candidates[filled] = rows[place]
            filled += 1
    width, more, kept = len(first) // count, len(second) // count, 0
    for candidate in range(filled):
        row = candidates[candidate]
        if row >= count:
            return TOO_MANY
        bits = distance(first, row, width, query, 0)
        if bits <= radius:
            bits += distance(second, row, more, query, width)
            if bits <= radius:
                if kept == len(found):
                    return TOO_MANY
                found[kept, 0], found[kept, 1] = bits, row
                kept += 1
    return kept


probe = compiled(_probe)


def _count_block(block: Words, width: int, query: Words, bits: NDArray[np.uint8]) -> int:
    """Write the distance of each row of `block` into `bits`, modulo 256, and return the least.

    There is one loop for each number of words, without a branch in it, so that the compiler can count eight words at a
    time.
    """
    size = len(block) // width
    if width == 1:
        one = query[0]
        for i in range(size):
            bits[i] = ones(block[i] ^ one)
    elif width == 2:
        one, two = query[0], query[1]
        for i in range(size):
            bits[i] = ones(block[2 * i] ^ one) + ones(block[2 * i + 1] ^ two)
    else:
        for i in range(size):
            bits[i] = distance(block, i, width, query, 0)
    least = 255
    for i in range(size):
        least = min(least, int(bits[i]))
    return least


count_block = compiled(_count_block)


def _scan(first: Words, width: int, query: Words, radius: int) -> tuple[NDArray[np.intp], NDArray[np.uint16]]:
    """Return every row whose first plane is within `radius`, and its distance there modulo 256."""
    rows, distances = np.empty(ROOM, np.intp), np.empty(ROOM, np.uint16)
    kept = 0
    bits = np.empty(BLOCK, np.uint8)
    for start in range(0, len(first) // width, BLOCK):
        block = first[start * width : (start + BLOCK) * width]
        if count_block(block, width, query, bits) > radius:
            continue
        if kept + BLOCK > len(rows):
            rows, distances = np.concatenate((rows, rows)), np.concatenate((distances, distances))
        for i in range(len(block) // width):
            if bits[i] <= radius:
                rows[kept], distances[kept] = start + i, bits[i]
                kept += 1
    return rows[:kept], distances[:kept]


scan = compiled(_scan)
