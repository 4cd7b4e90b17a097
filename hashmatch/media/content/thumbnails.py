"""Shrink a picture to the thumbnail in which content is searched."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

ENOUGH = 2  # rows averaged into one of the thumbnail, even if it stands for more; all would take three times as long


def thumbnail(pixels: NDArray[np.uint8], short: int = 256, long: int = 640) -> NDArray[np.uint8]:
    """Shrink a picture by averaging boxes of pixels until it fits; a picture that fits is returned as it is.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (h, w, 3) RGB or (h, w) gray
    short, long : int
        Largest lengths of the short and the long side, in pixels.

    Returns
    -------
    ndarray of uint8, shape (h', w', 3) or (h', w')
        `pixels` itself if it fits already.
    """
    height, width = pixels.shape[:2]
    factor = min(short / min(height, width), long / max(height, width))
    if factor >= 1:
        return pixels
    small = max(1, round(width * factor)), max(1, round(height * factor))
    return _narrowed(_lowered(pixels, small[1]), small[0])


def _lowered(pixels: NDArray[np.uint8], rows: int) -> NDArray[np.uint8]:
    """Shrink along the first axis.

    The interleaved channels are treated as pixels of a wider gray picture, so that Pillow reads the array in place; a
    colour picture would be copied first.
    """
    flat = np.ascontiguousarray(pixels).reshape(len(pixels), -1)
    skip = max(1, len(flat) // (rows * ENOUGH))
    seen, across = len(flat) // skip, flat.shape[1]
    picture = Image.frombuffer("L", (across, seen), flat, "raw", "L", across * skip, 1)
    low = np.asarray(picture.resize((across, rows), Image.Resampling.BOX))
    return low.reshape(rows, *pixels.shape[1:])


def _narrowed(pixels: NDArray[np.uint8], columns: int) -> NDArray[np.uint8]:
    """Shrink along the second axis."""
    return np.asarray(Image.fromarray(pixels).resize((columns, len(pixels)), Image.Resampling.BOX))
