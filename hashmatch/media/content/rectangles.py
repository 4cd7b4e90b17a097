"""Find rectangles that may hold a picture: likely rows, then columns within them, then rows within those."""

from collections.abc import Iterator

import numpy as np

from hashmatch.media.content.evidence import Edges, edges_of, likelihoods
from hashmatch.media.content.intervals import Interval, intervals_of
from hashmatch.media.content.margins import without_margins
from hashmatch.media.content.rectangle import Candidate, Rectangle
from hashmatch.media.content.strip import Axes, Bytes, axes_of

SMALLEST_SHARE = 0.06  # of the thumbnail's area
SMALLEST_SIDE = 32  # pixels of the thumbnail
MAY_HAVE_MARGINS = 8  # the likeliest are searched for margins; with 3, one bordered picture in a hundred is lost
SAME = 0.006  # of a side, and at least a pixel: two rectangles are one if they differ by no more
MOST_BANDS = 6  # intervals of the whole picture, along each axis
ROWS_SEARCHED = 4  # for columns; 2 lose 1.6 % of the bordered pictures, 6 find 0.7 % more and take a third longer
COLUMNS_SEARCHED = 1  # for rows; 3 find nothing more
MOST_WITHIN = 3  # intervals within an interval; 5 find nothing more
MOST_DEEPEST = 2  # intervals in the third step
DEEPER = 0.1  # added to the score: a rectangle of two or three steps has more evidence than a band across the picture
ASPECTS = (9 / 16, 2 / 3, 3 / 4, 1, 4 / 3, 3 / 2, 16 / 9)
FLAT = 24  # of 255: the largest range of colours in a flat border


def content_rectangles(thumbnail: Bytes, *, most: int = 24) -> tuple[Candidate, ...]:
    """Find rectangles that are surrounded by a border, a caption, an application's interface or another picture.

    Parameters
    ----------
    thumbnail : ndarray of uint8, shape (h, w, 3) RGB or (h, w) gray
        As `thumbnail` makes it.
    most : int
        Maximum number of rectangles.

    Returns
    -------
    tuple of Candidate
        Best first, no two nearly equal, never the whole picture. Empty if nothing was found, or if a side of the
        thumbnail is below 32 pixels.
    """
    height, width = thumbnail.shape[:2]
    if min(height, width) < SMALLEST_SIDE:
        return ()
    axes = axes_of(thumbnail)
    edges = edges_of(axes)
    scores: dict[Rectangle, float] = {}
    for rectangle, score in (*_proposed(axes, width, height), *_usual_shapes(thumbnail)):
        _add(rectangle, score, width * height, scores)
    for candidate in _ranked(edges, scores)[:MAY_HAVE_MARGINS]:
        inner = without_margins(axes, candidate.rectangle)
        if inner is not None:
            _add(inner, scores[candidate.rectangle], width * height, scores)
    return tuple(_ranked(edges, scores)[:most])


def _ranked(edges: Edges, scores: dict[Rectangle, float]) -> list[Candidate]:
    """Sort by likelihood, likeliest first; it is rounded, so that the last bit of a logarithm decides nothing."""
    likely = likelihoods(edges, list(scores), list(scores.values())).round(6).tolist() if scores else []
    return sorted(map(Candidate, scores, likely), key=lambda candidate: (-candidate.score, candidate.rectangle))


def _add(rectangle: Rectangle, score: float, whole: int, scores: dict[Rectangle, float]) -> None:
    """Add a rectangle with its score; if one that is nearly the same is there, raise its score instead."""
    if rectangle.area < SMALLEST_SHARE * whole or rectangle.area == whole:
        return
    if min(rectangle.width, rectangle.height) < SMALLEST_SIDE:
        return
    across, down = max(1.0, SAME * rectangle.width), max(1.0, SAME * rectangle.height)
    for other, theirs in scores.items():
        if (
            abs(other.left - rectangle.left) <= across
            and abs(other.top - rectangle.top) <= down
            and abs(other.right - rectangle.right) <= across
            and abs(other.bottom - rectangle.bottom) <= down
        ):
            scores[other] = max(theirs, score)
            return
    scores[rectangle] = score


def _proposed(axes: Axes, width: int, height: int) -> Iterator[tuple[Rectangle, float]]:
    """Propose bands across the picture, and rectangles within the best bands."""
    rows = intervals_of(axes.rows(0, 0, width, height), MOST_BANDS)
    columns = intervals_of(axes.columns(0, 0, width, height), MOST_BANDS)
    yield from ((Rectangle(0, row.start, width, row.stop), row.score) for row in rows)
    yield from ((Rectangle(column.start, 0, column.stop, height), column.score) for column in columns)
    for row in rows[:ROWS_SEARCHED]:
        yield from _within_rows(axes, width, row)
    for column in columns[:COLUMNS_SEARCHED]:
        for row in intervals_of(axes.rows(column.start, 0, column.stop, height), MOST_WITHIN):
            rectangle = Rectangle(column.start, row.start, column.stop, row.stop)
            yield rectangle, (column.score + row.score) / 2 + DEEPER


def _within_rows(axes: Axes, width: int, row: Interval) -> Iterator[tuple[Rectangle, float]]:
    """Propose columns within a band of rows, and rows within the best of these columns."""
    columns = intervals_of(axes.columns(0, row.start, width, row.stop), MOST_WITHIN)
    for column in columns:
        rectangle = Rectangle(column.start, row.start, column.stop, row.stop)
        yield rectangle, (row.score + column.score) / 2 + DEEPER
    for column in columns[:1]:
        for inner in intervals_of(axes.rows(column.start, row.start, column.stop, row.stop), MOST_DEEPEST):
            top, bottom = row.start + inner.start, row.start + inner.stop
            score = (row.score + column.score + inner.score) / 3 + DEEPER
            yield Rectangle(column.start, top, column.stop, bottom), score


def _usual_shapes(thumbnail: Bytes) -> Iterator[tuple[Rectangle, float]]:
    """Propose photographs' usual shapes between two flat borders, whose colour may continue in the picture."""
    height, width = thumbnail.shape[:2]
    deep, wide = max(2, height // 50), max(2, width // 50)
    if _flat(thumbnail[:deep]) and _flat(thumbnail[-deep:]):
        for aspect in ASPECTS:
            inner = round(width / aspect)
            if 0.3 * height < inner < 0.97 * height:
                top = (height - inner) // 2
                yield Rectangle(0, top, width, top + inner), 0.0
    if _flat(thumbnail[:, :wide]) and _flat(thumbnail[:, -wide:]):
        for aspect in ASPECTS:
            inner = round(height * aspect)
            if 0.3 * width < inner < 0.97 * width:
                left = (width - inner) // 2
                yield Rectangle(left, 0, left + inner, height), 0.0


def _flat(border: Bytes) -> bool:
    values = border.reshape(-1, border.shape[2] if border.ndim == 3 else 1)
    return bool((np.ptp(values, axis=0) <= FLAT).all())
