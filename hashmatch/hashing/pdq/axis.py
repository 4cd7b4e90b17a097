"""One axis of what is hashed: a run of pixels, perhaps longer than the picture, as 64 weighted sums of stored values.

The reference blurs twice with a box and takes 64 positions; each sample is therefore a mean of means. How much of it
falls on pixels before some position is known in closed form, so that the weight of a stored value, which may stand for
one pixel, for a block of them or for an edge that is repeated, is the difference at its two ends.
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

    It goes from `start` to `stop`, which may lie outside of the picture; pixels outside of `low` to `high` repeat the
    nearest one inside.
    """

    start: int
    stop: int
    low: int
    high: int

    @classmethod
    def whole(cls, n: int) -> "Span":
        """Return the whole of an axis of `n` pixels."""
        return cls(0, n, 0, n)


class Weights(NamedTuple):
    """The 64 samples of a span: each a weighted sum of a few neighbouring stored values."""

    first: NDArray[np.int64]  # (64,) place of the first value that a sample sees
    weights: NDArray[np.float64]  # (64, most values); zero beyond what a sample sees


def sampled_positions(n: "int | NDArray[np.int64]") -> NDArray[np.int64]:
    """Return the 64 positions that are sampled along an axis of `n` pixels, or of each of n (k, 1)."""
    positions: NDArray[np.int64] = ((np.arange(SAMPLES) + 0.5) * n / SAMPLES).astype(np.int64)
    return positions


@lru_cache(maxsize=1024)
def weights_along(span: Span, scale: int = 1, *, mirrored: bool = False) -> Weights:
    """Return the samples of a span; parameters as `weights_of`."""
    return weights_of([span], scale, mirrored=mirrored)[0]


def weights_of(spans: Sequence[Span], scale: int, *, mirrored: bool = False) -> list[Weights]:
    """Return the samples of each span, computed together: a picture is hashed in many windows.

    Parameters
    ----------
    scale : int
        The axis is stored reduced: each value stands for `scale` pixels (the last for the rest).
    mirrored : bool
        The spans seen from their other end.
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
    # Where in the span each value begins. The outermost ones reach to its ends: they are the edges that are repeated.
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
    """Return how much of each sample lies before the cuts: over the positions of the second box, the mean of the first.

    The share of a box rises from 0 to 1 in equal steps. Its sum over neighbouring positions is that of two parabolas.
    """
    width = (n + 127) // 128
    ahead = width - (width + 2) // 2  # of a position, where its box begins

    def risen(step: NDArray[np.int64]) -> NDArray[np.float64]:
        rising = step.clip(0, width)
        share: NDArray[np.float64] = rising * (rising + 1) / (2 * width) + (step - width).clip(0)
        return share

    total = risen(cuts + ahead - begin) - risen(cuts + ahead - end)
    # Boxes end with the axis: the very last one is a pixel narrower where the width is even.
    opened = end - 1 - ahead
    beyond = opened + width > n
    narrower, usual = ((cuts - opened) / each for each in (np.where(beyond, n - opened, width), width))
    total += narrower.clip(0, 1) - usual.clip(0, 1)
    before: NDArray[np.float64] = total / (end - begin)
    return before


def _windows(n: NDArray[np.int64], position: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return begin and end of the box around positions on an axis of `n` pixels, cut off at the border."""
    width = (n + 127) // 128
    half = (width + 2) // 2  # the box is off-centre for even widths; mirrored pictures hash differently because of it
    return np.maximum(position - (width - half), 0), np.minimum(position + half, n)
