"""Samples to bits: a 16 x 16 corner of their DCT against its median, and the quality."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hashmatch.hashing.pdq.axis import SAMPLES, Floats

BEND = 1e-4  # hundredths; how far our steps lie from the reference's, whose running sums drift (rarely further)
MEDIAN = 127  # of 256 sorted terms the reference takes the lower of the two middle ones
MARGIN_UNIT = 32  # stands for an average margin
CERTAIN = 255  # stands for the largest margins


def _dct_rows() -> Floats:
    """Rows 1 to 16 of the 64-point DCT-II; row 0, the mean, is left out."""
    k, j = np.arange(1, 17), np.arange(SAMPLES)
    scale = np.float32(np.sqrt(2 / SAMPLES))
    rows: Floats = (scale * np.cos(np.pi / (2 * SAMPLES) * np.outer(k, 2 * j + 1))).astype(np.float32)
    return rows


DCT = _dct_rows()


def coefficients(samples: Floats) -> Floats:
    """Return the 16 x 16 low terms of 64 x 64 samples, or of each of n."""
    terms: Floats = np.matmul(np.matmul(DCT, samples), DCT.T)
    return terms


def code_of(terms: Floats) -> NDArray[np.uint8]:
    """Return the 32 bytes: which terms exceed their median, the last term first."""
    flat = terms.ravel()
    return np.packbits((flat > np.partition(flat, MEDIAN)[MEDIAN])[::-1])


def margins_of(terms: Floats) -> NDArray[np.uint8]:
    """Return how far the term of each bit lies from the median, (n, 16, 16) to (n, 256), in the order of the bits.

    In units of the average of a picture's 256, which is `MARGIN_UNIT`; `CERTAIN` also stands for what is more.
    """
    flat = terms.reshape(len(terms), -1)
    far = np.abs(flat - np.partition(flat, MEDIAN, axis=1)[:, MEDIAN : MEDIAN + 1])
    average = far.mean(axis=1, keepdims=True)
    some = average > 0  # of a picture of one tone nothing is known: its bits count as certain
    margins = np.where(some, far * (MARGIN_UNIT / np.where(some, average, 1)), CERTAIN)
    return np.minimum(margins, CERTAIN).astype(np.uint8)[:, ::-1]


def median_gap(terms: Floats) -> float:
    """Return how far apart the two middle terms are: what rounding must not bridge, or bits change."""
    low, high = np.partition(terms.ravel(), (MEDIAN, MEDIAN + 1))[MEDIAN : MEDIAN + 2]
    return float(high - low)


def near_median(terms: Floats, within: float) -> int:
    """Return how many terms lie so near the median that a small error may carry them across."""
    flat = terms.ravel()
    return int(np.count_nonzero(np.abs(flat - np.partition(flat, MEDIAN)[MEDIAN]) < within))


class Quality(NamedTuple):
    """How much a hash says."""

    value: int  # 0 to 100
    doubtful: bool  # a rounding error of `BEND` in the steps could change it


def quality_of(samples: Floats) -> Quality:
    """Return how much neighbouring samples differ, in steps of whole hundredths of the full range."""
    total, every = 0, []
    for before, after in ((samples[:-1], samples[1:]), (samples[:, :-1], samples[:, 1:])):
        steps = np.abs(before - after) * np.float32(100) / np.float32(255)
        total += int(np.floor(steps).sum())  # exact in single precision: below 2 ** 24
        if total >= 101 * 90:  # often after the first half
            return Quality(100, doubtful=False)
        every.append(steps.ravel())
    joined = np.concatenate(every)
    whole = np.floor(joined)
    rest = joined - whole
    up, down_again = np.count_nonzero(rest > 1 - BEND), np.count_nonzero((rest < BEND) & (whole > 0))
    lowest, highest = (total - down_again) // 90, (total + up) // 90
    return Quality(min(total // 90, 100), doubtful=min(lowest, 100) != min(highest, 100))
