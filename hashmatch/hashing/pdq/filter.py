"""The reference's blur and sampling as matrix products: pixels to 64 x 64 samples.

It blurs twice with a box along each axis and then takes 64 rows and columns. All of that is linear and separable: each
of the 64 samples of an axis is a weighted sum of a short run of pixels (`spans`), and only those sums are computed.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hashmatch.hashing.pdq.axis import Floats, Span, Weights, weights_along

LUMA = np.array([0.299, 0.587, 0.114], np.float32)  # ITU-R BT.601, as in the reference
# OpenBLAS computes a product of at most so many multiplications in the calling thread. Larger ones it shares with its
# other threads, which on a busy machine made them a hundred times slower.
ONE_THREAD = 262_144
# One product of rows should cover many columns, up to three such steps where the picture has them: with eighty, tall
# pictures cost three times as much. In steps, so that pictures of many widths share their groups.
ACROSS = 1500


class Group(NamedTuple):
    """A few samples that see nearly the same pixels, computed in one product."""

    outputs: NDArray[np.intp]  # their places among the samples
    start: int
    stop: int
    weights: Floats  # (samples, stop - start)


@lru_cache(maxsize=1024)
def _groups(
    span: Span, scale: int, *, both_ways: bool, lines: int, channels: int = 1, least: int = 1
) -> tuple[Group, ...]:
    """Return the samples of a span in groups, as `grouped` makes them.

    With `both_ways` there are 64 samples more, those of the span seen from its other end.
    """
    ways = [weights_along(span, scale, mirrored=mirrored) for mirrored in ((False, True) if both_ways else (False,))]
    return grouped(ways, -(-span.high // scale), lines=lines, channels=channels, least=least)


def grouped(
    ways: Sequence[Weights], stored: int, *, lines: int, channels: int = 1, least: int = 1
) -> tuple[Group, ...]:
    """Lay samples that see nearly the same values into small matrices.

    Parameters
    ----------
    stored : int
        How many values there are.
    lines : int
        So many are computed at once: groups are small enough for one thread, but keep `least` samples.
    channels : int
        Of 3 interleaved ones luma is made on the way.
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
    # One row a sample, each from where its group starts.
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
    """Lay the samples of both directions one after the other, at one length."""
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
    """Pixels as stored, and the size of the full picture they stand for."""

    pixels: "NDArray[np.uint8] | Floats"  # (h, w) luma or (h, w, 3) RGB, C-contiguous
    height: int
    width: int
    scale: int = 1  # each value stands for scale x scale pixels of the full picture


class Window(NamedTuple):
    """What is hashed of a plane: a rectangle of the full picture, which may reach beyond it or repeat its own edges."""

    rows: Span
    columns: Span


def _whole(plane: Plane) -> Window:
    """Return the window that is the picture itself."""
    return Window(Span.whole(plane.height), Span.whole(plane.width))


def sample(plane: Plane, window: Window | None = None, *, both_ways: tuple[bool, bool] = (False, False)) -> Floats:
    """Return the 64 x 64 samples of a window, by default of the whole picture.

    With `both_ways` along an axis there are 128, the second half those of the window mirrored along it: up-down for
    rows, left-right for columns.
    """
    rows, columns = window or _whole(plane)
    stored = plane.pixels.reshape(plane.pixels.shape[0], -1)
    lines = min(stored.shape[1] // ACROSS, 3) * ACROSS
    least = 2 if both_ways[0] else 1  # a sample and its mirror image see nearly the same rows
    folded = fold_rows(stored, _groups(rows, plane.scale, both_ways=both_ways[0], lines=lines, least=least))
    channels = plane.pixels.shape[2] if plane.pixels.ndim == 3 else 1
    parts = _groups(columns, plane.scale, both_ways=both_ways[1], lines=len(folded), channels=channels)
    return fold_columns(folded, parts)
