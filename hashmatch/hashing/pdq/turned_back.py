"""What was turned by a few degrees, turned back within its own frame."""

import math

import numpy as np
from PIL import Image

from hashmatch.hashing.pdq.filter import Frame, Plane
from hashmatch.hashing.pdq.spans import Floats, Span
from hashmatch.hashing.pdq.square import square_terms
from hashmatch.hashing.pdq.stages import ANGLE_SIDE, ANGLES
from hashmatch.hashing.variant import Stage, Variant

WHOLE = Frame(Span.whole(ANGLE_SIDE), Span.whole(ANGLE_SIDE))


def turned_back(plane: Plane) -> tuple[list[Variant], Floats]:
    """Return the DCT terms, (n, 16, 16), of a picture turned back by each of the angles; its edges are repeated."""
    height, width = plane.pixels.shape
    edge = max(height, width) // 8  # more than six degrees can need
    padded = Image.fromarray(np.pad(plane.pixels.clip(0, 255).astype(np.uint8), edge, mode="edge"))
    terms = []
    for degrees in ANGLES:
        matrix = _turning(degrees, (width, height), edge)
        turned = padded.transform((ANGLE_SIDE, ANGLE_SIDE), Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR)
        terms.append(square_terms(np.asarray(turned, np.float32), [WHOLE]))
    return [Variant(stage=Stage.ANGLE, degrees=degrees) for degrees in ANGLES], np.concatenate(terms)


def _turning(degrees: float, size: tuple[int, int], edge: int) -> tuple[float, float, float, float, float, float]:
    """Return where the pixels of a turned square come from: a picture of `size`, with an `edge` around it."""
    width, height = size
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    across, down = width / ANGLE_SIDE, height / ANGLE_SIDE  # the frame becomes a square, which its hash does not see
    half = ANGLE_SIDE / 2
    return (
        cosine * across, -sine * down, edge + width / 2 - half * (cosine * across - sine * down),
        sine * across, cosine * down, edge + height / 2 - half * (sine * across + cosine * down),
    )  # fmt: skip
