"""Bands to candidates to rows found: the only hot loop, and it has no loop.

Probes, candidates and survivors of all queries are flat arrays side by side. The reads of one stage do not depend on
each other, so that memory answers many at a time: a chain of dependent reads was several times slower.
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
    """Return 0, 1, ... as a view where possible: making it anew costs as much as using it."""
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
    """Return how many rows there are up to and with each bucket."""
    return size.cumsum(dtype=np.uint32)


def gather(
    rows: Column[np.uint32], end: NDArray[np.uint32], size: NDArray[np.uint32], total: NDArray[np.uint32]
) -> NDArray[np.uint32]:
    """Return what lies in the buckets, one bucket after the other; uses up `total`, their `running` size."""
    np.subtract(end, total, total)  # modulo 2**32, and so is what follows: every place is below that
    place = total.repeat(size)
    place += numbers(len(place))
    return rows.take(place)


def probe_one(planes: Planes, bands: Bands, plan: Plan, query: Words, radius: int) -> list[tuple[int, int]] | None:
    """Return (distance, row) of the rows within `radius` of one query (w,), where they are a handful, as usual.

    None, and nothing is said, where the buckets are fuller than `plan` expects or more rows than a handful are left.
    """
    machine = kernels()
    if machine is not None and (arrays := _checked(planes, bands)) is not None:
        found = np.empty((MOST_REPEATS, 2), dtype=np.int64)
        most = int(min(plan.surprising, 2**62))
        layout = bands.keys.layout
        own = query.copy()  # a view of the caller's memory may be of another type to the machine code: not writeable
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
    """Return table, rows and planes for the machine code, once all of them are known to be as they were written."""
    table, rows, first = bands.table.checked, bands.rows.checked, planes.first.checked
    if table is None or rows is None or first is None:
        return None
    second = first[:0] if planes.second is None else planes.second.checked
    if second is None:
        return None
    return table, rows, first.view(np.uint64), second.view(np.uint64)


def _compare_handful(planes: Planes, rows: set[int], query: Words, radius: int) -> list[tuple[int, int]] | None:
    """Compare few rows; Python's own integers are quicker at that than twenty numpy calls. None if they are many."""
    if len(rows) > HANDFUL:
        return None
    wanted = int.from_bytes(query.tobytes())
    compared = [((planes.code(row) ^ wanted).bit_count(), row) for row in rows]
    return [found for found in compared if found[0] <= radius]


def compare(planes: Planes, rows: NDArray[np.uint32], query: Words, radius: int) -> Found:
    """Keep the rows within `radius` of one query, each once, in order."""
    width = planes.width
    words = planes.first.take(rows).view(np.uint64)
    words ^= repeat(query[:width], len(rows))
    rows = each_once(rows.take(within(words, width, radius).nonzero()[0]), len(planes))
    distances = distances_at(planes, rows, query)
    near = (distances <= radius).nonzero()[0]
    return rows.take(near).astype(np.intp, copy=False), distances.take(near)


def each_once(rows: NDArray[np.uint32], count: int) -> NDArray[np.uint32]:
    """Sort `rows` below `count` and drop repeats; a code close to the query turns up in many bands."""
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
    """Keep the rows within `radius` of the query that asked for them: (query, row, distance), each once, in order."""
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
