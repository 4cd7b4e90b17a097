"""Samples to bits: compare the 16 x 16 low terms of their DCT with the median; and the quality."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hashmatch.hashing.pdq.axis import SAMPLES, Floats

BEND = 1e-4  # hundredths; our steps differ rarely by more from the reference's, whose running sums drift
MEDIAN = 127  # of 256 sorted terms the reference takes the lower of the two middle ones
MARGIN_UNIT = 32  # the average margin
CERTAIN = 255  # this margin and all larger ones


def _dct_rows() -> Floats:
    """Return rows 1 to 16 of the 64-point DCT-II; row 0, the mean, is left out."""
    k, j = np.arange(1, 17), np.arange(SAMPLES)
    scale = np.float32(np.sqrt(2 / SAMPLES))
    rows: Floats = (scale * np.cos(np.pi / (2 * SAMPLES) * np.outer(k, 2 * j + 1))).astype(np.float32)
    return rows


DCT = _dct_rows()


def coefficients(samples: Floats) -> Floats:
    """Return the 16 x 16 low terms of 64 x 64 samples, (64, 64) or (n, 64, 64)."""
    terms: Floats = np.matmul(np.matmul(DCT, samples), DCT.T)
    return terms


def code_of(terms: Floats) -> NDArray[np.uint8]:
    """Return the 32 bytes of the code: one bit for each term above the median, the last term first."""
    flat = terms.ravel()
    return np.packbits((flat > np.partition(flat, MEDIAN)[MEDIAN])[::-1])


def margins_of(terms: Floats) -> NDArray[np.uint8]:
    """Return the distance of each bit's term from the median, (n, 16, 16) to (n, 256), in the order of the bits.

    Margins are scaled so that the average of a picture's 256 is `MARGIN_UNIT`, and clipped at `CERTAIN`.
    """
    flat = terms.reshape(len(terms), -1)
    far = np.abs(flat - np.partition(flat, MEDIAN, axis=1)[:, MEDIAN : MEDIAN + 1])
    average = far.mean(axis=1, keepdims=True)
    some = average > 0  # a picture of one tone has no margins: its bits count as certain
    margins = np.where(some, far * (MARGIN_UNIT / np.where(some, average, 1)), CERTAIN)
    return np.minimum(margins, CERTAIN).astype(np.uint8)[:, ::-1]


def median_gap(terms: Floats) -> float:
    """Return the gap between the two middle terms: a rounding error of this size changes bits."""
    low, high = np.partition(terms.ravel(), (MEDIAN, MEDIAN + 1))[MEDIAN : MEDIAN + 2]
    return float(high - low)


def near_median(terms: Floats, within: float) -> int:
    """Return the number of terms nearer to the median than `within`: a small error may change their bits."""
    flat = terms.ravel()
    return int(np.count_nonzero(np.abs(flat - np.partition(flat, MEDIAN)[MEDIAN]) < within))


class Quality(NamedTuple):
    """The quality of a hash: how much structure the picture has."""

    value: int  # 0 to 100
    doubtful: bool  # a rounding error of `BEND` in the steps could change it


def quality_of(samples: Floats) -> Quality:
    """Return the quality: the sum of the differences of neighbouring samples, in whole hundredths of the full range."""
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
