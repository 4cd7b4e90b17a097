"""Limits hold at their edge, for every kind of source, and before pixels are decoded."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from hashmatch.errors import TooManyFramesError, TooManyPixelsError, TooManyPixelsPerByteError
from hashmatch.media import Limits, decode, decode_frames, decode_reduced
from tests.media.files import encoded, encodings


@pytest.fixture(scope="module")
def files(photos: list[Path]) -> dict[str, bytes]:
    """A photograph of 96 x 64 pixels in every format."""
    with Image.open(photos[0]) as photo:
        return encodings(photo.resize((96, 64)))


def test_pixels(files: dict[str, bytes]) -> None:
    for form, data in files.items():
        assert decode(data, limits=Limits(max_pixels=96 * 64)).size == (64, 96), form
        with pytest.raises(TooManyPixelsError, match="96 x 64 pixels, more than 6,143"):
            decode(data, limits=Limits(max_pixels=96 * 64 - 1))


def test_pixels_of_the_reduced_decode(files: dict[str, bytes]) -> None:
    """The whole size counts: it is what the file asks every other reader to decode."""
    with pytest.raises(TooManyPixelsError):
        decode_reduced(files["jpeg"], limits=Limits(max_pixels=96 * 64 - 1))


def test_pixels_per_byte() -> None:
    blank = encoded(Image.new("L", (1000, 1000)), "PNG")
    assert decode(blank, limits=Limits(max_pixels_per_byte=99)).size == (1000, 1000)  # small pictures are free
    with pytest.raises(TooManyPixelsPerByteError, match=r"1000 x 1000 pixels out of .* more than 99 pixels a byte"):
        decode(blank, limits=Limits(max_pixels_per_byte=99, pixels_for_free=999_999))


def test_frames(files: dict[str, bytes]) -> None:
    for form in ("animated-gif", "apng", "animated-webp"):
        assert len(list(decode_frames(files[form], limits=Limits(max_frames=3)))) == 3, form
        with pytest.raises(TooManyFramesError, match="more than 2 frames; raise max_frames"):
            decode(files[form], limits=Limits(max_frames=2))


def test_pixels_of_all_frames(files: dict[str, bytes]) -> None:
    """A frame costs its canvas, however little of it is new."""
    for form in ("animated-gif", "apng", "animated-webp"):
        assert len(list(decode_frames(files[form], limits=Limits(max_pixels_in_all=3 * 96 * 64)))) == 3, form
        with pytest.raises(TooManyFramesError, match="more than 2 frames; raise max_pixels_in_all"):
            decode(files[form], limits=Limits(max_pixels_in_all=3 * 96 * 64 - 1))


def test_pillow_images(photos: list[Path]) -> None:
    with Image.open(photos[0]) as photo, pytest.raises(TooManyPixelsError):
        decode(photo, limits=Limits(max_pixels=100))


def test_arrays_are_not_limited() -> None:
    """Their pixels are in memory already."""
    assert decode(np.zeros((20, 20), np.uint8), limits=Limits(max_pixels=1)).size == (20, 20)
