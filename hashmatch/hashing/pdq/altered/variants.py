"""Undo alterations and hash the results: everything but the eight orientations of the whole picture."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from hashmatch.hashing.hash_type import Fingerprint
from hashmatch.hashing.pdq.altered import settings
from hashmatch.hashing.pdq.altered.cut_borders import Made, box_of, cut, cut_and_turned
from hashmatch.hashing.pdq.altered.deskew import deskewed
from hashmatch.hashing.pdq.altered.uncrop import uncropped
from hashmatch.hashing.pdq.axis import Floats
from hashmatch.hashing.pdq.filter import LUMA, Plane, sample
from hashmatch.hashing.pdq.windows import Prints, prints_of, prints_of_terms
from hashmatch.hashing.variant import Stage, Variant
from hashmatch.media.content import Rectangle, content_rectangles, filled_stickers, parts, refined, scaled, thumbnail


class _Work(NamedTuple):
    """A picture prepared for hashing: its reduced luma, and the thumbnail in which content is searched."""

    plane: Plane
    rgb: NDArray[np.uint8]


def undo_alterations(
    pixels: NDArray[np.uint8], *, size: tuple[int, int] | None = None, scale: int = 1
) -> list[tuple[Variant, Fingerprint]]:
    """Return the hashes of a picture's variants that pass the thresholds of `settings`.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (h, w, 3) or (h, w)
        Upright.
    size : tuple of int, optional
        Height and width of the full picture, if `pixels` are a reduced one.
    scale : int
        Pixels of the full picture that each of `pixels` stands for, in each direction.

    Returns
    -------
    list of (Variant, Fingerprint)
        Empty if no variant has enough structure to be searched.
    """
    here = pixels.shape[0], pixels.shape[1]
    full = size or here
    work = _work(pixels, full, scale)
    brightness = pixels[..., 1] if pixels.ndim == 3 else pixels  # green is most of luma, and needs no computation
    factor = here[0] / work.rgb.shape[0]

    def refined_in_full(rectangle: Rectangle) -> Rectangle:
        exact = refined(scaled(rectangle, work.rgb.shape[:2], here), brightness, factor)
        right, bottom = min(exact.right * scale, full[1]), min(exact.bottom * scale, full[0])
        return Rectangle(exact.left * scale, exact.top * scale, right, bottom)

    found = [each.rectangle for each in content_rectangles(work.rgb, most=settings.RECTANGLES)]
    rectangles = [refined_in_full(each) for each in found]
    cells = [refined_in_full(part) for part in (*parts(work.rgb)[: settings.PARTS], *_inner_parts(work.rgb, found[:1]))]
    made = [cut(work.plane, rectangles, cells), cut_and_turned(work.plane, rectangles[: settings.TURNED_RECTANGLES])]
    filled = filled_stickers(work.rgb)
    if filled is not None:
        made.append(_filled(filled))
    itself = prints_of(sample(work.plane)[None])
    if itself.crowds[0] <= settings.MOST_CROWDED and itself.qualities[0] >= settings.MIN_QUALITY:
        made += [_as_seen(*each(work.plane), itself.qualities[0]) for each in (deskewed, uncropped)]
    return [passed for variants, prints in made for passed in _passed(variants, prints)]


def _work(pixels: NDArray[np.uint8], full: tuple[int, int], scale: int) -> _Work:
    """Reduce a picture by a whole factor to the size that its 64 x 64 samples need."""
    further = max(1, min(pixels.shape[:2]) // settings.SHORT_SIDE)
    reduced = np.asarray(Image.fromarray(pixels).reduce(further)) if further > 1 else pixels
    luma: Floats = reduced @ LUMA if reduced.ndim == 3 else reduced.astype(np.float32)
    return _Work(Plane(luma, *full, scale * further), thumbnail(reduced))


def _inner_parts(rgb: NDArray[np.uint8], rectangles: Sequence[Rectangle]) -> Iterator[Rectangle]:
    """Yield halves and cells of the best rectangle: a collage in a screenshot."""
    for left, top, right, bottom in map(box_of, rectangles):
        for part in parts(rgb[top:bottom, left:right])[: settings.INNER_PARTS]:
            yield Rectangle(left + part.left, top + part.top, left + part.right, top + part.bottom)


def _passed(variants: Sequence[Variant], prints: Prints) -> Iterator[tuple[Variant, Fingerprint]]:
    """Yield the variants whose hashes have enough structure to match."""
    enough = (
        (prints.qualities >= settings.MIN_QUALITY)
        & (prints.contrasts[:, 0] >= settings.MIN_MEDIAN_CONTRAST)
        & (prints.contrasts[:, 1] >= settings.MIN_MEAN_CONTRAST)
        & (prints.crowds <= settings.MOST_CROWDED)
    )
    for number in enough.nonzero()[0].tolist():
        yield variants[number], Fingerprint(prints.codes[number], int(prints.qualities[number]), prints.terms[number])


def _as_seen(variants: list[Variant], terms: Floats, quality: np.int64) -> Made:
    """Give rotated and uncropped variants the quality of the original; they hold no more information."""
    return variants, prints_of_terms(terms, np.full(len(variants), quality))


def _filled(pixels: NDArray[np.uint8]) -> Made:
    """Hash the thumbnail with its stickers filled."""
    plane = Plane(np.ascontiguousarray(pixels), *pixels.shape[:2])
    return [Variant(stage=Stage.STICKER)], prints_of(sample(plane)[None])
