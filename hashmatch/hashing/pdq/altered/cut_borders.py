"""Hash what lies within borders, captions, screens and collages: rectangles of a picture, many at once."""

from collections.abc import Sequence

import numpy as np

from hashmatch.hashing.pdq.altered import settings
from hashmatch.hashing.pdq.altered.uncrop import Box
from hashmatch.hashing.pdq.axis import SAMPLES, Floats, Span
from hashmatch.hashing.pdq.filter import Plane, Window
from hashmatch.hashing.pdq.orientations import oriented
from hashmatch.hashing.pdq.windows import Prints, prints_of, sample_windows
from hashmatch.hashing.variant import Stage, Variant
from hashmatch.media import Orientation
from hashmatch.media.content import Rectangle

Made = tuple[list[Variant], Prints]
"""Variants, and the hash of each."""


def cut(plane: Plane, rectangles: Sequence[Rectangle], cells: Sequence[Rectangle]) -> Made:
    """Hash each rectangle, the best also mirrored and without their edges, and the cells of collages; all together."""
    boxes, cell_boxes = [box_of(each) for each in rectangles], [box_of(each) for each in cells]
    insets, best = boxes[: settings.INSETS], boxes[: settings.MIRRORED_RECTANGLES]
    variants = [
        *(Variant(stage=Stage.CONTENT, box=box) for box in boxes),
        *(Variant(stage=Stage.INSET, box=box) for box in insets),
        *(Variant(stage=Stage.PART, box=box) for box in cell_boxes),
        *(Variant(Orientation.MIRRORED, Stage.CONTENT, box) for box in best),
    ]
    windows = [*map(_window, boxes), *map(_inset, insets), *map(_window, cell_boxes)]
    return variants, prints_of(sample_windows(plane, windows, mirrored=len(best)))


def cut_and_turned(plane: Plane, rectangles: Sequence[Rectangle]) -> Made:
    """Hash the best rectangles in the six orientations that `cut` does not cover."""
    variants: list[Variant] = []
    samples: list[Floats] = []
    for each in rectangles:
        for orientation, turned in oriented(plane, _window(box_of(each))).items():
            if orientation not in {Orientation.UPRIGHT, Orientation.MIRRORED}:
                variants.append(Variant(orientation, Stage.CONTENT, box_of(each)))
                samples.append(turned)
    return variants, prints_of(_stacked(samples))


def _stacked(samples: Sequence[Floats]) -> Floats:
    return np.stack(samples) if samples else np.empty((0, SAMPLES, SAMPLES), np.float32)


def box_of(rectangle: Rectangle) -> Box:
    """Return left, top, right and bottom of a rectangle."""
    return rectangle.left, rectangle.top, rectangle.right, rectangle.bottom


def _window(box: Box) -> Window:
    left, top, right, bottom = box
    return Window(Span(top, bottom, top, bottom), Span(left, right, left, right))


def _inset(box: Box) -> Window:
    """Return the window of a box without its edge, extended to the box by repeating the new edge."""
    left, top, right, bottom = box
    across, down = round(settings.INSET * (right - left)), round(settings.INSET * (bottom - top))
    return Window(Span(top, bottom, top + down, bottom - down), Span(left, right, left + across, right - across))
