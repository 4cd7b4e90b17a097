"""Sides moved to where the edge really is: a thumbnail's pixel can be ten of the picture.

In 208 bordered pictures the worst side was off by 0.68 thumbnail pixels before and 0.09 after, and PDQ's distance fell
from 10.3 to 6.8 bits; cut at the true sides it was 6.7.
"""

import numpy as np

from hashmatch.media.content.rectangle import Rectangle
from hashmatch.media.content.strip import Bytes

LINES = 96  # looked at across a side
CLIP = 48  # of 255: a step counts no more than this, so that a few strong lines of the picture do not outvote an edge
CLEARER = 1.1  # times: only for a clearer edge a side is moved


def refined(rectangle: Rectangle, luma: Bytes, factor: float) -> Rectangle:
    """Move each side that lies inside the picture to the sharpest edge at most a thumbnail's pixel away.

    Parameters
    ----------
    rectangle : Rectangle
        In pixels of `luma`: see `scaled`.
    luma : ndarray of uint8, shape (h, w)
        The full picture, or one larger than the thumbnail.
    factor : float
        How many of its pixels one of the thumbnail's is.
    """
    reach = int(np.ceil(factor))
    inner_columns = luma[rectangle.top : rectangle.bottom]
    inner_rows = luma[:, rectangle.left : rectangle.right]
    left, right = (_moved(inner_columns, side, reach) for side in (rectangle.left, rectangle.right))
    top, bottom = (_moved(inner_rows.T, side, reach) for side in (rectangle.top, rectangle.bottom))
    moved = Rectangle(left, top, right, bottom)
    return moved if min(moved.width, moved.height) > 0 else rectangle


def _moved(lines: Bytes, side: int, reach: int) -> int:
    """Return where near `side` the lines, given in rows, step most."""
    length = lines.shape[1]
    if side in (0, length):
        return side
    first, last = max(1, side - reach), min(length - 1, side + reach)
    seen = lines[:: max(1, len(lines) // LINES), first - 1 : last + 1].astype(np.int16)
    steps = np.minimum(np.abs(seen[:, 1:] - seen[:, :-1]), CLIP).sum(axis=0)
    best = int(steps.argmax())
    return first + best if steps[best] > CLEARER * steps[side - first] else side
