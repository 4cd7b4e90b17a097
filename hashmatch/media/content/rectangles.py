"""Rectangles that may hold a picture of their own: likely rows, then columns within them, then rows again."""

from collections.abc import Iterator

import numpy as np

from hashmatch.media.content.evidence import Edges, edges_of, likelihoods
from hashmatch.media.content.intervals import Interval, intervals_of
from hashmatch.media.content.margins import without_margins
from hashmatch.media.content.rectangle import Found, Rectangle
from hashmatch.media.content.strip import Bytes, Planes, planes_of

SMALLEST_SHARE = 0.06  # of the thumbnail's area
SMALLEST_SIDE = 32  # pixels of the thumbnail
MAY_HAVE_MARGINS = 8  # of the likeliest; with 3 one bordered picture in a hundred less is found
SAME = 0.006  # of a side, and at least a pixel: by how much two rectangles may differ and still be one
MOST_BANDS = 6  # intervals of the whole picture, along each axis
ROWS_SEARCHED = 4  # for columns within; 2 lose 1.6 % of the bordered pictures, 6 find 0.7 % more in a third more time
COLUMNS_SEARCHED = 1  # for rows within; 3 find nothing more
MOST_WITHIN = 3  # 5 find nothing more
MOST_DEEPEST = 2
DEEPER = 0.1  # a rectangle found in two or three steps has more evidence than a band across the picture
ASPECTS = (9 / 16, 2 / 3, 3 / 4, 1, 4 / 3, 3 / 2, 16 / 9)
FLAT = 24  # of 255: the range of colours of a flat border


def content_rectangles(thumbnail: Bytes, *, most: int = 24) -> tuple[Found, ...]:
    """Find what a border, a caption, an application's surface or another picture surrounds.

    Parameters
    ----------
    thumbnail : ndarray of uint8, shape (h, w, 3) RGB or (h, w) gray
        As `thumbnail` makes it.
    most : int
        How many rectangles at most.

    Returns
    -------
    tuple of Found
        Best first, no two nearly equal, never the whole picture.
    """
    height, width = thumbnail.shape[:2]
    if min(height, width) < SMALLEST_SIDE:
        return ()
    planes = planes_of(thumbnail)
    edges = edges_of(planes)
    scores: dict[Rectangle, float] = {}
    for rectangle, score in (*_proposed(planes, width, height), *_usual_shapes(thumbnail)):
        _add(rectangle, score, width * height, scores)
    for found in _ranked(edges, scores)[:MAY_HAVE_MARGINS]:
        inner = without_margins(planes, found.rectangle)
        if inner is not None:
            _add(inner, scores[found.rectangle], width * height, scores)
    return tuple(_ranked(edges, scores)[:most])


def _ranked(edges: Edges, scores: dict[Rectangle, float]) -> list[Found]:
    """Return the rectangles, likeliest first; rounded, so that the last bit of a logarithm decides nothing."""
    likely = likelihoods(edges, list(scores), list(scores.values())).round(6).tolist() if scores else []
    return sorted(map(Found, scores, likely), key=lambda found: (-found.score, found.rectangle))


def _add(rectangle: Rectangle, score: float, whole: int, scores: dict[Rectangle, float]) -> None:
    """Put a rectangle on the list, or its score to one that is nearly the same."""
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


def _proposed(planes: Planes, width: int, height: int) -> Iterator[tuple[Rectangle, float]]:
    """Propose bands across the picture, and what is found within the best of them."""
    rows = intervals_of(planes.rows(0, 0, width, height), MOST_BANDS)
    columns = intervals_of(planes.columns(0, 0, width, height), MOST_BANDS)
    yield from ((Rectangle(0, row.start, width, row.stop), row.score) for row in rows)
    yield from ((Rectangle(column.start, 0, column.stop, height), column.score) for column in columns)
    for row in rows[:ROWS_SEARCHED]:
        yield from _within_rows(planes, width, row)
    for column in columns[:COLUMNS_SEARCHED]:
        for row in intervals_of(planes.rows(column.start, 0, column.stop, height), MOST_WITHIN):
            rectangle = Rectangle(column.start, row.start, column.stop, row.stop)
            yield rectangle, (column.score + row.score) / 2 + DEEPER


def _within_rows(planes: Planes, width: int, row: Interval) -> Iterator[tuple[Rectangle, float]]:
    """Propose columns within a band of rows, and rows within the best of those."""
    columns = intervals_of(planes.columns(0, row.start, width, row.stop), MOST_WITHIN)
    for column in columns:
        rectangle = Rectangle(column.start, row.start, column.stop, row.stop)
        yield rectangle, (row.score + column.score) / 2 + DEEPER
    for column in columns[:1]:
        for inner in intervals_of(planes.rows(column.start, row.start, column.stop, row.stop), MOST_DEEPEST):
            top, bottom = row.start + inner.start, row.start + inner.stop
            score = (row.score + column.score + inner.score) / 3 + DEEPER
            yield Rectangle(column.start, top, column.stop, bottom), score


def _usual_shapes(thumbnail: Bytes) -> Iterator[tuple[Rectangle, float]]:
    """Propose the usual shapes of photographs between two flat borders, whose colour may run into the picture."""
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
