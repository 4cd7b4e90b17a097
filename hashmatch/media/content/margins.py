"""Margins: the thin line of paper that is left around a picture in a chat bubble or a passe-partout."""

import numpy as np

from hashmatch.media.content.bands import filled, middle_colours
from hashmatch.media.content.rectangle import Rectangle
from hashmatch.media.content.strip import Planes, Strip

DEEPEST = 0.05  # of the side, and at least four pixels; a deeper margin is a border, which the intervals find
PAPER = 0.8  # of a line has the margin's colour
PICTURE = 0.5  # of a line, at most, where the picture begins


def without_margins(planes: Planes, rectangle: Rectangle) -> Rectangle | None:
    """Return the rectangle inside its margins, or None if no side has any."""
    columns = planes.columns(rectangle.left, rectangle.top, rectangle.right, rectangle.bottom)
    rows = planes.rows(rectangle.left, rectangle.top, rectangle.right, rectangle.bottom)
    inner = Rectangle(
        rectangle.left + _margin(columns),
        rectangle.top + _margin(rows),
        rectangle.right - _margin(_backwards(columns)),
        rectangle.bottom - _margin(_backwards(rows)),
    )
    return None if inner == rectangle else inner


def _margin(strip: Strip) -> int:
    """Count the positions from the start that are margin.

    The first of them is a mixture with what lies outside, so the second shows the colour.
    """
    depth = max(4, int(DEEPEST * strip.luma.shape[1]))
    edge = Strip(strip.colours[..., 1 : depth + 1], strip.luma[..., 1 : depth + 1])
    share = filled(edge, middle_colours(edge.colours[..., :1])[:, 0])
    if share[0] < PAPER or share[-1] >= PICTURE:
        return 0
    return int(np.argmax(share < PICTURE)) + 1


def _backwards(strip: Strip) -> Strip:
    return Strip(strip.colours[..., ::-1], strip.luma[..., ::-1])
