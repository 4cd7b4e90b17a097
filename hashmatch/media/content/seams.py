"""Find seams, line-like edges across a strip: there one picture may end and another begin."""

from typing import NamedTuple

import numpy as np

from hashmatch.media.content.strip import Bytes, Strip

MOST = 6
STEP = 5  # of 255: the least jump of a line
STEP_NEAR_END = 8  # the least jump within three positions of an end, where there is no gradient beyond to compare with
AROUND = 3  # the gradient so many positions away on either side must be smaller by half
LEAST_SHARE = 0.22  # of the lines
APART = 3  # positions; of seams that are nearer, the stronger counts
SHORTEST = 16  # positions: shorter strips are not searched


class Seam(NamedTuple):
    """An edge before position `at`, seen in the share `strength` of the lines."""

    at: int
    strength: float


def seams_of(strip: Strip) -> list[Seam]:
    """Return up to six seams of a strip, strongest first."""
    lines, length = strip.luma.shape
    if length < SHORTEST:
        return []
    marks = crossed(strip.luma)
    here = _count(marks) / lines
    both = here.copy()  # an edge between two pixels jumps in two steps: either counts
    both[:-1] = np.maximum(here[:-1], _count(marks[:, :-1] | marks[:, 1:]) / lines)
    peaks = np.flatnonzero((both >= LEAST_SHARE) & (both == _highest_around(both)))
    peaks = peaks[(peaks >= 2) & (peaks < length - 1)]
    seams: list[Seam] = []
    for peak in peaks[np.argsort(-both[peaks], kind="stable")].tolist():
        at = peak if here[peak] >= here[peak + 1] else peak + 1
        if all(abs(at - other.at) > APART for other in seams):
            seams.append(Seam(at, float(both[peak])))
        if len(seams) == MOST:
            break
    return seams


def crossed(luma: Bytes) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """Mark the lines with an edge before each position 0 to n: a jump larger than those three positions away."""
    lines, length = luma.shape
    before, after = luma[:, :-1], luma[:, 1:]
    jump = np.maximum(before, after) - np.minimum(before, after)  # jump[:, i] lies before position i + 1
    marks = np.zeros((lines, length + 1), np.bool_)
    inner = jump[:, AROUND:-AROUND]
    around = np.maximum(jump[:, : -2 * AROUND], jump[:, 2 * AROUND :])
    excess = inner - np.minimum(inner, around)
    marks[:, AROUND + 1 : -AROUND - 1] = (inner > STEP) & (excess > around >> 1)
    marks[:, 1 : AROUND + 1] = jump[:, :AROUND] > STEP_NEAR_END
    marks[:, -AROUND - 1 : -1] = jump[:, -AROUND:] > STEP_NEAR_END
    return marks


def _count(marks: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> Bytes:
    count: Bytes = np.add.reduce(marks.view(np.uint8), axis=0, dtype=np.uint8)
    return count


def _highest_around(
    values: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the highest of the values up to three positions away from each."""
    highest = values.copy()
    for shift in range(1, AROUND + 1):
        np.maximum(highest[shift:], values[:-shift], out=highest[shift:])
        np.maximum(highest[:-shift], values[shift:], out=highest[:-shift])
    return highest
