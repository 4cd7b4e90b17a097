"""PDQ as a hash type."""

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from hashmatch.hashing.capabilities import HashesReduced, HasMargins, StoresCrops, UndoesAlterations
from hashmatch.hashing.hash_type import Fingerprint, PixelHashType
from hashmatch.hashing.pdq.axis import Floats
from hashmatch.hashing.pdq.filter import Plane, sample
from hashmatch.hashing.pdq.orientations import AS_MIRRORED, BY_MIRRORS, combined, oriented
from hashmatch.hashing.pdq.reference import reference_coefficients, reference_samples
from hashmatch.hashing.pdq.transform import (
    CERTAIN,
    MARGIN_UNIT,
    code_of,
    coefficients,
    margins_of,
    median_gap,
    near_median,
    quality_of,
)
from hashmatch.hashing.variant import Variant
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


# A PDQ bit says whether a DCT term lies above the median. An alteration moves terms a little, and turns the bits of
# those near the median; another picture turns any. Of 2200 altered copies 1445 come within 31 bits of their original by
# some variant, and 222 others within 13 bits more whose margins add up to no more than 20 average ones. Two of 4500
# pairs within 31 bits do not. A wrong code at 44 bits comes to 44 on average, give or take 5.
MARGIN_REACH = 13
MOST_MARGIN = 20.0


class PDQ(PixelHashType, HashesReduced, UndoesAlterations, HasMargins, StoresCrops):
    """256 bits, with quality."""

    name: ClassVar[str] = "pdq"
    bits: ClassVar[int] = 256
    radius: ClassVar[int] = 31
    has_quality: ClassVar[bool] = True
    # A fast hash of quality 50 or more is at most 6 bits off the exact one, its quality a few steps
    # (benchmarks/exactness.py).
    fast_error: ClassVar[int] = 8
    fast_quality_error: ClassVar[int] = 10
    margin_reach: ClassVar[int] = MARGIN_REACH

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

    def undo_alterations(
        self, pixels: NDArray[np.uint8], *, size: tuple[int, int] | None = None, scale: int = 1
    ) -> list[tuple[Variant, Fingerprint]]:
        """Hash a picture with alterations undone; only what passes the gates of `altered.settings`."""
        from hashmatch.hashing.pdq.altered.variants import undo_alterations

        return undo_alterations(pixels, size=size, scale=scale)

    def stored_crops(self, pixels: NDArray[np.uint8]) -> list[tuple[Variant, Fingerprint]]:
        """Hash a dozen crops, without those that say little."""
        from hashmatch.hashing.pdq.altered.stored_crops import stored_crops

        return stored_crops(pixels)

    def margins(self, found: Fingerprint) -> NDArray[np.uint8]:
        """Return how far the DCT term of each bit lies from the median, in units of `transform.MARGIN_UNIT`.

        A picture too small to be hashed has no terms: all its bits count as certain.
        """
        return np.full(self.bits, CERTAIN, np.uint8) if found.terms is None else margins_of(found.terms[None])[0]

    def are_uncertain(self, margins: NDArray[np.uint8], differences: NDArray[np.uint8]) -> NDArray[np.bool_]:
        """Tell of each of n codes whether the margins of the bits in which it differs add up to little."""
        sums = np.unpackbits(differences, axis=1).astype(np.int64) @ margins.astype(np.int64)
        uncertain: NDArray[np.bool_] = sums <= MOST_MARGIN * MARGIN_UNIT
        return uncertain


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
