"""Hash crops of a reported picture: a list stores them in addition to its own hash, to find deep crops of it.

They are exact hashes of the cropped pixels, so that other programs can use them like any hash of the list.
"""

import numpy as np
from numpy.typing import NDArray

from hashmatch.hashing.hash_type import Fingerprint
from hashmatch.hashing.pdq.altered.settings import MIN_QUALITY, VIEW_CENTRES, VIEW_SIDES
from hashmatch.hashing.pdq.hash_type import PDQ
from hashmatch.hashing.variant import Stage, Variant


def stored_crops(pixels: NDArray[np.uint8]) -> list[tuple[Variant, Fingerprint]]:
    """Return the hashes of a few crops of uint8 pixels, (h, w, 3) or (h, w); crops of low quality are left out."""
    height, width = pixels.shape[:2]
    made = []
    for west, north, east, south in _cuts():
        left, top = round(west * width), round(north * height)
        right, bottom = round((1 - east) * width), round((1 - south) * height)
        found = PDQ().hash_pixels(np.ascontiguousarray(pixels[top:bottom, left:right]))
        if (found.quality or 0) >= MIN_QUALITY:
            made.append((Variant(stage=Stage.VIEW, box=(left, top, right, bottom)), found))
    return made


def _cuts() -> list[tuple[float, float, float, float]]:
    """Return the shares that are cut off at the left, top, right and bottom."""
    cuts = [(share, share, share, share) for share in ((1 - kept) / 2 for kept in VIEW_CENTRES)]
    for share in VIEW_SIDES:
        cuts += [(share, 0, 0, 0), (0, share, 0, 0), (0, 0, share, 0), (0, 0, 0, share)]
    return cuts
