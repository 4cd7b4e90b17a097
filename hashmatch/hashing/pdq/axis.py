"""Compute the 64 samples of one axis as weighted sums of stored values.

The reference blurs twice with a box and takes 64 positions, so each sample is a mean of means. The part of a sample
that lies before a given position has a closed form. The weight of a stored value is the difference of this form at its
two ends, whether the value stands for one pixel, for a block of pixels or for a repeated edge.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SAMPLES = 64

Floats = NDArray[np.float32]


class Span(NamedTuple):
    """A run of pixels along an axis of the full picture.

    It goes from `start` to `stop`, both of which may lie outside the picture. Pixels outside `low` to `high` repeat the
    nearest pixel inside.
    """

    start: int
    stop: int
    low: int
    high: int

    @classmethod
    def whole(cls, n: int) -> "Span":
        """Return the span of a whole axis of `n` pixels."""
        return cls(0, n, 0, n)


class Weights(NamedTuple):
    """The 64 samples of a span; each is a weighted sum of a few neighbouring stored values."""

    first: NDArray[np.int64]  # (64,) index of the first value that a sample depends on
    weights: NDArray[np.float64]  # (64, most values); padded with zeros


def sampled_positions(n: "int | NDArray[np.int64]") -> NDArray[np.int64]:
    """Return the 64 sampled positions of an axis of `n` pixels, or of each of k axes (k, 1)."""
    positions: NDArray[np.int64] = ((np.arange(SAMPLES) + 0.5) * n / SAMPLES).astype(np.int64)
    return positions


@lru_cache(maxsize=1024)
def weights_along(span: Span, scale: int = 1, *, mirrored: bool = False) -> Weights:
    """Return the weights of one span; parameters as `weights_of`."""
    return weights_of([span], scale, mirrored=mirrored)[0]


def weights_of(spans: Sequence[Span], scale: int, *, mirrored: bool = False) -> list[Weights]:
    """Return the weights of each span, computed together because a picture is hashed in many windows.

    Parameters
    ----------
    scale : int
        Pixels that each stored value stands for; the last value stands for the rest.
    mirrored : bool
        Sample the spans from their other end.
    """
    start, stop, low, high = (side[:, None] for side in np.array(spans, np.int64).reshape(-1, 4).T)
    n = stop - start
    begin, end = _windows(n, sampled_positions(n))  # of the second box
    seen_from, seen_to = _windows(n, begin)[0], _windows(n, end - 1)[1]
    if mirrored:
        seen_from, seen_to = n - seen_to, n - seen_from
    first = (seen_from + start).clip(low, high - 1) // scale
    last = (seen_to - 1 + start).clip(low, high - 1) // scale
    places = first[..., None] + np.arange(int((last - first).max(initial=0)) + 2)
    # Where each value begins in the span. The outermost values reach to the span's ends: these edges are repeated.
    cuts = (places * scale - start[..., None]).clip(0, n[..., None])
    cuts[places <= (low // scale)[..., None]] = 0
    cuts = np.where(places > ((high - 1) // scale)[..., None], n[..., None], cuts)
    if mirrored:
        cuts = n[..., None] - cuts
    weights = np.abs(np.diff(_before(cuts, n[..., None], begin[..., None], end[..., None]), axis=-1))
    return [Weights(*each) for each in zip(first, weights, strict=True)]


def _before(
    cuts: NDArray[np.int64], n: NDArray[np.int64], begin: NDArray[np.int64], end: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return the part of each sample that lies before the cuts: the mean of the first box over the second one.

    The part of one box rises from 0 to 1 in equal steps. Its sum over neighbouring positions is a difference of two
    parabolas.
    """
    width = (n + 127) // 128
    ahead = width - (width + 2) // 2  # so far after a position begins its box

    def risen(step: NDArray[np.int64]) -> NDArray[np.float64]:
        rising = step.clip(0, width)
        share: NDArray[np.float64] = rising * (rising + 1) / (2 * width) + (step - width).clip(0)
        return share

    total = risen(cuts + ahead - begin) - risen(cuts + ahead - end)
    # Boxes end with the axis: the very last one is a pixel narrower if the width is even.
    opened = end - 1 - ahead
    beyond = opened + width > n
    narrower, usual = ((cuts - opened) / each for each in (np.where(beyond, n - opened, width), width))
    total += narrower.clip(0, 1) - usual.clip(0, 1)
    before: NDArray[np.float64] = total / (end - begin)
    return before


def _windows(n: NDArray[np.int64], position: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return begin and end of the box around each position of an axis of `n` pixels, clipped at its ends."""
    width = (n + 127) // 128
    half = (width + 2) // 2  # the box is off-centre for even widths; mirrored pictures hash differently because of it
    return np.maximum(position - (width - half), 0), np.minimum(position + half, n)
