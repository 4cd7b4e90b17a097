"""The reference's blur and sampling, as weights.

It blurs twice with a box along each axis and then takes 64 rows and columns. All of that is linear and separable: each
of the 64 samples of an axis is a weighted sum of a short run of pixels, and only those sums are computed.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SAMPLES = 64
LUMA = np.array([0.299, 0.587, 0.114], np.float32)  # ITU-R BT.601, as in the reference
# OpenBLAS computes a product of at most so many multiplications in the calling thread. Larger ones it shares with its
# other threads, which on a busy machine made them a hundred times slower.
ONE_THREAD = 262_144
# One product of rows should cover many columns, up to three such steps where the picture has them: with eighty, tall
# pictures cost three times as much. In steps, so that pictures of many widths share their groups.
ACROSS = 1500

Floats = NDArray[np.float32]


class Band(NamedTuple):
    """The pixels that one sample sees: ``weights`` over positions ``start`` to ``stop``."""

    start: int
    stop: int
    weights: Floats


def windows(n: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return begin and end of the box around each of `n` positions, cut off at the border."""
    width = (n + 127) // 128
    half = (width + 2) // 2  # the box is off-centre for even widths; mirrored pictures hash differently because of it
    position = np.arange(n)
    return np.maximum(position - (width - half), 0), np.minimum(position + half, n)


def sampled_positions(n: int) -> NDArray[np.int64]:
    """Return the 64 positions that are sampled along an axis of `n` pixels."""
    return ((np.arange(SAMPLES) + 0.5) * n / SAMPLES).astype(np.int64)


def bands(n: int, scale: int, *, both_ways: bool) -> list[Band]:
    """Return the 64 bands of an axis; with `both_ways` 64 more, for the picture seen from the axis's other end.

    Parameters
    ----------
    n : int
        Pixels along the axis in the full picture.
    scale : int
        The axis is given reduced: each value stands for `scale` pixels (the last for the rest), whose weights it gets.
    """
    begin, end = windows(n)
    ways = (False, True) if both_ways else (False,)
    return [_band(int(p), begin, end, scale, mirrored) for mirrored in ways for p in sampled_positions(n)]


def _band(position: int, begin: NDArray[np.int64], end: NDArray[np.int64], scale: int, mirrored: bool) -> Band:
    """Weights of one sample: the second box averages boxes of the first, each of which is a step up and a step down."""
    n = len(begin)
    boxes = np.arange(begin[position], end[position])
    start, stop = int(begin[boxes[0]]), int(end[boxes[-1]])
    height: NDArray[np.float64] = 1.0 / ((end[boxes] - begin[boxes]) * len(boxes))
    steps = np.zeros(stop - start + 1)
    np.add.at(steps, begin[boxes] - start, height)
    np.subtract.at(steps, end[boxes] - start, height)
    weights: NDArray[np.float64] = np.cumsum(steps)[:-1]
    if mirrored:
        start, stop, weights = n - stop, n - start, weights[::-1]
    if scale > 1:
        block = np.arange(start, stop) // scale
        start, stop = int(block[0]), int(block[-1]) + 1
        weights = np.bincount(block - start, weights).astype(np.float64, copy=False)
    return Band(start, stop, weights.astype(np.float32))


class Group(NamedTuple):
    """A few samples that see nearly the same pixels, computed in one product."""

    outputs: NDArray[np.intp]  # their places among the samples
    start: int
    stop: int
    weights: Floats  # (samples, stop - start)


@lru_cache(maxsize=256)
def groups(n: int, scale: int, *, both_ways: bool, lines: int, channels: int = 1, least: int = 1) -> tuple[Group, ...]:
    """Return the bands of an axis in groups; `lines` of them are computed at once, and RGB becomes luma on the way.

    Groups are small enough for one thread, but keep `least` samples.
    """
    each = bands(n, scale, both_ways=both_ways)
    order = np.argsort([band.start for band in each], kind="stable")
    luma = LUMA if channels == 3 else np.ones(1, np.float32)
    size = 8
    while True:
        made = [_group(each, order[i : i + size], luma) for i in range(0, len(each), size)]
        if size == least or all(lines * group.weights.size <= ONE_THREAD for group in made):
            return tuple(made)
        size //= 2


def _group(each: list[Band], outputs: NDArray[np.intp], luma: Floats) -> Group:
    """Put bands into one matrix over all that they see."""
    part = [each[i] for i in outputs]
    start, stop = min(band.start for band in part), max(band.stop for band in part)
    weights = np.zeros((len(part), stop - start, len(luma)), np.float32)
    for row, band in zip(weights, part, strict=True):
        row[band.start - start : band.stop - start] = np.outer(band.weights, luma)
    return Group(outputs, len(luma) * start, len(luma) * stop, weights.reshape(len(part), -1))


def fold_rows(pixels: NDArray[np.uint8], height: int, scale: int, *, both_ways: bool) -> Floats:
    """Blur and sample along the first axis: uint8 (h, m) -> (64 or 128, m)."""
    least = 2 if both_ways else 1  # a sample and its mirror image see nearly the same rows
    lines = min(pixels.shape[1] // ACROSS, 3) * ACROSS
    parts = groups(height, scale, both_ways=both_ways, lines=lines, least=least)
    out = np.empty((2 * SAMPLES if both_ways else SAMPLES, pixels.shape[1]), np.float32)
    largest = max(group.weights.size for group in parts)
    across = max(1, min(pixels.shape[1], ONE_THREAD // largest))
    buffer = np.empty((max(group.stop - group.start for group in parts), across), np.float32)
    for group in parts:
        for left in range(0, pixels.shape[1], across):
            seen = pixels[group.start : group.stop, left : left + across]
            values = buffer[: seen.shape[0], : seen.shape[1]]
            values[...] = seen
            out[group.outputs, left : left + across] = group.weights @ values
    return out


def fold_columns(rows: Floats, width: int, scale: int, channels: int, *, both_ways: bool) -> Floats:
    """Blur and sample along the second axis, RGB to luma on the way: (s, channels * w) -> (s, 64 or 128)."""
    out = np.empty((len(rows), 2 * SAMPLES if both_ways else SAMPLES), np.float32)
    for group in groups(width, scale, both_ways=both_ways, lines=len(rows), channels=channels):
        out[:, group.outputs] = rows[:, group.start : group.stop] @ group.weights.T
    return out


class Plane(NamedTuple):
    """Pixels as stored, and the size of the full picture they stand for."""

    pixels: NDArray[np.uint8]  # (h, w) luma or (h, w, 3) RGB, C-contiguous
    height: int
    width: int
    scale: int = 1  # each value stands for scale x scale pixels of the full picture


def sample(plane: Plane, *, both_ways: bool = False) -> Floats:
    """Return the 64 x 64 samples of `plane`.

    With `both_ways` they are 128 x 128: four such squares, the lower ones of the picture mirrored up-down, the right
    ones of it mirrored left-right.
    """
    stored = plane.pixels.reshape(plane.pixels.shape[0], -1)
    channels = plane.pixels.shape[2] if plane.pixels.ndim == 3 else 1
    rows = fold_rows(stored, plane.height, plane.scale, both_ways=both_ways)
    return fold_columns(rows, plane.width, plane.scale, channels, both_ways=both_ways)
