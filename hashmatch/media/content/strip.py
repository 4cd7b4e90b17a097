"""Sample one axis of a region: all evidence about that axis is computed from the samples.

A strip's values are ``[channel, line, position]``, with positions along the axis last. Its lines are a sample of the
region's (every few pixels). A sum over lines then adds whole runs of bytes, which makes this order fast.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LINES = 80  # across the axis; with 40, one bordered picture in a hundred drops out of the first four candidates
MOST_LINES = 2 * LINES  # a count of lines fits a byte

Bytes = NDArray[np.uint8]


class Strip(NamedTuple):
    """Samples along one axis of n positions: m lines in each of c channels, and their luma."""

    colours: Bytes  # (c, m, n); c is 3, or 1 for gray
    luma: Bytes  # (m, n)


class Axes(NamedTuple):
    """A thumbnail's channels as separate planes, and the same transposed: strips along either axis are slices of it."""

    across: Bytes  # (c + 1, h, w), luma last
    down: Bytes  # (c + 1, w, h)

    def rows(self, left: int, top: int, right: int, bottom: int) -> Strip:
        """Return the strip whose positions are the rows of a region."""
        return _strip(self.down[:, left:right, top:bottom])

    def columns(self, left: int, top: int, right: int, bottom: int) -> Strip:
        """Return the strip whose positions are the columns of a region."""
        return _strip(self.across[:, top:bottom, left:right])


def axes_of(thumbnail: Bytes) -> Axes:
    """Separate the channels of a thumbnail, (h, w, 3) or (h, w)."""
    if thumbnail.ndim == 2:
        across = np.stack([thumbnail, thumbnail])
    else:
        across = np.empty((4, *thumbnail.shape[:2]), np.uint8)
        across[:3] = np.moveaxis(thumbnail, 2, 0)
        across[3] = _luma_of(thumbnail)
    return Axes(across, np.ascontiguousarray(across.swapaxes(1, 2)))


def _luma_of(thumbnail: Bytes) -> Bytes:
    """Return ITU-R BT.601 luma with weights in 1/256 steps; the rounding moves no edge."""
    red, green, blue = (thumbnail[..., channel].astype(np.uint16) for channel in range(3))
    return ((77 * red + 150 * green + 29 * blue) >> 8).astype(np.uint8)


def _strip(region: Bytes) -> Strip:
    every = max(1, region.shape[1] // LINES)
    lines = region[:, ::every]
    return Strip(lines[:-1], lines[-1])
