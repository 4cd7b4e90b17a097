"""The first bytes decide, and a message says what lies there instead of a picture."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from hashmatch.media.sniff import Format, describe, sniff
from tests.media.files import encodings

FORMATS = {
    "jpeg": Format.JPEG,
    "progressive-jpeg": Format.JPEG,
    "cmyk-jpeg": Format.JPEG,
    "png": Format.PNG,
    "palette-png": Format.PNG,
    "apng": Format.PNG,
    "gif": Format.GIF,
    "animated-gif": Format.GIF,
    "webp": Format.WEBP,
    "lossless-webp": Format.WEBP,
    "animated-webp": Format.WEBP,
    "bmp": Format.BMP,
    "tiff": Format.TIFF,
    "lzw-tiff": Format.TIFF,
    "avif": Format.AVIF,
    "heif": Format.HEIF,
    "jxl": Format.JXL,
}


def test_each_format_is_known(photos: list[Path]) -> None:
    with Image.open(photos[0]) as photo:
        files = encodings(photo.resize((96, 64)))
    assert {form: sniff(data) for form, data in files.items()} == FORMATS


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x00" * 50, "nothing but zero bytes"),
        (b"a letter", "text"),
        ("ein Brief mit Grüßen".encode() * 90, "text"),
        (b"\xef\xbb\xbf<!DOCTYPE HTML>", "an HTML page"),
        (b"<?xml version='1.0'?><svg>", "an SVG drawing"),
        (b"BM is how this text begins", "text"),
        (b"PK\x03\x04....", "a ZIP archive"),
        (b"\x00\x00\x00\x20ftypqt  ....", "an MP4 or QuickTime video"),
        (b"RIFF....AVI LIST", "an AVI video"),
        (b"RIFF....JUNKLIST", "a RIFF file of another kind"),
        (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "a JPEG 2000 picture"),
        (b"8BPS\x00\x01", "a Photoshop document"),
        (b"\x01\x02\x03", "data of no known kind (it begins 01 02 03)"),
    ],
)
def test_what_is_no_picture_is_named(data: bytes, words: str) -> None:
    assert sniff(data) is None
    assert describe(data) == words


@given(st.binary(max_size=100))
def test_noise_is_described_on_one_harmless_line(data: bytes) -> None:
    assert describe(data).isprintable()
