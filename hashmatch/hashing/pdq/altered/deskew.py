"""Rotate a picture back by a few degrees: as it is, or extended by what straightening cut off."""

import math

import numpy as np

from hashmatch.hashing.pdq.altered.settings import ANGLE_SIDE, ANGLES, STRAIGHTENED
from hashmatch.hashing.pdq.altered.uncrop import grown_box
from hashmatch.hashing.pdq.axis import Floats, Span
from hashmatch.hashing.pdq.filter import Plane, Window
from hashmatch.hashing.pdq.fixed_size import square_terms
from hashmatch.hashing.variant import Stage, Variant

WHOLE = Window(Span.whole(ANGLE_SIDE), Span.whole(ANGLE_SIDE))


def deskewed(plane: Plane) -> tuple[list[Variant], Floats]:
    """Return the DCT terms, (n, 16, 16), of a picture rotated by each of the angles; its edges are repeated."""
    variants = [Variant(stage=Stage.ANGLE, degrees=degrees) for degrees in ANGLES]
    growths = [1.0] * len(ANGLES)
    for degrees in STRAIGHTENED:
        growths.append(_cut_off(degrees, (plane.width, plane.height)))
        on_each_side = (growths[-1] - 1) / 2
        box = grown_box(plane, (on_each_side, on_each_side, on_each_side, on_each_side))
        variants.append(Variant(stage=Stage.ANGLE, degrees=degrees, box=box))
    squares = [_turned(plane, each.degrees, growth) for each, growth in zip(variants, growths, strict=True)]
    return variants, np.concatenate([square_terms(square, [WHOLE]) for square in squares])


def _cut_off(degrees: float, size: tuple[int, int]) -> float:
    """Return the factor by which a picture shrank when it was rotated and cropped to the same shape without corners."""
    angle = math.radians(abs(degrees))
    return math.cos(angle) + max(size) / min(size) * math.sin(angle)


def _turned(plane: Plane, degrees: float, growth: float) -> Floats:
    """Rotate the picture into a 192 x 192 square (nearest neighbour). PDQ of the square equals PDQ of the picture."""
    stored = plane.pixels
    width, height = plane.width / plane.scale, plane.height / plane.scale  # the last value may stand for less
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    steps = growth * ((np.arange(ANGLE_SIDE, dtype=np.float32) + np.float32(0.5)) / np.float32(ANGLE_SIDE) - 0.5)
    across, down = width * steps[None, :], height * steps[:, None]
    x = (cosine * across - sine * down + width / 2).clip(0, stored.shape[1] - 1).astype(np.intp)
    y = (sine * across + cosine * down + height / 2).clip(0, stored.shape[0] - 1).astype(np.intp)
    turned: Floats = stored.ravel().take(y * stored.shape[1] + x)
    return turned
