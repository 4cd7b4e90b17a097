"""Probe the bands: buckets, candidates, rows within the radius. This is the hot path.

Probes, candidates and survivors of all queries are flat arrays, without a Python loop. The reads of one stage do not
depend on each other, so that the memory serves many at a time; a chain of dependent reads was several times slower.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hashmatch.index.accelerate import kernels
from hashmatch.index.codes import as_items
from hashmatch.index.linear import bit_sums, distances_at, repeat, within

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hashmatch.index.bands import Bands
    from hashmatch.index.codes import Planes, Words
    from hashmatch.index.column import Column
    from hashmatch.index.linear import Found
    from hashmatch.index.plan import Plan

HANDFUL = 16
MOST_REPEATS = 256

_numbers = np.arange(1 << 16, dtype=np.uint32)


def numbers(count: int) -> NDArray[np.uint32]:
    """Return 0, 1, ... as a view where possible, because making the array costs as much as using it."""
    return _numbers[:count] if count <= len(_numbers) else np.arange(count, dtype=np.uint32)


def buckets(bands: Bands, plan: Plan, words: Words) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return where the probed buckets of one query (w,) or of many (q, w) end, and how many rows each has."""
    address = bands.keys.of_codes(words).repeat(plan.probes, axis=-1)
    address ^= plan.mask
    size = bands.table.take(address)
    address += 1
    end = bands.table.take(address)
    np.subtract(end, size, size)
    return end, size


def running(size: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return the cumulative number of rows up to and including each bucket."""
    return size.cumsum(dtype=np.uint32)


def gather(
    rows: Column[np.uint32], end: NDArray[np.uint32], size: NDArray[np.uint32], total: NDArray[np.uint32]
) -> NDArray[np.uint32]:
    """Return the rows of the buckets, one bucket after the other; overwrites `total`, their `running` size."""
    np.subtract(end, total, total)  # modulo 2**32, like the next line: every place is below that
    place = total.repeat(size)
    place += numbers(len(place))
    return rows.take(place)


def probe_one(planes: Planes, bands: Bands, plan: Plan, query: Words, radius: int) -> list[tuple[int, int]] | None:
    """Return (distance, row) of the rows within `radius` of one query (w,) if they are few, which is the usual case.

    Returns None, and records no step, if the buckets hold more rows than `plan` expected, or too many rows are left.
    """
    machine = kernels()
    if machine is not None and (arrays := _checked(planes, bands)) is not None:
        found = np.empty((MOST_REPEATS, 2), dtype=np.int64)
        most = int(min(plan.surprising, 2**62))
        layout = bands.keys.layout
        own = query.copy()  # a view of the caller's memory may be read-only, which is another type for the machine code
        kept = machine.probe(*arrays, own, layout, plan.probes, plan.mask, len(planes), radius, most, found)
        return None if kept < 0 else list(set(map(tuple, found[:kept].tolist())))
    end, size = buckets(bands, plan, query)
    total = running(size)
    if total[-1] > plan.surprising:
        return None
    rows = gather(bands.rows, end, size, total)
    words = planes.first.take(rows).view(np.uint64)
    words ^= repeat(query[: planes.width], len(rows))
    rows = rows.take(within(words, planes.width, radius).nonzero()[0])
    return _compare_handful(planes, set(rows.tolist()), query, radius) if len(rows) <= MOST_REPEATS else None


def _checked(planes: Planes, bands: Bands) -> tuple[NDArray[np.uint32], NDArray[np.uint32], Words, Words] | None:
    """Return table, rows and planes for the machine code, or None while blocks of them are unchecked."""
    table, rows, first = bands.table.checked, bands.rows.checked, planes.first.checked
    if table is None or rows is None or first is None:
        return None
    second = first[:0] if planes.second is None else planes.second.checked
    if second is None:
        return None
    return table, rows, first.view(np.uint64), second.view(np.uint64)


def _compare_handful(planes: Planes, rows: set[int], query: Words, radius: int) -> list[tuple[int, int]] | None:
    """Compare few rows with Python's integers, which is faster than twenty numpy calls. None if they are many."""
    if len(rows) > HANDFUL:
        return None
    wanted = int.from_bytes(query.tobytes())
    compared = [((planes.code(row) ^ wanted).bit_count(), row) for row in rows]
    return [found for found in compared if found[0] <= radius]


def compare(planes: Planes, rows: NDArray[np.uint32], query: Words, radius: int) -> Found:
    """Keep the rows within `radius` of one query: each once, ascending."""
    width = planes.width
    words = planes.first.take(rows).view(np.uint64)
    words ^= repeat(query[:width], len(rows))
    rows = each_once(rows.take(within(words, width, radius).nonzero()[0]), len(planes))
    distances = distances_at(planes, rows, query)
    near = (distances <= radius).nonzero()[0]
    return rows.take(near).astype(np.intp, copy=False), distances.take(near)


def each_once(rows: NDArray[np.uint32], count: int) -> NDArray[np.uint32]:
    """Sort `rows` below `count` and drop repeats: several bands find a code that is close to the query."""
    if len(rows) > count >> 6:  # marking every row of the index beats a sort
        marked = np.zeros(count, dtype=np.bool_)
        marked[rows] = True
        return marked.nonzero()[0].astype(np.uint32)
    rows = np.sort(rows)
    first = np.empty(len(rows), dtype=np.bool_)
    first[:1] = True
    np.not_equal(rows[1:], rows[:-1], out=first[1:])
    return rows[first]


def compare_many(
    planes: Planes, rows: NDArray[np.uint32], asked: NDArray[np.intp], queries: Words, radius: int
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.uint16]]:
    """Keep the rows within `radius` of their query: (query, row, distance), each once, ascending."""
    width = planes.width
    words = planes.first.take(rows).view(np.uint64)
    words ^= as_items(queries[:, :width]).take(asked).view(np.uint64)
    keep = within(words, width, radius).nonzero()[0]
    pairs = np.unique((asked.take(keep) << 32) | rows.take(keep))
    asked, found = pairs >> 32, pairs & 0xFFFFFFFF
    distances = np.zeros(len(found), dtype=np.uint16)
    start = 0
    for column in planes.columns():
        width = column.dtype.itemsize // 8
        words = column.take(found).view(np.uint64)
        words ^= as_items(queries[:, start : start + width]).take(asked).view(np.uint64)
        distances += bit_sums(words, width)
        start += width
    near = (distances <= radius).nonzero()[0]
    return asked.take(near), found.take(near), distances.take(near)
