"""Orientations: what each does to pixels, and which of the reference's eight hashes it is."""

from pathlib import Path

import numpy as np
import pdqhash
import pytest
from PIL import Image, ImageOps

from hashmatch.media import Orientation, decode, from_exif, turned

LETTER = np.array([[1, 2, 3], [4, 5, 6]], dtype=np.uint8)


@pytest.mark.parametrize(
    ("orientation", "drawing"),
    [
        (Orientation.UPRIGHT, "123 456"),
        (Orientation.TURNED_LEFT, "36 25 14"),
        (Orientation.UPSIDE_DOWN, "654 321"),
        (Orientation.TURNED_RIGHT, "41 52 63"),
        (Orientation.FLIPPED, "456 123"),
        (Orientation.MIRRORED, "321 654"),
        (Orientation.MIRRORED_LEFT, "14 25 36"),
        (Orientation.MIRRORED_RIGHT, "63 52 41"),
    ],
)
def test_pixels(orientation: Orientation, drawing: str) -> None:
    """Rows of the turned picture, from the top."""
    rows = [[int(digit) for digit in row] for row in drawing.split()]
    assert turned(LETTER, orientation).tolist() == rows
    assert orientation.swaps_sides == (len(rows) == 3)


@pytest.mark.parametrize("orientation", Orientation)
def test_inverse_undoes(orientation: Orientation) -> None:
    assert np.array_equal(turned(turned(LETTER, orientation), orientation.inverse), LETTER)


@pytest.mark.parametrize("orientation", Orientation)
def test_nothing_is_copied(orientation: Orientation) -> None:
    colour = np.zeros((4, 6, 3), dtype=np.uint8)
    assert np.shares_memory(turned(colour, orientation), colour)
    assert turned(colour, orientation).shape[2] == 3


@pytest.mark.parametrize("tag", range(1, 9))
def test_exif_agrees_with_pillow(tag: int) -> None:
    picture = Image.fromarray(LETTER)
    picture.getexif()[274] = tag
    assert np.array_equal(turned(LETTER, from_exif(tag)), np.asarray(ImageOps.exif_transpose(picture)))


@pytest.mark.parametrize("tag", [0, 9, -1, 65535])
def test_a_tag_without_meaning_changes_nothing(tag: int) -> None:
    assert from_exif(tag) is Orientation.UPRIGHT


def test_members_are_the_references_eight_in_its_order(photos: list[Path]) -> None:
    """Each turned photograph is nearest to the reference's own hash of that turn, and far from the other seven."""
    chosen = [photo for photo in photos if photo.stem in {"bee", "cat", "citrus", "coffee", "dogs", "sunset"}]
    assert len(chosen) == 6
    for photo in chosen:
        pixels = decode(photo).pixels
        reference, _ = pdqhash.compute_dihedral(pixels)
        for number, orientation in enumerate(Orientation):
            code, _ = pdqhash.compute(np.ascontiguousarray(turned(pixels, orientation)))
            distances = [int((code != other).sum()) for other in reference]
            # Not 0: the reference turns coefficients instead of pixels, and its filter is not symmetric.
            assert int(np.argmin(distances)) == number, (photo.name, orientation)
            assert distances[number] <= 31
            assert sorted(distances)[1] > 64
