"""Measure what a search costs on this machine, in a fraction of a second, and keep it for later runs."""

from __future__ import annotations

import json
import math
import platform
import time
from functools import lru_cache, partial
from typing import TYPE_CHECKING

import numpy as np

from hashmatch.files.durable import replace_file
from hashmatch.index.bands import band_widths, build_bands
from hashmatch.index.codes import Planes
from hashmatch.index.linear import scan
from hashmatch.index.plan import Tuning, make_plan, usual_loads
from hashmatch.index.probe import buckets, compare, gather, running

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hashmatch.index.bands import Bands
    from hashmatch.index.codes import Words
    from hashmatch.index.plan import Plan

VERSION = 1
ROWS = 100_000
MEASURED = ("probe", "candidate", "scanned_word", "call")


@lru_cache(maxsize=1)
def usual_tuning() -> Tuning:
    """Return the costs measured on this machine, or else those of the developers' machine."""
    return kept(_default_path()) or Tuning()


def calibrate(path: Path | None = None) -> Tuning:
    """Measure the costs on this machine and keep them; every index without a `tuning` of its own plans with them.

    Parameters
    ----------
    path : Path, optional
        The file to keep them in; by default in the user's cache folder.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    path = path or _default_path()
    tuning = _measure()
    path.parent.mkdir(parents=True, exist_ok=True)
    costs = {name: getattr(tuning, name) for name in MEASURED}
    replace_file(path, json.dumps({"version": VERSION, "machine": _machine(), "costs": costs}).encode())
    usual_tuning.cache_clear()
    return tuning


def kept(path: Path) -> Tuning | None:
    """Return the costs kept at `path`, or None if the file is missing, damaged or of another machine."""
    try:
        found = json.loads(path.read_bytes())
        if found["version"] != VERSION or found["machine"] != _machine():
            return None
        costs = {name: float(found["costs"][name]) for name in MEASURED}
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return _tuning(costs) if all(0 < cost < math.inf for cost in costs.values()) else None


def _tuning(costs: dict[str, float]) -> Tuning:
    return Tuning(costs["probe"], costs["candidate"], costs["scanned_word"], costs["call"])


def _default_path() -> Path:
    """Return the file in which the costs are kept."""
    from platformdirs import user_cache_path

    return user_cache_path("hashmatch") / "index-costs.json"


def _machine() -> list[str]:
    return [platform.node(), platform.machine(), platform.processor(), platform.python_version(), np.__version__]


def _measure() -> Tuning:
    """Time searches of uniform codes, with full buckets and with empty ones, and fit the costs to the times.

    A search takes a fixed time, and more for each bucket and each row compared: least squares finds the three.
    """
    rng = np.random.default_rng(0)
    words = rng.integers(0, 2**64, (ROWS, 4), dtype=np.uint64)
    queries = rng.integers(0, 2**64, (15, 4), dtype=np.uint64)
    planes = Planes.of(words)
    usual, work, taken = Tuning(), [], []
    for count in (20, 15):  # bands: of 13 bits with a dozen rows in a bucket, and of 17 or 18 with less than one
        bands = build_bands(words, band_widths(256, count))
        loads = usual_loads(ROWS, bands.widths)
        for radius in (7, 15, 23, 31):
            plan = make_plan(bands, loads, radius, usual, math.inf)
            if plan is None:
                continue  # cannot happen: there is no limit
            work.append((len(plan.mask), float(plan.probes @ np.array(loads)), 1.0))
            taken.append(_median_ns(partial(_probe, planes, bands, plan, radius), queries))
    weights = 1 / np.array(taken)  # relative errors count, for short and long searches alike
    costs, *_ = np.linalg.lstsq(np.array(work) * weights[:, None], np.ones(len(work)), rcond=None)
    measured = dict(zip(("probe", "candidate", "call"), costs.tolist(), strict=True))
    measured["scanned_word"] = _median_ns(lambda query: scan(planes, query, 31), queries) / (ROWS * planes.width)
    # On a busy machine a cost may come out as zero or negative.
    return _tuning({name: max(cost, getattr(usual, name) / 10) for name, cost in measured.items()})


def _probe(planes: Planes, bands: Bands, plan: Plan, radius: int, query: Words) -> None:
    end, size = buckets(bands, plan, query)
    compare(planes, gather(bands.rows, end, size, running(size)), query, radius)


def _median_ns(work: Callable[[Words], object], queries: Words) -> float:
    taken = []
    for query in queries:
        started = time.perf_counter_ns()
        work(query)
        taken.append(time.perf_counter_ns() - started)
    return float(np.median(taken))
