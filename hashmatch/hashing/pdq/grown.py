"""What was cut at its edges, grown: hashed as if more and more had been around it."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from PIL import Image, ImageFilter

from hashmatch.hashing.pdq.filter import Frame, Plane
from hashmatch.hashing.pdq.spans import Floats, Span
from hashmatch.hashing.pdq.square import square_terms
from hashmatch.hashing.pdq.stages import EDGE_BLUR, FADE, FADE_REACH, GROWN_MOST, GROWN_SIDE
from hashmatch.hashing.variant import Stage, Variant

Box = tuple[int, int, int, int]  # left, top, right, bottom
Growth = tuple[float, float, float, float]  # shares of width or height to add there

EDGE = round(GROWN_MOST * GROWN_SIDE)  # pixels around the square
WHOLE = GROWN_SIDE + 2 * EDGE


def grown(plane: Plane, box: Box, growths: Sequence[Growth]) -> tuple[list[Variant], Floats]:
    """Extend a box of the full picture once, and return the DCT terms, (n, 16, 16), of larger and larger parts of that.

    It is made a square first, which its hash does not see: so the parts are the same for every picture.
    """
    around = tuple(side / plane.scale for side in box)
    luma = Image.fromarray(plane.pixels)
    inner = luma.resize((GROWN_SIDE, GROWN_SIDE), Image.Resampling.BOX, (around[0], around[1], around[2], around[3]))
    variants = [Variant(stage=Stage.UNCROP, box=_grown_box(box, growth)) for growth in growths]
    return variants, square_terms(_extended(np.asarray(inner)), _frames(tuple(growths)))


def growths(all_sides: Sequence[float], one_side: Sequence[float], corners: Sequence[float]) -> list[Growth]:
    """Return what is added: on all sides, on one, on two neighbouring ones."""
    added = [(share, share, share, share) for share in all_sides]
    for share in one_side:
        added += [(share, 0, 0, 0), (0, share, 0, 0), (0, 0, share, 0), (0, 0, 0, share)]
    for share in corners:
        added += [(share, share, 0, 0), (0, share, share, 0), (share, 0, 0, share), (0, 0, share, share)]
    return added


def _grown_box(box: Box, growth: Growth) -> Box:
    left, top, right, bottom = box
    west, north, east, south = growth
    across, down = right - left, bottom - top
    return (
        left - round(west * across),
        top - round(north * down),
        right + round(east * across),
        bottom + round(south * down),
    )


@lru_cache(maxsize=8)
def _frames(added: tuple[Growth, ...]) -> list[Frame]:
    """Return the parts of the extended square."""
    return [Frame(_span(north, south), _span(west, east)) for west, north, east, south in added]


def _span(before: float, after: float) -> Span:
    start, stop = EDGE - round(before * GROWN_SIDE), EDGE + round((1 + after) * GROWN_SIDE)
    return Span(start, stop, start, stop)


def _extended(luma: Floats) -> Floats:
    """Continue a square beyond its edges: they are repeated, blurred, and fade towards the mean."""
    repeated = np.pad(luma.clip(0, 255).astype(np.uint8), EDGE, mode="edge")
    blur = ImageFilter.BoxBlur(EDGE_BLUR * GROWN_SIDE)
    extended = np.asarray(Image.fromarray(repeated).filter(blur), np.float32)
    extended += (luma.mean() - extended) * _fading()
    extended[EDGE:-EDGE, EDGE:-EDGE] = luma
    return extended


@lru_cache(maxsize=1)
def _fading() -> Floats:
    """Return how much of the mean there is at each pixel of an extended square."""
    position = np.arange(WHOLE) - EDGE
    outwards = np.abs(position - position.clip(0, GROWN_SIDE - 1)) / GROWN_SIDE
    far = np.maximum(outwards[:, None], outwards[None]) / FADE_REACH
    fading: Floats = FADE * np.minimum(far, 1).astype(np.float32)
    return fading
