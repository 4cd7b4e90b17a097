"""Reproduce the reference's rounding: the same float32 operations in the same order.

In flat pictures and perfectly symmetric icons the middle terms are equal in theory, so the reference's bits are the
rounding noise of its running sums. Hash lists contain such bits; to match them, the same sums run in the same order.
Source: `facebook/ThreatExchange`, pdq/cpp (downscaling.cpp, pdqhashing.cpp), and pdqhash 0.2.8, which builds it.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hashmatch.hashing.pdq.axis import SAMPLES, Floats, sampled_positions
from hashmatch.hashing.pdq.transform import DCT

BLOCK = 1 << 18  # values summed at once: bounds the extra memory


class RunningSum(NamedTuple):
    """One box pass: the inputs that a running sum adds (+) or subtracts (-), and the steps after which it is read."""

    inputs: NDArray[np.int64]
    signs: Floats
    read_after: NDArray[np.int64]
    counts: Floats  # inputs in the box at each reading


@lru_cache(maxsize=32)
def _running_sum(n: int) -> RunningSum:
    """Return the steps of the reference's box pass over `n` values: the box grows, slides and shrinks."""
    width = (n + 127) // 128
    half = (width + 2) // 2
    enter, leave = np.arange(n), np.arange(n - 1)
    slide = np.column_stack([enter[width:], leave[: n - width]]).ravel()
    shrink = leave[n - width : n - width + half - 1]
    inputs = np.concatenate([enter[:width], slide, shrink])
    signs = np.ones(len(inputs), np.float32)
    signs[width + 1 : width + 2 * (n - width) : 2] = -1
    signs[width + 2 * (n - width) :] = -1
    growing = np.arange(half - 1, width)
    sliding = width + 1 + 2 * np.arange(n - width)
    shrinking = width + 2 * (n - width) + np.arange(half - 1)
    counts = np.concatenate([growing + 1, np.full(n - width, width), width - 1 - np.arange(half - 1)])
    return RunningSum(inputs, signs, np.concatenate([growing, sliding, shrinking]), counts.astype(np.float32))


def _box(lines: Floats, at: NDArray[np.int64] | None = None) -> Floats:
    """Blur each row of `lines` once, in blocks of rows; return all columns, or those `at`."""
    steps = _running_sum(lines.shape[1])
    read, counts = steps.read_after, steps.counts
    if at is not None:
        read, counts = read[at], counts[at]
    out = np.empty((len(lines), len(read)), np.float32)
    rows = max(1, BLOCK // len(steps.inputs))
    for i in range(0, len(lines), rows):
        signed = lines[i : i + rows].take(steps.inputs, axis=1)
        signed *= steps.signs
        sums = np.add.accumulate(signed, axis=1, dtype=np.float32)
        np.divide(sums.take(read, axis=1), counts, out=out[i : i + rows])
    return out


def reference_samples(pixels: NDArray[np.uint8]) -> Floats:
    """Return the 64 x 64 samples of uint8 pixels (h, w) or (h, w, 3), rounded as the reference rounds."""
    luma = _reference_luma(pixels)
    height, width = luma.shape
    rows, columns = sampled_positions(height), sampled_positions(width)
    if (height, width) == (SAMPLES, SAMPLES):
        return luma
    once = _box(_box(luma).T.copy()).T.copy()
    twice = _box(once, columns)
    return _box(twice.T.copy(), rows).T.copy()


def _reference_luma(pixels: NDArray[np.uint8]) -> Floats:
    """Return luma as float32 (h, w), summed in double precision and rounded once."""
    if pixels.ndim == 2:
        gray = np.arange(256)
        table: Floats = (gray * 0.299 + gray * 0.587 + gray * 0.114).astype(np.float32)
        return table[pixels]
    out = np.empty(pixels.shape[:2], np.float32)
    rows = max(1, BLOCK // pixels.shape[1])
    for i in range(0, len(pixels), rows):
        red, green, blue = np.moveaxis(pixels[i : i + rows], 2, 0)
        out[i : i + rows] = red * 0.299 + green * 0.587 + blue * 0.114
    return out


def reference_coefficients(samples: Floats) -> Floats:
    """Return the 16 x 16 terms, each summed from left to right."""
    half = np.add.accumulate(DCT[:, :, None] * samples[None], axis=1, dtype=np.float32)[:, -1]
    terms: Floats = np.add.accumulate(half[:, None, :] * DCT[None], axis=2, dtype=np.float32)[:, :, -1]
    return terms
