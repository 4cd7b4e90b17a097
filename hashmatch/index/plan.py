"""How a radius is split over the bands, and when a plain scan is cheaper.

General pigeonhole principle (Qin et al., SIGMOD 2018): cut codes into m bands and give band j a threshold t_j, -1 for
"not probed". Whenever the sum of (t_j + 1) is radius + 1, a code within the radius differs from the query in at most
t_j bits in at least one band j: if it did not, it would differ in at least t_j + 1 bits in each, radius + 1 together.
So any split finds everything, and the split is chosen by cost alone.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

import numpy as np

from hashmatch.index.bands import MAX_BAND_BITS, band_widths

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hashmatch.index.bands import Bands
    from hashmatch.index.codes import Planes


MOST_BANDS = 64
"""More bands than this are never worth their memory."""


@dataclass(frozen=True, slots=True, eq=False)  # told apart by identity, which hashes quickest
class Tuning:
    """The costs of each kind of work on this machine, and the sizes at which the index changes its strategy.

    No value changes an answer. Times are in nanoseconds.
    """

    probe: float = 9.0  # look up one bucket
    candidate: float = 28.0  # fetch one row and compare its code
    scanned_word: float = 0.55  # compare one word of the first plane in a plain scan
    call: float = 40_000.0  # one pass of probing, whatever its size
    surprise: float = 4.0  # the split is planned again for a query with so many times the expected candidates
    banded_from: int = 6_000  # rows; below, a scan is always cheaper
    tail_rows: int = 16_384  # rows added one by one before they become a segment
    bytes_per_code: int = 216  # memory for codes and bands

    def scan(self, rows: int, words: int) -> float:
        """Return what a plain scan costs, with `words` in the first plane."""
        return rows * words * self.scanned_word + self.call / 4


@dataclass(frozen=True, slots=True)
class Plan:
    """The buckets to probe.

    Attributes
    ----------
    thresholds : tuple of int
        Bits that may differ in each band; -1: the band is not probed.
    probes : ndarray of int64, shape (bands,)
        Number of buckets in each band.
    mask : ndarray of uint32, shape (sum of probes,)
        XOR of this and the query's key in the band is the address of a bucket: the band's base, and the bits to flip.
    surprising : float
        If a query has more candidates than this, its split is planned again.
    cost : float
        Expected time, in nanoseconds.
    """

    thresholds: tuple[int, ...]
    probes: NDArray[np.intp]
    mask: NDArray[np.uint32]
    surprising: float
    cost: float


def _split_radius(
    widths: tuple[int, ...], loads: tuple[float, ...], radius: int, tuning: Tuning, limit: float
) -> tuple[tuple[int, ...], float] | None:
    """Distribute `radius` + 1 bits over the bands, each to the band where one more bit costs least.

    Parameters
    ----------
    widths : tuple of int
    loads : tuple of float
        Rows in a bucket of each band, on average.
    limit : float
        Return None if the split costs more than this.

    Returns
    -------
    tuple or None
        Thresholds and their cost in nanoseconds; None if they cost more than `limit`.
    """
    thresholds = [-1] * len(widths)
    unit = [tuning.probe + load * tuning.candidate for load in loads]
    heap = [(cost, band) for band, cost in enumerate(unit)]
    heapq.heapify(heap)
    total = tuning.call
    for _ in range(radius + 1):
        cost, band = heap[0]
        total += cost
        if total > limit:
            return None
        thresholds[band] += 1
        more = thresholds[band] + 1
        if more > widths[band]:
            heapq.heappop(heap)
        else:
            heapq.heapreplace(heap, (comb(widths[band], more) * unit[band], band))
    return tuple(thresholds), total


@lru_cache(maxsize=256)
def _masks(width: int, threshold: int) -> NDArray[np.uint32]:
    """Return every number below ``2**width`` with at most `threshold` bits, sorted: neighbours share cache lines."""
    turned = [0] if threshold >= 0 else []
    for bits in range(1, threshold + 1):
        turned += [sum(1 << place for place in places) for places in combinations(range(width), bits)]
    return np.sort(np.array(turned, dtype=np.uint32))


def usual_loads(rows: int, widths: tuple[int, ...]) -> tuple[float, ...]:
    """Return the mean rows per bucket of each band for uniform codes."""
    return tuple(rows / (1 << width) for width in widths)


def usual_plan(bands: Bands, planes: Planes, radius: int, tuning: Tuning) -> Plan | None:
    """Return the plan for an unknown query, or None if a scan is cheaper; cached in `bands`."""
    key = (radius, tuning)
    try:
        known: Plan | None = bands.plans[key]
    except KeyError:
        limit = tuning.scan(len(planes), planes.width)
        return _remembered(bands, key, make_plan(bands, usual_loads(bands.count, bands.widths), radius, tuning, limit))
    return known


def plan_anew(bands: Bands, loads: tuple[float, ...], radius: int, tuning: Tuning, limit: float) -> Plan | None:
    """Return the plan for a query whose buckets hold `loads` rows, None beyond `limit`; cached in `bands`."""
    key = (radius, tuning, loads, limit)
    try:
        known: Plan | None = bands.plans[key]
    except KeyError:
        return _remembered(bands, key, make_plan(bands, loads, radius, tuning, limit))
    return known


def _remembered(bands: Bands, key: object, plan: Plan | None) -> Plan | None:
    if len(bands.plans) > 256:
        bands.plans.clear()
    bands.plans[key] = plan
    return plan


def make_plan(bands: Bands, loads: tuple[float, ...], radius: int, tuning: Tuning, limit: float) -> Plan | None:
    """Return the cheapest plan, or None if it costs more than `limit`."""
    split = _split_radius(bands.widths, loads, radius, tuning, limit)
    if split is None:
        return None
    thresholds, cost = split
    turned = [_masks(width, threshold) for width, threshold in zip(bands.widths, thresholds, strict=True)]
    probes = np.array([len(band) for band in turned])
    return Plan(
        thresholds,
        probes,
        np.concatenate(turned) | bands.keys.base.repeat(probes),
        surprising=tuning.surprise * float(probes @ np.array(loads)) + 500 * min(tuning.surprise, 1),
        cost=cost,
    )


def best_widths(rows: int, bits: int, radius: int, tuning: Tuning) -> tuple[int, ...]:
    """Choose the band widths for codes of `bits` and searches at about `radius`, within `tuning`'s memory per code.

    Empty beyond 1664 bits: 32 bits could not number so many bands' rows, and a scan is as good there.
    """
    fewest = -(-bits // MAX_BAND_BITS)
    if fewest > MOST_BANDS:
        return ()
    best: tuple[float, tuple[int, ...]] | None = None
    most = min(bits, MOST_BANDS)
    for count in range(fewest, most + 1):
        widths = band_widths(bits, count)
        size = bits / 8 + 4 * count + 4 * sum(1 << width for width in widths) / rows
        if size > tuning.bytes_per_code:
            continue
        split = _split_radius(widths, usual_loads(rows, widths), radius, tuning, float("inf"))
        if split and (best is None or split[1] < best[0]):
            best = split[1], widths
        elif count > radius + 1:
            break  # further bands would not be probed
    return best[1] if best else band_widths(bits, most)
