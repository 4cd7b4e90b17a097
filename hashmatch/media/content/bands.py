"""Find borders of one colour: colours that fill whole positions of a strip, and the share of each that they fill."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from hashmatch.media.content.strip import Bytes, Strip

MOST_COLOURS = 3
LEAST_SHARE = 0.03  # of the positions
OWN_NEAR = 12  # of 255 in each channel: tolerance around a position's own median
SAME = 10  # positions whose medians differ by less have one colour
BAND_NEAR = 14  # tolerance around a band's colour
CELL = 12  # side of the cubes in which colours are grouped to find the commonest

Shares = NDArray[np.float64]


def band_colours(strip: Strip) -> list[Bytes]:
    """Return up to three colours, commonest first; each fills at least half of every position counted as its own."""
    medians = middle_colours(strip.colours)
    left = _near(strip.colours, medians, OWN_NEAR) >= strip.luma.shape[0] / 2
    least = max(2.0, LEAST_SHARE * left.size)
    cells = np.zeros(left.size, np.int64)
    for channel in medians:
        cells = cells * (255 // CELL + 1) + channel // CELL
    colours: list[Bytes] = []
    while len(colours) < MOST_COLOURS and np.count_nonzero(left) >= least:
        commonest = np.bincount(cells[left]).argmax()
        alike = medians[:, left & (cells == commonest)]
        middle = alike.shape[1] // 2
        colour: Bytes = np.partition(alike, middle, axis=1)[:, middle]
        same = left & (_near(medians[:, None], colour[:, None], SAME) > 0)
        if np.count_nonzero(same) < least:
            break
        colours.append(colour)
        left &= ~same
    return colours


def middle_colours(colours: Bytes) -> Bytes:
    """Return an approximate median of each position: the median of three, taken three times over 27 lines.

    This is the remedian (Rousseeuw and Bassett, 1990). It takes twelve operations on whole rows, where an exact median
    sorts each position.
    """
    medians: Bytes = colours[:, _chosen(colours.shape[1])]
    while medians.shape[1] > 1:
        one, two, three = medians[:, ::3], medians[:, 1::3], medians[:, 2::3]
        medians = np.maximum(np.minimum(one, two), np.minimum(np.maximum(one, two), three))
    return medians[:, 0]


@lru_cache(maxsize=256)
def _chosen(lines: int) -> NDArray[np.intp]:
    return np.linspace(0, lines - 1, 27).round().astype(np.intp)


def filled(strip: Strip, colour: Bytes) -> Shares:
    """Return the share of each position's lines that have nearly this colour."""
    share: Shares = _near(strip.colours, colour[:, None], BAND_NEAR) / strip.luma.shape[0]
    return share


def _near(colours: Bytes, wanted: Bytes, tolerance: int) -> Bytes:
    """Count the lines of each position whose colour is within `tolerance` of the wanted one in every channel.

    One subtraction per channel is enough: unsigned values below the lowest wrap around to above the highest.
    """
    lowest = np.maximum(wanted, tolerance) - tolerance
    highest = np.minimum(wanted, 255 - tolerance) + tolerance
    inside = colours - lowest[:, None] <= (highest - lowest)[:, None]
    count: Bytes = np.add.reduce(np.logical_and.reduce(inside, axis=0).view(np.uint8), axis=0, dtype=np.uint8)
    return count
