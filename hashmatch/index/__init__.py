"""Exact Hamming search: codes in, ids and distances out.

    hamming.py   HammingIndex: add, remove, search, nearest. Start here.
    hits.py      what a search returns
    codes.py     codes as bytes, as words and in two planes
    linear.py    the plain scan over every code

Promise: `search` and `nearest` equal brute force, always (tests/index/test_exact.py). Knows numpy and errors.
"""

from hashmatch.index.codes import Codes
from hashmatch.index.hamming import HammingIndex
from hashmatch.index.hits import Hits

__all__ = ["Codes", "HammingIndex", "Hits"]
