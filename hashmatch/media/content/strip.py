"""One axis of a region, as samples: what all evidence about that axis is computed from.

A strip lists positions along the axis last: values ``[channel, line, position]``. It has few lines (every few pixels
across), and a sum over lines adds whole runs of bytes, which is why this order is quick.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LINES = 80  # across the axis; with 40 one bordered picture in a hundred less is among the first four
MOST_LINES = 2 * LINES  # so that a count of lines fits a byte

Bytes = NDArray[np.uint8]


class Strip(NamedTuple):
    """Samples along one axis of n positions: m lines in each of c channels, and their luma."""

    colours: Bytes  # (c, m, n); c is 3, or 1 for gray
    luma: Bytes  # (m, n)


class Planes(NamedTuple):
    """A thumbnail with its channels apart: as it is, and mirrored at its diagonal."""

    across: Bytes  # (c + 1, h, w), luma last
    down: Bytes  # (c + 1, w, h)

    def rows(self, left: int, top: int, right: int, bottom: int) -> Strip:
        """Return the strip whose positions are the rows of a region."""
        return _strip(self.down[:, left:right, top:bottom])

    def columns(self, left: int, top: int, right: int, bottom: int) -> Strip:
        """Return the strip whose positions are the columns of a region."""
        return _strip(self.across[:, top:bottom, left:right])


def planes_of(thumbnail: Bytes) -> Planes:
    """Take the channels of a thumbnail apart, (h, w, 3) or (h, w)."""
    if thumbnail.ndim == 2:
        across = np.stack([thumbnail, thumbnail])
    else:
        across = np.empty((4, *thumbnail.shape[:2]), np.uint8)
        across[:3] = np.moveaxis(thumbnail, 2, 0)
        across[3] = _luma_of(thumbnail)
    return Planes(across, np.ascontiguousarray(across.swapaxes(1, 2)))


def _luma_of(thumbnail: Bytes) -> Bytes:
    """Return ITU-R BT.601 luma in 1/256 steps; a rounding more or less moves no edge."""
    red, green, blue = (thumbnail[..., channel].astype(np.uint16) for channel in range(3))
    return ((77 * red + 150 * green + 29 * blue) >> 8).astype(np.uint8)


def _strip(region: Bytes) -> Strip:
    every = max(1, region.shape[1] // LINES)
    lines = region[:, ::every]
    return Strip(lines[:-1], lines[-1])
