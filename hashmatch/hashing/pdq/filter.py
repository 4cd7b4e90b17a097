"""The reference's blur and sampling as matrix products: pixels to 64 x 64 samples.

The reference blurs twice with a box along each axis and then takes 64 rows and columns. All of this is linear and
separable: each of the 64 samples of an axis is a weighted sum of a short run of pixels. Only these sums are computed.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hashmatch.hashing.pdq.axis import Floats, Span, Weights, weights_along

LUMA = np.array([0.299, 0.587, 0.114], np.float32)  # ITU-R BT.601, as in the reference
# OpenBLAS computes a product of at most so many multiplications in the calling thread. It shares larger products with
# its other threads, which made them a hundred times slower on a busy machine.
ONE_THREAD = 262_144
# Columns that one product of rows covers, up to three times as many in a wider picture; with 80 columns, tall pictures
# took three times as long. Multiples of one number, so that pictures of many widths share their cached groups.
ACROSS = 1500


class Group(NamedTuple):
    """A few samples of nearly the same pixels, computed in one product."""

    outputs: NDArray[np.intp]  # their indices among the samples
    start: int
    stop: int
    weights: Floats  # (samples, stop - start)


@lru_cache(maxsize=1024)
def _groups(
    span: Span, scale: int, *, both_ways: bool, lines: int, channels: int = 1, least: int = 1
) -> tuple[Group, ...]:
    """Return the samples of a span in groups, as `grouped` makes them.

    `both_ways` adds 64 samples, those of the span from its other end.
    """
    ways = [weights_along(span, scale, mirrored=mirrored) for mirrored in ((False, True) if both_ways else (False,))]
    return grouped(ways, -(-span.high // scale), lines=lines, channels=channels, least=least)


def grouped(
    ways: Sequence[Weights], stored: int, *, lines: int, channels: int = 1, least: int = 1
) -> tuple[Group, ...]:
    """Group samples of nearly the same values into small matrices.

    Parameters
    ----------
    stored : int
        Number of stored values.
    lines : int
        Lines computed in one product. Groups are made small enough for one thread, but of at least `least` samples.
    channels : int
        1, or 3 interleaved channels that the product also converts to luma.
    """
    first, weights = ways[0] if len(ways) == 1 else _joined(*ways)
    order = np.argsort(first, kind="stable")
    first, weights = first[order], weights[order]
    size = 8
    while True:
        starts = first.reshape(-1, size)[:, 0]
        lengths = first.reshape(-1, size)[:, -1] + weights.shape[1] - starts
        if size == least or lines * size * channels * int(lengths.max()) <= ONE_THREAD:
            break
        size //= 2
    # One row per sample, relative to the start of its group.
    matrix = np.zeros((len(first), int(lengths.max())), np.float32)
    places = (first - starts.repeat(size))[:, None] + np.arange(weights.shape[1])
    matrix[np.arange(len(first))[:, None], places] = weights
    made = []
    for number, (start, length) in enumerate(zip(starts.tolist(), lengths.tolist(), strict=True)):
        here = slice(number * size, (number + 1) * size)
        # Samples are padded with zeros to one length, which may reach beyond what is stored.
        part = matrix[here, max(0, -start) : min(length, stored - start)]
        if channels == 3:
            part = (part[:, :, None] * LUMA).reshape(size, -1)
        made.append(Group(order[here], channels * max(0, start), channels * min(start + length, stored), part))
    return tuple(made)


def _joined(plain: Weights, mirrored: Weights) -> Weights:
    """Concatenate the samples of both directions, padded to one length."""
    length = max(plain.weights.shape[1], mirrored.weights.shape[1])
    padded = [np.pad(way.weights, ((0, 0), (0, length - way.weights.shape[1]))) for way in (plain, mirrored)]
    return Weights(np.concatenate([plain.first, mirrored.first]), np.concatenate(padded))


def fold_rows(pixels: "NDArray[np.uint8] | Floats", parts: Sequence[Group]) -> Floats:
    """Blur and sample along the first axis: (h, m) -> (samples, m)."""
    out = np.empty((sum(len(group.outputs) for group in parts), pixels.shape[1]), np.float32)
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


def fold_columns(rows: Floats, parts: Sequence[Group]) -> Floats:
    """Blur and sample along the second axis: (s, channels * w) -> (s, samples)."""
    out = np.empty((len(rows), sum(len(group.outputs) for group in parts)), np.float32)
    for group in parts:
        out[:, group.outputs] = rows[:, group.start : group.stop] @ group.weights.T
    return out


class Plane(NamedTuple):
    """Stored pixels, and the size of the full picture that they stand for."""

    pixels: "NDArray[np.uint8] | Floats"  # (h, w) luma or (h, w, 3) RGB, C-contiguous
    height: int
    width: int
    scale: int = 1  # each value stands for scale x scale pixels of the full picture


class Window(NamedTuple):
    """A rectangle of the full picture that is hashed; it may extend beyond the picture or repeat its own edges."""

    rows: Span
    columns: Span


def _whole(plane: Plane) -> Window:
    """Return the window of the whole picture."""
    return Window(Span.whole(plane.height), Span.whole(plane.width))


def sample(plane: Plane, window: Window | None = None, *, both_ways: tuple[bool, bool] = (False, False)) -> Floats:
    """Return the 64 x 64 samples of a window, by default of the whole picture.

    With `both_ways` an axis has 128 samples; the second half are those of the window mirrored along it: up-down for
    rows, left-right for columns.
    """
    rows, columns = window or _whole(plane)
    stored = plane.pixels.reshape(plane.pixels.shape[0], -1)
    lines = min(stored.shape[1] // ACROSS, 3) * ACROSS
    least = 2 if both_ways[0] else 1  # a sample and its mirror image depend on nearly the same rows
    folded = fold_rows(stored, _groups(rows, plane.scale, both_ways=both_ways[0], lines=lines, least=least))
    channels = plane.pixels.shape[2] if plane.pixels.ndim == 3 else 1
    parts = _groups(columns, plane.scale, both_ways=both_ways[1], lines=len(folded), channels=channels)
    return fold_columns(folded, parts)
