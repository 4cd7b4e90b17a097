"""The reduced luma of JPEG files: which scale, which files, and that it is the picture's luma."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from hashmatch.errors import TruncatedMediaError
from hashmatch.media import Orientation, decode, decode_reduced, decode_reduced_picture
from tests.media.files import encoded, jpeg_segment
from tests.media.test_modes import exif, ycck_jpeg


@pytest.fixture(scope="module")
def large(photos: list[Path]) -> Image.Image:
    """A photograph enlarged to 2100 x 1500."""
    with Image.open(photos[0]) as photo:
        return photo.convert("RGB").resize((2100, 1500))


@pytest.mark.parametrize(
    ("target", "scale"),
    [(1501, 1), (751, 1), (750, 2), (512, 2), (376, 2), (375, 4), (188, 4), (187, 8), (1, 8)],
)
def test_the_largest_scale_that_leaves_the_short_side_the_target(large: Image.Image, target: int, scale: int) -> None:
    reduced = decode_reduced(encoded(large, "JPEG"), target=target)
    assert reduced is not None
    assert reduced.scale == scale
    assert reduced.size == (1500, 2100)
    assert reduced.luma.shape == (math.ceil(1500 / scale), math.ceil(2100 / scale))
    assert reduced.luma.dtype == np.uint8


@pytest.mark.parametrize(
    "options", [{}, {"progressive": True}, {"subsampling": 0}], ids=["4:2:0", "progressive", "4:4:4"]
)
@pytest.mark.parametrize("target", [1024, 512, 256, 128])
def test_it_is_the_mean_of_the_luma(large: Image.Image, options: dict[str, Any], target: int) -> None:
    reduced = decode_reduced(encoded(large, "JPEG", quality=95, **options), target=target)
    assert reduced is not None
    expected = np.asarray(large.convert("L").reduce(reduced.scale)).astype(int)
    assert np.abs(reduced.luma - expected).mean() < 1.5


def test_gray(large: Image.Image) -> None:
    reduced = decode_reduced(encoded(large.convert("L"), "JPEG"))
    assert reduced is not None
    assert reduced.scale == 2


@pytest.mark.parametrize("tag", range(1, 9))
def test_it_is_as_stored_and_names_its_orientation(large: Image.Image, tag: int) -> None:
    reduced = decode_reduced(encoded(large, "JPEG", exif=exif(tag)))
    assert reduced is not None
    assert reduced.size == (1500, 2100)
    assert reduced.orientation is list(Orientation)[[0, 5, 2, 4, 6, 3, 7, 1][tag - 1]]


def test_files_without_a_plane_of_luma(large: Image.Image) -> None:
    small = large.resize((96, 64))
    assert decode_reduced(encoded(small, "JPEG", keep_rgb=True)) is None
    assert decode_reduced(encoded(small.convert("CMYK"), "JPEG")) is None
    assert decode_reduced(ycck_jpeg(np.asarray(small), 1)) is None


@pytest.mark.parametrize(
    ("segments", "has_luma"),
    [
        pytest.param([], True, id="no marker: YCbCr"),
        pytest.param([(0xEE, b"Adobe\x00\x64" + bytes(4) + b"\x01")], True, id="Adobe says YCbCr"),
        pytest.param([(0xEE, b"Adobe\x00\x64" + bytes(4) + b"\x00")], False, id="Adobe says RGB"),
        pytest.param(
            [(0xE0, b"JFIF\x00\x01\x01" + bytes(7)), (0xEE, b"Adobe\x00\x64" + bytes(4) + b"\x00")],
            True,
            id="JFIF weighs more than Adobe, as in libjpeg",
        ),
    ],
)
def test_what_the_markers_say(large: Image.Image, segments: list[tuple[int, bytes]], has_luma: bool) -> None:
    jpeg = encoded(large.resize((96, 64)), "JPEG")
    bare = jpeg[:2] + jpeg[20:]  # without Pillow's JFIF segment
    assert jpeg[2:20].startswith(b"\xff\xe0\x00\x10JFIF")
    marked = bare[:2] + b"".join(jpeg_segment(*segment) for segment in segments) + bare[2:]
    assert (decode_reduced(marked) is not None) == has_luma


@pytest.mark.parametrize("form", ["PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF"])
def test_other_formats(large: Image.Image, form: str) -> None:
    assert decode_reduced(encoded(large.resize((96, 64)), form)) is None


def test_pixels_that_are_decoded_already(large: Image.Image) -> None:
    assert decode_reduced(large) is None
    assert decode_reduced(np.asarray(large)) is None


def test_errors_are_those_of_decode(large: Image.Image, tmp_path: Path) -> None:
    path = tmp_path / "cut.jpg"
    path.write_bytes(encoded(large, "JPEG")[:9000])
    with pytest.raises(TruncatedMediaError, match=r"cut\.jpg"):
        decode_reduced(path)
    assert decode_reduced(b"text") is None


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_reduced_picture_stands_upright_with_its_colours(
    orientation: int, photos: list[Path], tmp_path: Path
) -> None:
    """Near the whole picture made smaller, whatever the EXIF orientation."""
    exif = Image.Exif()
    exif[274] = orientation
    with Image.open(photos[0]) as photo:
        photo.resize((1601, 1200)).save(tmp_path / "large.jpg", quality=92, exif=exif)
    reduced = decode_reduced_picture(tmp_path / "large.jpg")
    assert reduced is not None
    whole = decode(tmp_path / "large.jpg").pixels
    assert (reduced.size, reduced.scale) == (whole.shape[:2], 2)
    smaller = np.asarray(Image.fromarray(whole).reduce(2), np.int16)
    assert reduced.pixels.shape == smaller.shape
    assert np.abs(reduced.pixels - smaller).mean() < 4


def test_other_formats_have_no_reduced_picture(photos: list[Path], tmp_path: Path) -> None:
    with Image.open(photos[0]) as photo:
        photo.save(tmp_path / "picture.png")
        gray = photo.convert("L").resize((1300, 1200))
    assert decode_reduced_picture(tmp_path / "picture.png") is None
    gray.save(tmp_path / "gray.jpg")
    reduced = decode_reduced_picture(tmp_path / "gray.jpg")
    assert reduced is not None
    assert reduced.pixels.ndim == 2
