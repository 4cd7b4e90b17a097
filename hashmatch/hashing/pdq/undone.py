"""Every way in which an altered copy is undone before hashing, but for the eight orientations of the whole picture."""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from hashmatch.hashing.hash_type import Fingerprint
from hashmatch.hashing.pdq import stages
from hashmatch.hashing.pdq.filter import LUMA, Frame, Plane, sample, whole
from hashmatch.hashing.pdq.frames import Prints, prints_of, sample_frames
from hashmatch.hashing.pdq.orientations import oriented
from hashmatch.hashing.pdq.spans import SAMPLES, Floats, Span
from hashmatch.hashing.variant import Stage, Variant
from hashmatch.media import Orientation
from hashmatch.media.content import Rectangle, content_rectangles, filled_stickers, parts, refined, scaled, thumbnail

Box = tuple[int, int, int, int]  # left, top, right, bottom
Growth = tuple[float, float, float, float]  # shares of width or height to add there


class _Work(NamedTuple):
    """A picture as it is hashed: reduced luma, and the thumbnail in which things are found."""

    plane: Plane
    luma: Floats  # the pixels of the plane
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
    itself = prints_of(sample_frames(work.plane, [whole(work.plane)]))
    if itself.crowds[0] <= stages.MOST_CROWDED:
        made += [_angles(work.plane), _uncropped(work, rectangles[: stages.GROWN_RECTANGLES])]
    return [passed for variants, prints in made for passed in _passed(variants, prints)]


def _work(pixels: NDArray[np.uint8], full: tuple[int, int], scale: int) -> _Work:
    """Reduce a picture by a whole number, which is all that its 64 x 64 samples need."""
    further = max(1, min(pixels.shape[:2]) // stages.SHORT_SIDE)
    reduced = np.asarray(Image.fromarray(pixels).reduce(further)) if further > 1 else pixels
    luma: Floats = reduced @ LUMA if reduced.ndim == 3 else reduced.astype(np.float32)
    return _Work(Plane(luma, *full, scale * further), luma, thumbnail(reduced))


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


def _uncropped(work: _Work, rectangles: Sequence[Rectangle]) -> Made:
    """Grown, as if more had been there: the whole picture, and the best rectangles."""
    picture = Rectangle(0, 0, work.plane.width, work.plane.height)
    growths = _growths(stages.ALL_SIDES, stages.ONE_SIDE, stages.CORNERS)
    made = [_grown(work, picture, growths)]
    growths = _growths(stages.RECTANGLE_ALL_SIDES, stages.RECTANGLE_ONE_SIDE, ())
    made += [_grown(work, each, growths) for each in rectangles]
    return [variant for variants, _ in made for variant in variants], prints_of(
        np.concatenate([each for _, each in made])
    )


def _grown(work: _Work, rectangle: Rectangle, growths: Sequence[Growth]) -> tuple[list[Variant], Floats]:
    """Extend a rectangle once, and hash larger and larger parts of that.

    It is made a square first, which its hash does not see: so the parts are the same for every picture, and their
    weights are kept.
    """
    left, top, right, bottom = _box(rectangle)
    side, scale = stages.GROWN_SIDE, work.plane.scale
    luma = Image.fromarray(work.luma)
    inner = np.asarray(
        luma.resize((side, side), Image.Resampling.BOX, (left / scale, top / scale, right / scale, bottom / scale))
    )
    extended, edge = _extended(inner, max(max(growth) for growth in growths))
    plane = Plane(extended, *extended.shape)
    variants, samples = [], []
    for west, north, east, south in growths:
        part = [
            edge - round(west * side),
            edge - round(north * side),
            edge + round((1 + east) * side),
            edge + round((1 + south) * side),
        ]
        samples.append(sample(plane, _frame((part[0], part[1], part[2], part[3]))))
        across, down = right - left, bottom - top
        grown = (
            left - round(west * across),
            top - round(north * down),
            right + round(east * across),
            bottom + round(south * down),
        )
        variants.append(Variant(stage=Stage.UNCROP, box=grown))
    return variants, _stacked(samples)


def _extended(luma: Floats, share: float) -> tuple[Floats, int]:
    """Continue a square beyond its edges by `share` of its side; return it and how many pixels that was."""
    side = len(luma)
    edge = round(share * side) + 1
    repeated = np.pad(luma, edge, mode="edge")
    blur = ImageFilter.BoxBlur(stages.EDGE_BLUR * side)
    outside = np.asarray(Image.fromarray(repeated.clip(0, 255).astype(np.uint8)).filter(blur), np.float32)
    position = np.arange(side + 2 * edge) - edge
    outwards = np.abs(position - position.clip(0, side - 1)) / side
    far = np.maximum(outwards[:, None], outwards[None]) / stages.FADE_REACH
    mean = stages.FADE * np.minimum(far, 1).astype(np.float32)
    extended: Floats = outside * (1 - mean) + luma.mean() * mean
    extended[edge : edge + side, edge : edge + side] = luma
    return extended, edge


def _growths(all_sides: Sequence[float], one_side: Sequence[float], corners: Sequence[float]) -> list[Growth]:
    """Return what is added: on all sides, on one, on two neighbouring ones."""
    grown = [(share, share, share, share) for share in all_sides]
    for share in one_side:
        grown += [(share, 0, 0, 0), (0, share, 0, 0), (0, 0, share, 0), (0, 0, 0, share)]
    for share in corners:
        grown += [(share, share, 0, 0), (0, share, share, 0), (share, 0, 0, share), (0, 0, share, share)]
    return grown


def _angles(plane: Plane) -> Made:
    """Turn back by small angles within the picture's own frame, repeating its edges."""
    height, width = plane.pixels.shape
    edge = max(height, width) // 8  # more than six degrees can need
    padded = Image.fromarray(np.pad(plane.pixels.clip(0, 255).astype(np.uint8), edge, mode="edge"))
    side = stages.ANGLE_SIDE
    variants, samples = [], []
    for degrees in stages.ANGLES:
        matrix = _turning(degrees, (width, height), side, edge)
        turned = padded.transform((side, side), Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR)
        variants.append(Variant(stage=Stage.ANGLE, degrees=degrees))
        samples.append(sample(Plane(np.asarray(turned), side, side)))
    return variants, prints_of(_stacked(samples))


def _turning(
    degrees: float, size: tuple[int, int], side: int, edge: int
) -> tuple[float, float, float, float, float, float]:
    """Return where the pixels of a turned square come from: a picture of `size`, with an `edge` around it."""
    width, height = size
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    across, down = width / side, height / side  # the frame becomes a square, which its hash does not see
    half = side / 2
    return (
        cosine * across, -sine * down, edge + width / 2 - half * (cosine * across - sine * down),
        sine * across, cosine * down, edge + height / 2 - half * (sine * across + cosine * down),
    )  # fmt: skip


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
