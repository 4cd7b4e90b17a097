"""Extend a cropped picture beyond its edges, by growing amounts, before it is hashed."""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from PIL import Image, ImageFilter

from hashmatch.hashing.pdq.altered.settings import (
    ALL_SIDES,
    CORNERS,
    EDGE_BLUR,
    FADE,
    FADE_REACH,
    GROWN_SIDE,
    ONE_SIDE,
    TWO_SIDES,
)
from hashmatch.hashing.pdq.axis import Floats, Span
from hashmatch.hashing.pdq.filter import Plane, Window
from hashmatch.hashing.pdq.fixed_size import square_terms
from hashmatch.hashing.variant import Stage, Variant

Box = tuple[int, int, int, int]  # left, top, right, bottom
Growth = tuple[float, float, float, float]  # shares of width or height to add there


def uncropped(plane: Plane) -> tuple[list[Variant], Floats]:
    """Extend a picture once; return the DCT terms, (n, 16, 16), of larger and larger parts of the result.

    The picture is first scaled to a square, which does not change its hash. The parts are then the same for every
    picture.
    """
    stored = (0, 0, plane.width / plane.scale, plane.height / plane.scale)  # the last value may stand for less
    inner = Image.fromarray(plane.pixels).resize((GROWN_SIDE, GROWN_SIDE), Image.Resampling.BOX, stored)
    variants = [Variant(stage=Stage.UNCROP, box=grown_box(plane, growth)) for growth in GROWTHS]
    return variants, square_terms(_extended(np.asarray(inner, np.float32)), WINDOWS)


def _growths() -> Iterator[Growth]:
    """Yield the shares to add: on all sides, on two opposite ones, on one, on two adjacent ones."""
    yield from ((share, share, share, share) for share in ALL_SIDES)
    for share in TWO_SIDES:
        yield from ((share, 0, share, 0), (0, share, 0, share))
    for share in ONE_SIDE:
        yield from ((share, 0, 0, 0), (0, share, 0, 0), (0, 0, share, 0), (0, 0, 0, share))
    for share in CORNERS:
        yield from ((share, share, 0, 0), (0, share, share, 0), (share, 0, 0, share), (0, 0, share, share))


def grown_box(plane: Plane, growth: Growth) -> Box:
    """Return the box of the extended picture, in pixels of the full picture."""
    west, north, east, south = growth
    wide, high = plane.width, plane.height
    return -round(west * wide), -round(north * high), wide + round(east * wide), high + round(south * high)


def _span(before: float, after: float) -> Span:
    start, stop = EDGE - round(before * GROWN_SIDE), EDGE + round((1 + after) * GROWN_SIDE)
    return Span(start, stop, start, stop)


GROWTHS = tuple(_growths())
EDGE = max(round(share * GROWN_SIDE) for growth in GROWTHS for share in growth)  # pixels around the square
WINDOWS = [Window(_span(north, south), _span(west, east)) for west, north, east, south in GROWTHS]


def _extended(luma: Floats) -> Floats:
    """Extend a square beyond its edges, which are repeated, blurred, and fade towards the mean."""
    repeated = np.pad(luma.clip(0, 255).astype(np.uint8), EDGE, mode="edge")
    blur = ImageFilter.BoxBlur(EDGE_BLUR * GROWN_SIDE)
    extended = np.asarray(Image.fromarray(repeated).filter(blur), np.float32)
    extended += (luma.mean() - extended) * _fading()
    extended[EDGE:-EDGE, EDGE:-EDGE] = luma
    return extended


@lru_cache(maxsize=1)
def _fading() -> Floats:
    """Return the weight of the mean at each pixel of an extended square."""
    position = np.arange(GROWN_SIDE + 2 * EDGE) - EDGE
    outwards = np.abs(position - position.clip(0, GROWN_SIDE - 1)) / GROWN_SIDE
    far = np.maximum(outwards[:, None], outwards[None]) / FADE_REACH
    fading: Floats = FADE * np.minimum(far, 1).astype(np.float32)
    return fading
