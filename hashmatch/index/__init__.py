"""Exact Hamming search: codes in, ids and distances out.

    hamming.py         HammingIndex: add, remove, search, nearest, merge. Start here.
    snapshot.py        one state of an index, and a search of it
    segment_search.py  one segment's rows within a radius, in whichever way is cheapest
    plan.py            how a radius is split over the bands, and when a plain scan is cheaper
    calibration.py     what work costs on this machine
    probe.py           bands: buckets, candidates, survivors. The hot loop.
    linear.py          the plain scan over every code
    nearest.py         the k nearest
    hits.py            Hits: what a search gives; ids.py: ids as they are given
    search_report.py   SearchReport: what a search did, and why
    growth.py          how one state becomes the next
    segment.py         what a state is made of, with bands.py, id_rows.py and tail.py
    accelerate.py      probing and scanning as machine code, where numba is installed; kernels.py is that code
    codes.py           codes as bytes, as words and in two planes
    column.py          one array, in memory or in a file whose blocks are checked when they are first read
    store.py           an index in a folder: manifest.py, files.py, lock.py. FORMAT.md says every byte.

Promise: `search` and `nearest` equal brute force, always (tests/index/test_exact.py). Knows numpy, files and errors.
"""

from hashmatch.index.calibration import calibrate
from hashmatch.index.codes import Codes
from hashmatch.index.hamming import HammingIndex, Merging
from hashmatch.index.hits import Hits
from hashmatch.index.plan import Tuning
from hashmatch.index.search_report import SearchReport

__all__ = ["Codes", "HammingIndex", "Hits", "Merging", "SearchReport", "Tuning", "calibrate"]
