"""Every way in which an altered copy is undone before hashing, but for the eight orientations of the whole picture."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from hashmatch.hashing.hash_type import Fingerprint
from hashmatch.hashing.pdq import stages
from hashmatch.hashing.pdq.filter import LUMA, Frame, Plane, whole
from hashmatch.hashing.pdq.frames import Prints, prints_of, prints_of_terms, sample_frames
from hashmatch.hashing.pdq.grown import Box, grown, growths
from hashmatch.hashing.pdq.orientations import oriented
from hashmatch.hashing.pdq.spans import SAMPLES, Floats, Span
from hashmatch.hashing.pdq.turned_back import turned_back
from hashmatch.hashing.variant import Stage, Variant
from hashmatch.media import Orientation
from hashmatch.media.content import Rectangle, content_rectangles, filled_stickers, parts, refined, scaled, thumbnail


class _Work(NamedTuple):
    """A picture as it is hashed: reduced luma, and the thumbnail in which things are found."""

    plane: Plane
    rgb: NDArray[np.uint8]


def undone(
    pixels: NDArray[np.uint8], *, size: tuple[int, int] | None = None, scale: int = 1
) -> list[tuple[Variant, Fingerprint]]:
    """Return the hashes of a picture with alterations undone, that pass the gates.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (h, w, 3) or (h, w)
        Upright.
    size : tuple of int, optional
        Height and width of the full picture, where `pixels` are a reduced one.
    scale : int
        So many pixels of the full picture each of them stands for, in each direction.
    """
    here = pixels.shape[0], pixels.shape[1]
    full = size or here
    work = _work(pixels, full, scale)
    brightness = pixels[..., 1] if pixels.ndim == 3 else pixels  # green is most of luma, and costs nothing to get
    factor = here[0] / work.rgb.shape[0]

    def refined_in_full(rectangle: Rectangle) -> Rectangle:
        found = refined(scaled(rectangle, work.rgb.shape[:2], here), brightness, factor)
        right, bottom = min(found.right * scale, full[1]), min(found.bottom * scale, full[0])
        return Rectangle(found.left * scale, found.top * scale, right, bottom)

    rectangles = [refined_in_full(found.rectangle) for found in content_rectangles(work.rgb, most=stages.RECTANGLES)]
    made = [
        _content(work.plane, rectangles),
        _turned_content(work.plane, rectangles[: stages.TURNED_RECTANGLES]),
        _insets(work.plane, rectangles[: stages.INSETS]),
        _parts(work.plane, [refined_in_full(part) for part in parts(work.rgb)]),
    ]
    filled = filled_stickers(work.rgb)
    if filled is not None:
        made.append(_filled(filled))
    boxes = [(0, 0, full[1], full[0]), *map(_box, rectangles[: stages.GROWN_RECTANGLES])]
    seen = prints_of(sample_frames(work.plane, [_frame(box) for box in boxes]))
    if seen.crowds[0] <= stages.MOST_CROWDED:
        made += [_as_seen(*turned_back(work.plane), seen.qualities[0]), *_uncropped(work.plane, boxes, seen)]
    return [passed for variants, prints in made for passed in _passed(variants, prints)]


def _work(pixels: NDArray[np.uint8], full: tuple[int, int], scale: int) -> _Work:
    """Reduce a picture by a whole number, which is all that its 64 x 64 samples need."""
    further = max(1, min(pixels.shape[:2]) // stages.SHORT_SIDE)
    reduced = np.asarray(Image.fromarray(pixels).reduce(further)) if further > 1 else pixels
    luma: Floats = reduced @ LUMA if reduced.ndim == 3 else reduced.astype(np.float32)
    return _Work(Plane(luma, *full, scale * further), thumbnail(reduced))


def _passed(variants: Sequence[Variant], prints: Prints) -> Iterator[tuple[Variant, Fingerprint]]:
    """Yield those that say enough to match."""
    enough = (
        (prints.qualities >= stages.MIN_QUALITY)
        & (prints.contrasts[:, 0] >= stages.MIN_MEDIAN_CONTRAST)
        & (prints.contrasts[:, 1] >= stages.MIN_MEAN_CONTRAST)
        & (prints.crowds <= stages.MOST_CROWDED)
    )
    for number in enough.nonzero()[0].tolist():
        yield variants[number], Fingerprint(prints.codes[number], int(prints.qualities[number]))


Made = tuple[list[Variant], Prints]


def _content(plane: Plane, rectangles: Sequence[Rectangle]) -> Made:
    """Cut to each rectangle, upright and mirrored."""
    boxes = [_box(each) for each in rectangles]
    variants = [
        Variant(orientation, Stage.CONTENT, box)
        for orientation in (Orientation.UPRIGHT, Orientation.MIRRORED)
        for box in boxes
    ]
    return variants, prints_of(sample_frames(plane, [_frame(box) for box in boxes], mirrored=True))


def _turned_content(plane: Plane, rectangles: Sequence[Rectangle]) -> Made:
    """Cut to the best rectangles, in the six orientations left."""
    variants: list[Variant] = []
    samples: list[Floats] = []
    for each in rectangles:
        for orientation, turned in oriented(plane, _frame(_box(each))).items():
            if orientation not in {Orientation.UPRIGHT, Orientation.MIRRORED}:
                variants.append(Variant(orientation, Stage.CONTENT, _box(each)))
                samples.append(turned)
    return variants, prints_of(_stacked(samples))


def _insets(plane: Plane, rectangles: Sequence[Rectangle]) -> Made:
    """Cut a little smaller than the best rectangles, and grown back by repeating the edge."""
    variants, frames = [], []
    for left, top, right, bottom in map(_box, rectangles):
        across, down = round(stages.INSET * (right - left)), round(stages.INSET * (bottom - top))
        variants.append(Variant(stage=Stage.INSET, box=(left, top, right, bottom)))
        frames.append(
            Frame(Span(top, bottom, top + down, bottom - down), Span(left, right, left + across, right - across))
        )
    return variants, prints_of(sample_frames(plane, frames))


def _uncropped(plane: Plane, boxes: Sequence[Box], seen: Prints) -> Iterator[Made]:
    """Grown, as if more had been there: the whole picture, and the best rectangles."""
    whole_growths = growths(stages.ALL_SIDES, stages.ONE_SIDE, stages.CORNERS)
    rectangle_growths = growths(stages.RECTANGLE_ALL_SIDES, stages.RECTANGLE_ONE_SIDE, ())
    for number, box in enumerate(boxes):
        yield _as_seen(*grown(plane, box, rectangle_growths if number else whole_growths), seen.qualities[number])


def _as_seen(variants: list[Variant], terms: Floats, quality: np.int64) -> Made:
    """Take the quality of what was grown or turned: neither says more than it does itself."""
    return variants, prints_of_terms(terms, np.full(len(variants), quality))


def _parts(plane: Plane, rectangles: Sequence[Rectangle]) -> Made:
    """Cut to halves and cells."""
    boxes = [_box(each) for each in rectangles]
    variants = [Variant(stage=Stage.PART, box=box) for box in boxes]
    return variants, prints_of(sample_frames(plane, [_frame(box) for box in boxes]))


def _filled(pixels: NDArray[np.uint8]) -> Made:
    """Take the thumbnail whose flat round blobs were filled from around."""
    plane = Plane(np.ascontiguousarray(pixels), *pixels.shape[:2])
    return [Variant(stage=Stage.STICKER)], prints_of(sample_frames(plane, [whole(plane)]))


def _stacked(samples: Sequence[Floats]) -> Floats:
    return np.stack(samples) if samples else np.empty((0, SAMPLES, SAMPLES), np.float32)


def _box(rectangle: Rectangle) -> Box:
    return rectangle.left, rectangle.top, rectangle.right, rectangle.bottom


def _frame(box: Box) -> Frame:
    left, top, right, bottom = box
    return Frame(Span(top, bottom, top, bottom), Span(left, right, left, right))
