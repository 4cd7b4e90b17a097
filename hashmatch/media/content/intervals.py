"""Find the intervals of one axis that may be a picture's extent, best first.

Three kinds of evidence propose intervals: positions that a border's colour does not fill, positions with detail, and
pairs of seams. An interval that several of them propose scores higher.
"""

from collections.abc import Iterator
from itertools import combinations, product
from math import log2
from typing import NamedTuple

import numpy as np

from hashmatch.media.content.bands import Shares, band_colours, filled
from hashmatch.media.content.seams import Seam, seams_of
from hashmatch.media.content.strip import Strip

SHORTEST = 24  # positions
SHORTEST_SHARE = 0.12  # of the axis
SAME = 1  # position: two intervals are one if they differ by no more at each end
NEAR = sorted(product((-1, 0, 1), repeat=2), key=lambda steps: abs(steps[0]) + abs(steps[1]))
AGREED = 0.15  # added for each further proposal of the same interval
FILLED = (0.97, 0.85, 0.65, 0.4)  # a position may belong to the picture if a border's colour fills less of it
DETAILED = (0.15, 0.35, 0.6)  # or if it has more than this share of the usual detail
USUAL = 0.85  # the usual detail is this quantile of the positions' detail
SNAP = 5  # positions: the end of a detailed run is moved to a seam this near

Detail = np.ndarray[tuple[int], np.dtype[np.float64]]


class Interval(NamedTuple):
    """Positions ``[start:stop]`` of a strip, and the evidence for them."""

    start: int
    stop: int
    score: float


def intervals_of(strip: Strip, most: int) -> list[Interval]:
    """Return up to `most` intervals of a strip, best first; never the whole strip."""
    length = strip.luma.shape[1]
    if length < SHORTEST:
        return []
    seams = seams_of(strip)
    shortlist: dict[tuple[int, int], float] = {}
    detail = _detail(strip)
    for proposed in (*_between_bands(strip), *_detailed(detail, seams), *_between_seams(detail, seams)):
        _add(proposed, length, shortlist)
    best = sorted(shortlist.items(), key=lambda item: -item[1])[:most]
    return [Interval(start, stop, score) for (start, stop), score in best]


def _add(proposed: Interval, length: int, shortlist: dict[tuple[int, int], float]) -> None:
    """Add an interval to the list; if one that is the same within a position is there, raise its score instead."""
    start = proposed.start if proposed.start > SAME else 0
    stop = proposed.stop if proposed.stop < length - SAME else length
    if stop - start < max(SHORTEST, SHORTEST_SHARE * length) or stop - start == length:
        return
    for earlier, later in NEAR:
        other = start + earlier, stop + later
        score = shortlist.get(other)
        if score is not None:
            shortlist[other] = max(score, proposed.score) + AGREED
            return
    shortlist[start, stop] = proposed.score


def _between_bands(strip: Strip) -> Iterator[Interval]:
    """Propose runs that a border's colour does not fill: the two longest, and all from the first to the last."""
    length = strip.luma.shape[1]
    for rank, colour in enumerate(band_colours(strip)):
        share = filled(strip, colour)
        for limit in FILLED:
            runs = _runs(share < limit, 2)
            if not runs:
                continue
            for place, (start, stop) in enumerate(sorted(runs, key=lambda run: run[0] - run[1])[:2]):
                weight = (0.5 + 0.5 * _filled_outside(share, start, stop)) / (1 + place)
                yield Interval(start, stop, weight + 0.3 * (stop - start) / length - 0.1 * rank)
            start, stop = runs[0][0], runs[-1][1]
            yield Interval(start, stop, 0.6 + 0.3 * (stop - start) / length - 0.1 * rank)


def _filled_outside(share: Shares, start: int, stop: int) -> float:
    """Return the mean share of the border's colour in the four positions on either side of a run."""
    outside = [*share[max(0, start - 4) : start].tolist(), *share[stop : stop + 4].tolist()]
    return sum(outside) / len(outside) if outside else 0.0


def _detailed(detail: Detail, seams: list[Seam]) -> Iterator[Interval]:
    """Propose the longest runs of positions with detail, with their ends moved to near seams, and symmetric ones."""
    length = len(detail)
    usual = np.partition(detail, int(USUAL * length))[int(USUAL * length)]
    smooth = np.convolve(np.pad(detail, 2, mode="edge"), np.full(5, 0.2), "valid")
    for limit in DETAILED:
        runs = _runs(smooth > limit * usual, 3)
        if not runs:
            continue
        start, stop = (_snapped(end, seams) for end in max(runs, key=lambda run: run[1] - run[0]))
        yield Interval(start, stop, 0.55 + 0.2 * (stop - start) / length)
        if abs(length - stop - start) <= 0.06 * length:
            yield Interval(start, length - start, 0.5)
            yield Interval(length - stop, stop, 0.5)


def _detail(strip: Strip) -> Detail:
    """Return the mean change of luma from line to line at each position."""
    before, after = strip.luma[:-1], strip.luma[1:]
    changes = np.maximum(before, after) - np.minimum(before, after)
    total = np.add.reduce(changes, axis=0, dtype=np.uint32)
    detail: Detail = total / max(1, len(changes))
    return detail


def _snapped(end: int, seams: list[Seam]) -> int:
    nearest = min((seam.at for seam in seams), key=lambda at: abs(at - end), default=end)
    return nearest if abs(nearest - end) <= SNAP else end


def _between_seams(detail: Detail, seams: list[Seam]) -> Iterator[Interval]:
    """Propose the intervals between two seams, or between a seam and an end of the axis."""
    length = len(detail)
    total = [0.0, *np.cumsum(detail).tolist()]
    for seam in seams[:3]:
        margin = min(seam.at, length - seam.at)
        if seam.strength >= 0.3 and 0.04 * length < margin < 0.42 * length:
            yield Interval(margin, length - margin, 0.35 + 0.5 * seam.strength)
    for start, stop in combinations(sorted([Seam(0, 0.25), *seams, Seam(length, 0.25)]), 2):
        inside = stop.at - start.at
        if inside in (0, length):
            continue
        symmetric = start.at > 0 and stop.at < length and abs(start.at - (length - stop.at)) <= max(2, 0.012 * length)
        within = total[stop.at] - total[start.at]
        contrast = log2((within / inside + 0.5) / ((total[-1] - within) / (length - inside) + 0.5))
        score = 0.5 * (start.strength + stop.strength) + 0.125 * min(2.0, max(-1.0, contrast)) + 0.2 * inside / length
        yield Interval(start.at, stop.at, score + 0.25 * symmetric)


def _runs(marks: np.ndarray[tuple[int], np.dtype[np.bool_]], shortest: int) -> list[tuple[int, int]]:
    """Return begin and end of each run of marks, in order."""
    edges: list[int] = (np.flatnonzero(marks[1:] != marks[:-1]) + 1).tolist()
    if marks[0]:
        edges.insert(0, 0)
    if marks[-1]:
        edges.append(len(marks))
    return [(start, stop) for start, stop in zip(edges[::2], edges[1::2], strict=True) if stop - start >= shortest]
