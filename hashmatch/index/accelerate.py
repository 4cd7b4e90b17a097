"""Search with machine code if numba is installed (extra ``fast``): the same answers, faster.

Importing numba takes as long as ten thousand searches, and compiling, once on each machine, several seconds. Searches
therefore start with numpy; after many of them a background thread loads the machine code. ``HASHMATCH_NO_NUMBA=1``
switches it off.
"""

from __future__ import annotations

import os
import threading
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

import numpy as np

SWITCH = "HASHMATCH_NO_NUMBA"
MANY = 2_000
"""Number of searches after which the machine code is loaded."""

_countdown = iter(range(MANY))  # taking the next of a range is safe among threads
_kernels: Any = None


def kernels() -> Any:
    """Return the module of compiled loops, or None if it is not loaded yet, not installed or switched off."""
    if _kernels is None and next(_countdown, None) == MANY - 1 and _wanted():
        threading.Thread(target=load, name="hashmatch-compile").start()
    return _kernels


def _wanted() -> bool:
    """Tell whether numba is installed and not switched off."""
    return not os.environ.get(SWITCH) and find_spec("numba") is not None


def load() -> bool:
    """Load the machine code now; return whether it is available."""
    global _kernels  # noqa: PLW0603  one for the process, like the module it names
    if _wanted():
        _kernels = _compiled()
    return _kernels is not None


def unload() -> None:
    """Go back to numpy."""
    global _kernels  # noqa: PLW0603  see `load`
    _kernels = None


@lru_cache(maxsize=1)
def _compiled() -> Any:
    """Import the loops and call each once with the types of a search, so that no search waits for the compiler."""
    from hashmatch.index import kernels as module

    word, number, place = np.zeros(1, np.uint64), np.zeros(2, np.uint32), np.zeros(1, np.intp)
    for writable in (True, False):  # files are mapped read-only, which is a type of its own
        for array in (word, number):
            array.flags.writeable = writable
        layout, query = np.zeros((5, 1), np.uint64), np.zeros(1, np.uint64)
        masks, found = np.zeros(1, np.uint32), np.zeros((1, 2), np.int64)
        module.probe(number, number, word, word, query, layout, place, masks, 1, 0, 0, found)
        module.scan(word, 1, query, 0)
    return module
