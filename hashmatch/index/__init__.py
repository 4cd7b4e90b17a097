"""Exact Hamming search: codes in, ids and distances out.

    hamming.py         HammingIndex: add, remove, search, nearest, merge, save, open. Start here.
    hits.py            Hits: what a search found
    search_report.py   SearchReport: what a search did, and why

    snapshot.py        one state of an index, and a search of it
    segment_search.py  one segment's rows within a radius, in whichever way is cheapest
    plan.py            how a radius is split over the bands, and when a plain scan is cheaper
    calibration.py     what each kind of work costs on this machine
    probe.py           bands: buckets, candidates, survivors. The hot loop.
    linear.py          the plain scan over every code
    nearest.py         the k nearest
    accelerate.py kernels.py   probing and scanning as machine code, where numba is installed

    growth.py          how one state becomes the next
    segment.py bands.py id_rows.py tail.py   what a state is made of
    codes.py ids.py    codes as bytes, as words and in two planes; ids as arrays
    column.py          an array in memory or in a mapped file

    store.py           the folder on disk: save and open; FORMAT.md says every byte
    manifest.py        the list of files that make up a version
    files.py lock.py   array files with checksums of their blocks; one writer at a time

Promise: `search` and `nearest` equal brute force, always (tests/index/test_exact.py). Knows numpy, files and errors.
"""

from hashmatch.index.calibration import calibrate
from hashmatch.index.codes import Codes
from hashmatch.index.hamming import HammingIndex, Merging
from hashmatch.index.hits import Hits
from hashmatch.index.plan import Tuning
from hashmatch.index.search_report import SearchReport

__all__ = ["Codes", "HammingIndex", "Hits", "Merging", "SearchReport", "Tuning", "calibrate"]
