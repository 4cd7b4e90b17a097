"""Cut a collage into parts, halves and cells, each of which may be a picture."""

from collections.abc import Iterator

from hashmatch.media.content.rectangle import Rectangle
from hashmatch.media.content.seams import Seam, seams_of
from hashmatch.media.content.strip import Bytes, axes_of

SMALLEST_SIDE = 32  # pixels of the thumbnail
GUTTER = 0.05  # of the axis: two seams nearer than this are the two sides of one gap
MOST_CUTS = 3


def parts(thumbnail: Bytes) -> tuple[Rectangle, ...]:
    """Cut a picture into halves at its strongest seams and its middle lines, and into quarters where two of them cross.

    Parameters
    ----------
    thumbnail : ndarray of uint8, shape (h, w, 3) RGB or (h, w) gray

    Returns
    -------
    tuple of Rectangle
        Strongest seams first, no two equal.
    """
    height, width = thumbnail.shape[:2]
    axes = axes_of(thumbnail)
    rows = _cuts(seams_of(axes.rows(0, 0, width, height)), height)
    columns = _cuts(seams_of(axes.columns(0, 0, width, height)), width)
    found = dict.fromkeys([*_halves(rows, columns, width, height), *_cells(rows, columns, width, height)])
    return tuple(part for part in found if min(part.width, part.height) >= SMALLEST_SIDE)


def _cuts(seams: list[Seam], length: int) -> list[tuple[int, int]]:
    """Return the cuts of an axis as (end of the first part, start of the second): gaps first, then single seams."""
    gaps: list[list[Seam]] = []
    for seam in sorted(seams):
        if gaps and seam.at - gaps[-1][0].at <= GUTTER * length:
            gaps[-1].append(seam)
        else:
            gaps.append([seam])
    gaps.sort(key=lambda gap: -max(seam.strength for seam in gap))
    cuts = [(gap[0].at, gap[-1].at) for gap in gaps[:MOST_CUTS]]
    return list(dict.fromkeys([*cuts, *((seam.at, seam.at) for seam in seams[:MOST_CUTS])]))


def _halves(
    rows: list[tuple[int, int]], columns: list[tuple[int, int]], width: int, height: int
) -> Iterator[Rectangle]:
    for above, below in [*rows, (height // 2, height // 2)]:
        yield Rectangle(0, 0, width, above)
        yield Rectangle(0, below, width, height)
    for left, right in [*columns, (width // 2, width // 2)]:
        yield Rectangle(0, 0, left, height)
        yield Rectangle(right, 0, width, height)


def _cells(rows: list[tuple[int, int]], columns: list[tuple[int, int]], width: int, height: int) -> Iterator[Rectangle]:
    """Yield the quarters around three crossings of the two best cuts of each axis, and around the middle."""
    crossings = [(row, column) for row in rows[:2] for column in columns[:2]][:3]
    crossings.append(((height // 2, height // 2), (width // 2, width // 2)))
    for (above, below), (left, right) in crossings:
        for top, bottom in ((0, above), (below, height)):
            yield Rectangle(0, top, left, bottom)
            yield Rectangle(right, top, width, bottom)
