"""What the walks say of a file is what its decoder makes of it."""

import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from hashmatch.errors import DamagedMediaError, TruncatedMediaError, UnsupportedFormatError
from hashmatch.media import DEFAULT_LIMITS, Orientation, decode
from hashmatch.media.opening import read_header
from tests.media.files import encoded

JXL_CONTAINER = b"\x00\x00\x00\x0cJXL \r\n\x87\n"
# Square, the ratios that JPEG XL has codes for, multiples of 8 (its short form), and none of these.
SIZES = [
    (40, 40),
    (48, 40),
    (40, 30),
    (45, 30),
    (64, 36),
    (50, 40),
    (60, 30),
    (8, 256),
    (7, 13),
    (513, 9),
    (1, 1),
    (9, 700),
]


@pytest.fixture(scope="module")
def photo(photos: list[Path]) -> Image.Image:
    with Image.open(photos[5]) as opened:
        return opened.convert("RGB")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF", "JXL"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]} x {size[1]}")
def test_size(photo: Image.Image, form: str, size: tuple[int, int]) -> None:
    data = encoded(photo.resize(size), form)
    assert read_header(data, "photo", DEFAULT_LIMITS).size == size[::-1]
    assert decode(data).size == size[::-1]


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_size_of_an_animation(photo: Image.Image, form: str) -> None:
    frames = [photo.resize((31, 17)), photo.resize((31, 17)).rotate(180)]
    data = encoded(frames[0], form, save_all=True, append_images=frames[1:])
    assert read_header(data, "photo", DEFAULT_LIMITS).size == (17, 31)


def test_only_what_paints_is_handed_on(photo: Image.Image) -> None:
    """The secret stands for packed text, profiles and whatever else can be a bomb."""
    small = photo.resize((40, 30))
    secret = bytes(range(200, 250))
    png = encoded(small, "PNG", icc_profile=secret * 50, exif=b"Exif\x00\x00MM\x00*" + secret)
    jxl = encoded(small, "JXL", exif=b"MM\x00*" + secret)
    assert secret in jxl
    for data in (png, jxl):
        header = read_header(data, "photo", DEFAULT_LIMITS)
        assert secret not in header.data
        assert len(header.data) < len(data)


def jxl_box(kind: bytes, body: bytes, *, form: str = "short") -> bytes:
    match form:
        case "long":
            return struct.pack(">I4sQ", 1, kind, 16 + len(body)) + body
        case "to the end":
            return struct.pack(">I4s", 0, kind) + body
        case _:
            return struct.pack(">I4s", 8 + len(body), kind) + body


@pytest.mark.parametrize("form", ["short", "long", "to the end"])
def test_jpeg_xl_in_a_box(photo: Image.Image, form: str) -> None:
    bare = encoded(photo.resize((40, 30)), "JXL", lossless=True)
    assert bare.startswith(b"\xff\x0a")
    expected = decode(bare).pixels
    whole = JXL_CONTAINER + jxl_box(b"brob", b"Exifjunk") + jxl_box(b"jxlc", bare, form=form)
    parts = jxl_box(b"jxlp", bytes(4) + bare[:50]) + jxl_box(b"jxlp", b"\x80\x00\x00\x01" + bare[50:], form=form)
    assert np.array_equal(decode(whole).pixels, expected)
    assert np.array_equal(decode(JXL_CONTAINER + parts).pixels, expected)


def test_jpeg_xl_boxes_that_lie(photo: Image.Image) -> None:
    bare = encoded(photo.resize((40, 30)), "JXL")
    with pytest.raises(TruncatedMediaError, match="inside a box"):
        decode(JXL_CONTAINER + jxl_box(b"jxlc", bare)[:-5])
    with pytest.raises(DamagedMediaError, match="impossible length"):
        decode(JXL_CONTAINER + struct.pack(">I4s", 5, b"jxlc") + bare)
    with pytest.raises(TruncatedMediaError, match="ends in its header"):
        decode(bare[:9])


def test_os2_bitmap() -> None:
    """The oldest header: 12 bytes, sides of 16 bits."""
    rows = bytes([0, 0, 255] * 4) * 3  # red, stored as blue, green, red
    header = struct.pack("<2sIHHI", b"BM", 26 + len(rows), 0, 0, 26) + struct.pack("<IHHHH", 12, 4, 3, 1, 24)
    picture = decode(header + rows)
    assert picture.size == (3, 4)
    assert (picture.pixels == (255, 0, 0)).all()


def test_a_photograph_with_trailing_bytes(photos: list[Path]) -> None:
    """Phones append videos, wallets and archives; the picture is the picture."""
    data = photos[0].read_bytes()
    assert np.array_equal(decode(data + b"\xff\xda" * 5000).pixels, decode(data).pixels)


def test_pngs_checksums(photo: Image.Image) -> None:
    """Wrong checksums of chunks are forgiven where the pixels' own is right, as viewers do."""
    png = bytearray(encoded(photo.resize((40, 30)), "PNG"))
    at = png.index(b"IEND") - 8
    png[at] ^= 0xFF
    assert np.array_equal(decode(bytes(png)).pixels, np.asarray(photo.resize((40, 30))))
    png[at - 20] ^= 0xFF
    with pytest.raises(DamagedMediaError, match="checksums"):
        decode(bytes(png))


def test_an_unknown_mode() -> None:
    """Not reachable from a file; a program may hand in whatever its Pillow knows."""
    picture = Image.new("RGB", (4, 4))
    picture._mode = "RGB;48"
    with pytest.raises(UnsupportedFormatError, match="mode RGB;48 are not supported"):
        decode(picture)


def test_gif_and_bmp_know_no_orientation(photo: Image.Image) -> None:
    for form in ("GIF", "BMP"):
        header = read_header(encoded(photo.resize((40, 30)), form), "photo", DEFAULT_LIMITS)
        assert header.orientation is Orientation.UPRIGHT
