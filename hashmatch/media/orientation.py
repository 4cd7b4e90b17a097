"""The eight orientations of a picture: quarter turns, and mirror images with quarter turns.

The order is that of the PDQ reference's dihedral output (``pdqhash.compute_dihedral``), so member number i is the i-th
of its eight hashes:

    member            reference        what the eye sees
    UPRIGHT           original         a letter A as it is
    TURNED_LEFT       rotated by 90    the top of the A points left
    UPSIDE_DOWN       rotated by 180   the top of the A points down
    TURNED_RIGHT      rotated by 270   the top of the A points right
    FLIPPED           flipped in X     top and bottom swapped, as in a lake
    MIRRORED          flipped in Y     left and right swapped, as in a mirror
    MIRRORED_LEFT     flipped, +1      mirrored, then turned left (the transposed array)
    MIRRORED_RIGHT    flipped, -1      mirrored, then turned right
"""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class Orientation(StrEnum):
    """The orientation of a picture; `turned` brings an upright picture into it.

    Examples
    --------
    >>> import numpy as np
    >>> from hashmatch import Orientation
    >>> from hashmatch.media import turned
    >>> pixels = np.array([[1, 2], [3, 4]], dtype=np.uint8)
    >>> turned(pixels, Orientation.TURNED_LEFT).tolist()
    [[2, 4], [1, 3]]
    >>> Orientation.TURNED_LEFT.inverse
    <Orientation.TURNED_RIGHT: 'turned right'>
    >>> Orientation.MIRRORED.swaps_sides
    False

    See Also
    --------
    hashmatch.hash_orientations : one hash for each
    """

    UPRIGHT = "upright"
    TURNED_LEFT = "turned left"
    UPSIDE_DOWN = "upside down"
    TURNED_RIGHT = "turned right"
    FLIPPED = "flipped"
    MIRRORED = "mirrored"
    MIRRORED_LEFT = "mirrored and turned left"
    MIRRORED_RIGHT = "mirrored and turned right"

    @property
    def inverse(self) -> "Orientation":
        """The orientation that undoes this one: the two quarter turns undo each other, any other undoes itself."""
        return INVERSE.get(self, self)

    @property
    def swaps_sides(self) -> bool:
        """Whether width and height are swapped."""
        return self in SWAPPING


INVERSE = {
    Orientation.TURNED_LEFT: Orientation.TURNED_RIGHT,
    Orientation.TURNED_RIGHT: Orientation.TURNED_LEFT,
}
SWAPPING = frozenset(
    {Orientation.TURNED_LEFT, Orientation.TURNED_RIGHT, Orientation.MIRRORED_LEFT, Orientation.MIRRORED_RIGHT}
)

# Exif 2.32, tag 274 says where the stored rows and columns begin; this is the turn that makes the picture upright.
_EXIF = {
    1: Orientation.UPRIGHT,
    2: Orientation.MIRRORED,
    3: Orientation.UPSIDE_DOWN,
    4: Orientation.FLIPPED,
    5: Orientation.MIRRORED_LEFT,
    6: Orientation.TURNED_RIGHT,
    7: Orientation.MIRRORED_RIGHT,
    8: Orientation.TURNED_LEFT,
}


def turned(pixels: NDArray[np.uint8], orientation: Orientation) -> NDArray[np.uint8]:
    """Turn `pixels` into an orientation, without a copy.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (h, w) or (h, w, c)

    Returns
    -------
    ndarray of uint8, shape (h, w[, c]) or (w, h[, c])
        A view: writing to it writes to `pixels`. It is C-contiguous only for UPRIGHT.
    """
    match orientation:
        case Orientation.UPRIGHT:
            return pixels
        case Orientation.TURNED_LEFT:
            return pixels[:, ::-1].swapaxes(0, 1)
        case Orientation.UPSIDE_DOWN:
            return pixels[::-1, ::-1]
        case Orientation.TURNED_RIGHT:
            return pixels[::-1].swapaxes(0, 1)
        case Orientation.FLIPPED:
            return pixels[::-1]
        case Orientation.MIRRORED:
            return pixels[:, ::-1]
        case Orientation.MIRRORED_LEFT:
            return pixels.swapaxes(0, 1)
        case Orientation.MIRRORED_RIGHT:
            return pixels[::-1, ::-1].swapaxes(0, 1)


def from_exif(tag: int) -> Orientation:
    """Return the turn that makes a picture with this EXIF orientation upright.

    Values outside 1 to 8 have no meaning and leave the picture as it is, as in browsers.
    """
    return _EXIF.get(tag, Orientation.UPRIGHT)
