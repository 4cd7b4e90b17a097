"""What was turned by a few degrees, turned back: within its own frame, or grown by what straightening cut off."""

import math

import numpy as np
from PIL import Image

from hashmatch.hashing.pdq.filter import Frame, Plane
from hashmatch.hashing.pdq.spans import Floats, Span
from hashmatch.hashing.pdq.square import square_terms
from hashmatch.hashing.pdq.stages import ANGLE_SIDE, ANGLES, STRAIGHTENED
from hashmatch.hashing.variant import Stage, Variant

WHOLE = Frame(Span.whole(ANGLE_SIDE), Span.whole(ANGLE_SIDE))


def turned_back(plane: Plane) -> tuple[list[Variant], Floats]:
    """Return the DCT terms, (n, 16, 16), of a picture turned back by each of the angles; its edges are repeated."""
    height, width = plane.pixels.shape
    edge = max(height, width) // 6  # more than is needed by any angle
    padded = Image.fromarray(np.pad(plane.pixels.clip(0, 255).astype(np.uint8), edge, mode="edge"))
    variants, terms = [], []
    for degrees, straightened in (*((each, False) for each in ANGLES), *((each, True) for each in STRAIGHTENED)):
        growth = _cut_off(degrees, (width, height)) if straightened else 1.0
        matrix = _turning(degrees, (width, height), edge, growth)
        turned = padded.transform((ANGLE_SIDE, ANGLE_SIDE), Image.Transform.AFFINE, matrix, Image.Resampling.NEAREST)
        box = _grown_box(plane, growth) if straightened else None
        variants.append(Variant(stage=Stage.ANGLE, degrees=degrees, box=box))
        terms.append(square_terms(np.asarray(turned, np.float32), [WHOLE]))
    return variants, np.concatenate(terms)


def _cut_off(degrees: float, size: tuple[int, int]) -> float:
    """Return how much larger a picture was before it was turned and cut to the same shape without corners."""
    angle = math.radians(abs(degrees))
    return math.cos(angle) + max(size) / min(size) * math.sin(angle)


def _grown_box(plane: Plane, growth: float) -> tuple[int, int, int, int]:
    across, down = (round((growth - 1) / 2 * side) for side in (plane.width, plane.height))
    return -across, -down, plane.width + across, plane.height + down


def _turning(
    degrees: float, size: tuple[int, int], edge: int, growth: float
) -> tuple[float, float, float, float, float, float]:
    """Return where the pixels of a turned square come from: a picture of `size`, with an `edge` around it."""
    width, height = size
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    # The frame becomes a square, which its hash does not see.
    across, down = growth * width / ANGLE_SIDE, growth * height / ANGLE_SIDE
    half = ANGLE_SIDE / 2
    return (
        cosine * across, -sine * down, edge + width / 2 - half * (cosine * across - sine * down),
        sine * across, cosine * down, edge + height / 2 - half * (sine * across + cosine * down),
    )  # fmt: skip
