"""Hash many windows of one picture together: parts of it, extensions, or parts with repeated edges.

Windows with the same rows or columns share the work. The bits are those of hashing the pixels of each window.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hashmatch.hashing.pdq.axis import SAMPLES, Floats, Span, weights_of
from hashmatch.hashing.pdq.filter import Group, Plane, Window, fold_columns, fold_rows, grouped
from hashmatch.hashing.pdq.transform import DCT, MEDIAN, coefficients, quality_of

CLOSE = 0.5


class Prints(NamedTuple):
    """The hashes of n windows, and measures of how much structure each has."""

    codes: NDArray[np.uint8]  # (n, 32)
    qualities: NDArray[np.int64]  # (n,) 0 to 100
    contrasts: Floats  # (n, 2) median and mean distance of the coefficients from their median
    terms: Floats  # (n, 16, 16) of the DCT
    crowds: NDArray[np.int64]  # (n,) coefficients within `CLOSE` of the median: many in regular designs


def sample_windows(plane: Plane, windows: Sequence[Window], *, mirrored: int = 0) -> Floats:
    """Return the samples of each window, then of the first `mirrored` windows mirrored: (n + mirrored, 64, 64)."""
    channels = plane.pixels.shape[2] if plane.pixels.ndim == 3 else 1
    stored = plane.pixels.reshape(plane.pixels.shape[0], -1)
    folded = {span: fold_rows(stored, parts) for span, parts in _parts(plane, (each.rows for each in windows)).items()}
    both, one = ([each.columns for each in part] for part in (windows[:mirrored], windows[mirrored:]))
    both_ways = _parts(plane, both, mirrored=True, channels=channels)
    one_way = _parts(plane, one, channels=channels)
    found = np.empty((len(windows) + mirrored, SAMPLES, SAMPLES), np.float32)
    for number, window in enumerate(windows):
        if number < mirrored:
            samples = fold_columns(folded[window.rows], both_ways[window.columns])
            found[number], found[len(windows) + number] = samples[:, :SAMPLES], samples[:, SAMPLES:]
        else:
            found[number] = fold_columns(folded[window.rows], one_way[window.columns])
    return found


def _parts(
    plane: Plane, spans: Iterable[Span], *, mirrored: bool = False, channels: int = 1
) -> dict[Span, tuple[Group, ...]]:
    """Return the groups of each distinct span, computed together."""
    distinct = list(dict.fromkeys(spans))
    if not distinct:
        return {}
    ways = [weights_of(distinct, plane.scale)]
    if mirrored:
        ways.append(weights_of(distinct, plane.scale, mirrored=True))
    return {
        span: grouped(each, -(-span.high // plane.scale), lines=SAMPLES, channels=channels)
        for span, *each in zip(distinct, *ways, strict=True)
    }


def prints_of(samples: Floats) -> Prints:
    """Return the hashes of samples, (n, 64, 64)."""
    return prints_of_terms(coefficients(samples), np.array([quality_of(each).value for each in samples], np.int64))


def prints_of_terms(terms: Floats, qualities: NDArray[np.int64]) -> Prints:
    """Return the hashes of DCT terms, (n, 16, 16), with their qualities, (n,)."""
    flat = terms.reshape(len(terms), DCT.shape[0] ** 2)
    medians = np.partition(flat, MEDIAN, axis=1)[:, MEDIAN : MEDIAN + 1]
    far = np.abs(flat - medians)
    middle = np.partition(far, (MEDIAN, MEDIAN + 1), axis=1)[:, MEDIAN : MEDIAN + 2].mean(axis=1)
    contrasts = np.stack([middle, far.mean(axis=1)], axis=1)
    codes = np.packbits((flat > medians)[:, ::-1], axis=1)
    return Prints(codes, qualities, contrasts, terms, np.count_nonzero(far < CLOSE, axis=1))
