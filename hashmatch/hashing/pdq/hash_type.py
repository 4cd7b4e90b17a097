"""PDQ as a hash type."""

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from hashmatch.hashing.hash_type import Fingerprint, PixelHashType
from hashmatch.hashing.pdq.axis import Floats
from hashmatch.hashing.pdq.filter import Plane, sample
from hashmatch.hashing.pdq.orientations import AS_MIRRORED, BY_MIRRORS, combined, oriented
from hashmatch.hashing.pdq.reference import reference_coefficients, reference_samples
from hashmatch.hashing.pdq.transform import code_of, coefficients, median_gap, near_median, quality_of
from hashmatch.media import Orientation, ReducedLuma, turned

SMALLEST_SIDE = 5  # pixels; for smaller pictures the reference returns a hash of zeros
# If the gap between the two middle terms is smaller, the reference's rounding may decide the bits, and is reproduced.
# Its running sums drift by up to 9e-4; of 2419 pictures its bits differed from ours in 36, each with a gap below 1e-4
# (benchmarks/exactness.py).
GAP = 1e-3
# In computed pictures (masks, stripes, symmetric designs) up to half of the terms are zero except for rounding. A
# reduced decode rounds differently, which changed up to 102 bits. With at most four terms so near the median, at most
# 4 bits changed, and none of 394 photographs had more (benchmarks/exactness.py).
NEAR, CROWD = 0.1, 4


class PDQ(PixelHashType):
    """256 bits, with quality."""

    name: ClassVar[str] = "pdq"
    bits: ClassVar[int] = 256
    radius: ClassVar[int] = 31
    has_quality: ClassVar[bool] = True

    def hash_pixels(self, pixels: NDArray[np.uint8]) -> Fingerprint:
        """Hash uint8 pixels, (h, w, 3) RGB or (h, w) luma, at full size."""
        if _too_small(*pixels.shape[:2]):
            return _nothing()
        return _settled(sample(_plane_of(pixels)), pixels)

    def hash_orientations(self, pixels: NDArray[np.uint8]) -> dict[Orientation, Fingerprint]:
        """Hash the pixels in each orientation: the bits of hashing turned pixels, at twice the cost of one hash."""
        if _too_small(*pixels.shape[:2]):
            return dict.fromkeys(Orientation, _nothing())
        samples = oriented(_plane_of(pixels))
        return {orientation: _settled(samples[orientation], turned(pixels, orientation)) for orientation in Orientation}

    def hash_reduced(self, luma: ReducedLuma) -> dict[Orientation, Fingerprint] | None:
        """Hash a picture from its reduced decode, in each orientation. A few bits may differ: `fast` fidelity.

        Returns None if rounding would decide the bits; then the whole picture must be hashed.
        """
        if _too_small(*luma.size):
            return dict.fromkeys(Orientation, _nothing())
        stored = oriented(Plane(luma.luma, *luma.size, luma.scale))
        upright = AS_MIRRORED[luma.orientation]
        found = {}
        for orientation in Orientation:
            samples = stored[BY_MIRRORS[combined(upright, AS_MIRRORED[orientation])]]
            terms = coefficients(samples)
            if near_median(terms, NEAR) > CROWD:
                return None
            found[orientation] = Fingerprint(code_of(terms), quality_of(samples).value, terms)
        return found


def _plane_of(pixels: NDArray[np.uint8]) -> Plane:
    """Return a whole picture as a plane."""
    return Plane(np.ascontiguousarray(pixels), *pixels.shape[:2])


def _settled(samples: Floats, pixels: NDArray[np.uint8]) -> Fingerprint:
    """Return code and quality; if rounding decides them, reproduce the reference's."""
    terms, quality = coefficients(samples), quality_of(samples)
    if quality.doubtful or median_gap(terms) < GAP:
        samples = reference_samples(np.ascontiguousarray(pixels))
        terms, quality = reference_coefficients(samples), quality_of(samples)
    return Fingerprint(code_of(terms), quality.value, terms)


def _too_small(height: int, width: int) -> bool:
    """Tell whether the reference refuses such a picture."""
    return min(height, width) < SMALLEST_SIDE


def _nothing() -> Fingerprint:
    """Return a hash of zeros with quality 0."""
    return Fingerprint(np.zeros(32, np.uint8), 0)
