"""Compute eight orientations from the samples of four mirror images.

Mirroring the samples is not enough: the reference's box is off-centre, so a mirrored picture has to be sampled again.
The two axes are independent, so swapping the axes of the samples is exact.
"""

import numpy as np

from hashmatch.hashing.pdq.axis import SAMPLES, Floats
from hashmatch.hashing.pdq.filter import Plane, Window, sample
from hashmatch.media import Orientation, turned

Mirrors = tuple[bool, bool, bool]  # mirrored up-down, then left-right, then the axes swapped


def _as_mirrored(orientation: Orientation) -> Mirrors:
    """Return the mirrorings that make `orientation`, found by applying each combination to four corners."""
    corners = np.arange(4, dtype=np.uint8).reshape(2, 2)
    wanted = turned(corners, orientation)
    for up_down, left_right, exchanged in np.ndindex(2, 2, 2):
        mirrored = corners[:: 1 - 2 * up_down, :: 1 - 2 * left_right]
        if np.array_equal(mirrored.T if exchanged else mirrored, wanted):
            break
    return bool(up_down), bool(left_right), bool(exchanged)


AS_MIRRORED = {orientation: _as_mirrored(orientation) for orientation in Orientation}
BY_MIRRORS = {mirrors: orientation for orientation, mirrors in AS_MIRRORED.items()}


def combined(first: Mirrors, then: Mirrors) -> Mirrors:
    """Return the mirrorings that equal `first` followed by `then`: if the axes are swapped, so are `then`'s mirrors."""
    up_down, left_right, exchanged = first
    later_up_down, later_left_right, later_exchanged = then
    if exchanged:
        later_up_down, later_left_right = later_left_right, later_up_down
    return up_down ^ later_up_down, left_right ^ later_left_right, exchanged ^ later_exchanged


def oriented(plane: Plane, window: Window | None = None) -> dict[Orientation, Floats]:
    """Return the samples of a window, by default of the whole picture, in each orientation."""
    four = sample(plane, window, both_ways=(True, True)).reshape(2, SAMPLES, 2, SAMPLES)
    found = {}
    for orientation, (up_down, left_right, exchanged) in AS_MIRRORED.items():
        samples = np.ascontiguousarray(four[int(up_down), :, int(left_right)])
        found[orientation] = samples.T if exchanged else samples
    return found
