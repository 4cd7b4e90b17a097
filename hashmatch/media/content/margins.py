"""Remove thin margins of one colour: those of a chat bubble, or of a picture mount."""

import numpy as np

from hashmatch.media.content.bands import filled, middle_colours
from hashmatch.media.content.rectangle import Rectangle
from hashmatch.media.content.strip import Axes, Strip

DEEPEST = 0.05  # of the side, and at least four pixels; a deeper margin is a border, which the intervals find
PAPER = 0.8  # a margin's colour fills at least this share of its first line
PICTURE = 0.5  # and less than this share of the picture's first line


def without_margins(axes: Axes, rectangle: Rectangle) -> Rectangle | None:
    """Return the rectangle without its margins, or None if no side has one."""
    columns = axes.columns(rectangle.left, rectangle.top, rectangle.right, rectangle.bottom)
    rows = axes.rows(rectangle.left, rectangle.top, rectangle.right, rectangle.bottom)
    inner = Rectangle(
        rectangle.left + _margin(columns),
        rectangle.top + _margin(rows),
        rectangle.right - _margin(_backwards(columns)),
        rectangle.bottom - _margin(_backwards(rows)),
    )
    return None if inner == rectangle else inner


def _margin(strip: Strip) -> int:
    """Count the positions at the start that belong to a margin.

    The colour is taken from the second position, because the first is mixed with the surroundings.
    """
    depth = max(4, int(DEEPEST * strip.luma.shape[1]))
    edge = Strip(strip.colours[..., 1 : depth + 1], strip.luma[..., 1 : depth + 1])
    share = filled(edge, middle_colours(edge.colours[..., :1])[:, 0])
    if share[0] < PAPER or share[-1] >= PICTURE:
        return 0
    return int(np.argmax(share < PICTURE)) + 1


def _backwards(strip: Strip) -> Strip:
    return Strip(strip.colours[..., ::-1], strip.luma[..., ::-1])
