"""Second opinions on a match: another hash, or how certain the bits are in which two hashes differ."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hashmatch.hashing import Hash, QueryCodes, Stage, Variant
from hashmatch.hashing.pdq import MARGIN_UNIT

MARGINS = "margins"  # in the place of a second hash type
# A PDQ bit says whether a DCT term lies above the median. An alteration moves terms a little, and turns the bits of
# those near the median; another picture turns any. Of 2200 altered copies 1445 come within 31 bits of their original by
# some variant, and 222 others within 13 bits more whose margins add up to no more than 20 average ones. Two of 4500
# pairs within 31 bits do not. A wrong code at 44 bits comes to 44 on average, give or take 5.
LOOSER = 13  # bits beyond the radius
MOST = 20.0


def is_uncertain(margins: NDArray[np.uint8], difference: NDArray[np.uint8]) -> bool:
    """Tell whether the bits in which two PDQ codes differ, (32,) of uint8, are uncertain, by the margins of one."""
    return int(margins[np.unpackbits(difference).view(bool)].sum(dtype=np.int64)) <= MOST * MARGIN_UNIT


def agrees(second: QueryCodes, own: Sequence[Hash], variant: Variant, frame: int, radius: int) -> bool | None:
    """Ask another hash, of the same frame changed in the same way; None where it was not made."""
    for code, its_variant, its_frame in zip(second.codes, second.variants, second.frames, strict=True):
        if (its_variant, its_frame) == (variant, frame):
            asked = Hash(own[0].hash_type, code)
            return any(asked.distance(each) <= radius for each in own)
    return None if variant.stage is Stage.ORIENTATION else False  # what it cannot be asked of, it does not confirm
