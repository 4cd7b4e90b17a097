"""Find one segment's rows within a radius in the cheapest way; every way finds the same rows."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from hashmatch.index.linear import distances_at, scan
from hashmatch.index.plan import Plan, plan_anew, usual_loads, usual_plan
from hashmatch.index.probe import buckets, compare, compare_many, each_once, gather, running

if TYPE_CHECKING:
    from collections.abc import Callable

    from hashmatch.index.bands import Bands
    from hashmatch.index.codes import Planes, Words
    from hashmatch.index.linear import Found
    from hashmatch.index.plan import Tuning

FoundByMany: TypeAlias = tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.uint16]]
"""Query, row and distance of each row found, by query and row."""

PROBES_AT_ONCE = 1 << 17
"""Probes in one pass of a batch, so that its arrays stay in the second-level cache."""


@dataclass(frozen=True, slots=True)
class SearchStep:
    """How one segment was searched.

    Attributes
    ----------
    way : "bands", "bands split anew", "scan" or "chosen rows"
    why : str
        The expected cost of this way, and that of a scan.
    rows : int
        In the segment.
    found : int
    seconds : float
    thresholds : tuple of int
        Bits that were allowed to differ in each band, -1 if it was not probed; empty without bands.
    probes, candidates : int
        Buckets probed, and rows compared.
    """

    way: str
    why: str
    rows: int
    found: int
    seconds: float
    thresholds: tuple[int, ...]
    probes: int
    candidates: int


class Search(NamedTuple):
    """A search of one segment."""

    planes: Planes
    bands: Bands | None
    radius: int
    tuning: Tuning
    allowed: NDArray[np.bool_] | None = None
    steps: list[SearchStep] | None = None

    def scan_cost(self) -> float:
        """Return the expected cost of a plain scan, in nanoseconds."""
        return self.tuning.scan(len(self.planes), self.planes.width)


def rows_within(search: Search, queries: Words) -> FoundByMany:
    """Return the rows within the radius of each query."""
    bands, plan = search.bands, None
    if bands is not None:
        plan = usual_plan(bands, search.planes, search.radius, search.tuning)
    if search.allowed is not None:
        chosen = search.allowed.nonzero()[0]
        if len(chosen) * search.tuning.candidate < (plan.cost if plan else search.scan_cost()):
            return _each(queries, lambda query: _compare(search, chosen, query))
    if plan is None or bands is None:
        return _each(queries, lambda query: _scan(search, query))
    at_once = max(1, PROBES_AT_ONCE // len(plan.mask))
    if len(queries) == 1 or at_once == 1:
        return _each(queries, lambda query: _probe(search, bands, plan, query))
    parts = [_probe_many(search, bands, plan, queries[i : i + at_once]) for i in range(0, len(queries), at_once)]
    if len(parts) == 1:
        return parts[0]
    asked = [part[0] + i * at_once for i, part in enumerate(parts)]
    return np.concatenate(asked), np.concatenate([p[1] for p in parts]), np.concatenate([p[2] for p in parts])


def _each(queries: Words, one: Callable[[Words], Found]) -> FoundByMany:
    if len(queries) == 1:
        rows, distances = one(queries[0])
        return np.zeros(len(rows), dtype=np.intp), rows, distances
    found = [one(query) for query in queries]
    asked = np.arange(len(found)).repeat([len(rows) for rows, _ in found])
    if not found:
        return asked, asked, np.empty(0, dtype=np.uint16)
    return asked, np.concatenate([rows for rows, _ in found]), np.concatenate([far for _, far in found])


def _scan(search: Search, query: Words) -> Found:
    started = time.perf_counter()
    rows, distances = scan(search.planes, query, search.radius)
    if search.allowed is not None:
        keep = search.allowed.take(rows)
        rows, distances = rows[keep], distances[keep]
    _note(search, started, "scan", len(rows), (None, len(search.planes)))
    return rows, distances


def _compare(search: Search, chosen: NDArray[np.intp], query: Words) -> Found:
    started = time.perf_counter()
    distances = distances_at(search.planes, chosen, query)
    near = distances <= search.radius
    rows, distances = chosen[near], distances[near]
    _note(search, started, "chosen rows", len(rows), (None, len(chosen)))
    return rows, distances


def _probe(search: Search, bands: Bands, plan: Plan, query: Words) -> Found:
    started = time.perf_counter()
    end, size = buckets(bands, plan, query)
    total = running(size)
    candidates = int(total[-1])
    if candidates > plan.surprising:
        return _reconsider(search, bands, plan, query, size)
    found = _fetch(search, query, gather(bands.rows, end, size, total))
    _note(search, started, "bands", len(found[0]), (plan, candidates))
    return found


def _fetch(search: Search, query: Words, rows: NDArray[np.uint32]) -> Found:
    if len(rows) > len(search.planes) >> 5:  # many of them repeats: drop those before fetching codes
        rows = each_once(rows, len(search.planes))
    if search.allowed is not None:
        rows = rows[search.allowed.take(rows)]
    return compare(search.planes, rows, query, search.radius)


def _reconsider(search: Search, bands: Bands, plan: Plan, query: Words, size: NDArray[np.uint32]) -> Found:
    """Search for a query whose buckets are far fuller than usual: near black frames, a repeated code, a long video.

    There are three ways: fetch the buckets all the same; split the radius again by their true sizes, so that crowded
    bands are left out and their bits given to others; or scan. The cheapest of these is taken.
    """
    tuning = search.tuning
    candidates = int(size.sum(dtype=np.int64))
    limit = min(candidates * tuning.candidate + plan.cost, search.scan_cost())
    if limit > 2 * tuning.call:
        started = time.perf_counter()
        anew = plan_anew(bands, _true_loads(bands, plan, size), search.radius, tuning, limit)
        if anew is not None and anew.thresholds != plan.thresholds:
            end, new_size = buckets(bands, anew, query)
            total = running(new_size)
            fetched = int(total[-1])
            if fetched * tuning.candidate < limit:
                found = _fetch(search, query, gather(bands.rows, end, new_size, total))
                _note(search, started, "bands split anew", len(found[0]), (anew, fetched))
                return found
    if limit >= search.scan_cost():
        return _scan(search, query)
    started = time.perf_counter()
    end, size = buckets(bands, plan, query)
    found = _fetch(search, query, gather(bands.rows, end, size, running(size)))
    _note(search, started, "bands", len(found[0]), (plan, candidates))
    return found


def _true_loads(bands: Bands, plan: Plan, size: NDArray[np.uint32]) -> tuple[float, ...]:
    """Return the rows per bucket of each band around one query, rounded to powers of two so that plans are reused."""
    before = np.concatenate(([0], size.cumsum(dtype=np.int64)))
    rows = np.diff(before[np.concatenate(([0], plan.probes.cumsum()))])
    usual = np.array(usual_loads(bands.count, bands.widths))
    loads = np.maximum(rows / np.maximum(plan.probes, 1), usual)
    return tuple(np.exp2(np.rint(np.log2(loads))).tolist())


def _probe_many(search: Search, bands: Bands, plan: Plan, queries: Words) -> FoundByMany:
    started = time.perf_counter()
    end, size = buckets(bands, plan, queries)
    candidates = size.sum(axis=1, dtype=np.int64)
    crowded = (candidates > plan.surprising).nonzero()[0]
    apart = [_reconsider(search, bands, plan, queries[i], size[i].copy()) for i in crowded]
    size[crowded] = 0
    candidates[crowded] = 0
    rows = gather(bands.rows, end.ravel(), size.ravel(), running(size))
    asked = np.arange(len(queries)).repeat(candidates)
    if search.allowed is not None:
        keep = search.allowed.take(rows)
        rows, asked = rows[keep], asked[keep]
    asked, found, distances = compare_many(search.planes, rows, asked, queries, search.radius)
    _note(search, started, "bands", len(found), (plan, int(candidates.sum())))
    if not apart:
        return asked, found, distances
    asked = np.concatenate([asked, crowded.repeat([len(rows) for rows, _ in apart])])
    order = asked.argsort(kind="stable")
    found = np.concatenate([found, *(rows for rows, _ in apart)])
    distances = np.concatenate([distances, *(far for _, far in apart)])
    return asked[order], found[order], distances[order]


def _note(search: Search, started: float, way: str, found: int, work: tuple[Plan | None, int]) -> None:
    if search.steps is None:
        return
    seconds = time.perf_counter() - started
    plan, candidates = work
    thresholds, probes = (plan.thresholds, len(plan.mask)) if plan else ((), 0)
    why = f"scan {search.scan_cost() / 1000:.0f} us expected"
    if plan:
        why = f"{plan.cost / 1000:.0f} us expected, {why}"
    search.steps.append(SearchStep(way, why, len(search.planes), found, seconds, thresholds, probes, candidates))
