"""Pillow's switches, warnings and exceptions stay on their side."""

import threading
import warnings
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFile

from hashmatch.errors import (
    DamagedMediaError,
    LimitError,
    MediaError,
    NotEnoughMemoryError,
    TruncatedMediaError,
    UnsupportedFormatError,
)
from hashmatch.media import decode
from hashmatch.media.pillow_boundary import decoding
from tests.media.files import encoded, encodings, gray_tiff, with_segment


@pytest.fixture(scope="module")
def files(photos: list[Path]) -> dict[str, bytes]:
    with Image.open(photos[3]) as photo:
        return encodings(photo.resize((96, 64)))


@pytest.mark.parametrize(
    ("raised", "ours"),
    [
        (OSError("image file is truncated (3 bytes not processed)"), TruncatedMediaError),
        (OSError("broken data stream when reading image file"), DamagedMediaError),
        (EOFError("no more images in GIF file"), TruncatedMediaError),
        (SyntaxError("not a TIFF file (header b'II' not valid)"), DamagedMediaError),
        (SyntaxError("cannot handle 12-bit layers"), UnsupportedFormatError),
        (KeyError(99), DamagedMediaError),
        (RecursionError("maximum recursion depth exceeded"), DamagedMediaError),
        (OverflowError("Python int too large to convert to C long"), DamagedMediaError),
        (MemoryError(), NotEnoughMemoryError),
        (Image.DecompressionBombError("Image size exceeds limit"), LimitError),
        (UserWarning("Possibly corrupt EXIF data"), DamagedMediaError),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else value.__name__,
)
def test_each_exception_becomes_ours(raised: Exception, ours: type[MediaError]) -> None:
    with pytest.raises(ours, match=r"^photo\.jpg: ") as caught, decoding("photo.jpg"):
        raise raised
    assert type(caught.value) is ours
    assert caught.value.__cause__ is raised


def test_what_no_plugin_raises_is_not_touched() -> None:
    with pytest.raises(KeyboardInterrupt), decoding("photo.jpg"):
        raise KeyboardInterrupt


def test_reasons_are_short_and_without_addresses() -> None:
    with pytest.raises(DamagedMediaError) as caught, decoding("a.jpg"):
        raise OSError(f"cannot identify image file <_io.BytesIO object at 0x7f00>\n{'x' * 999}")
    assert caught.value.reason.startswith("damaged: cannot identify image file data xxx")
    assert len(caught.value.reason) < 200


def test_reasons_are_printable() -> None:
    """Libraries repeat bytes of the file in their messages."""
    with pytest.raises(UnsupportedFormatError, match=r"property 'clp\\x00'"), decoding("a.heic"):
        raise RuntimeError("Unsupported item property 'clp\x00'")


def test_no_warning_of_pillow_leaves(files: dict[str, bytes]) -> None:
    """Each of these makes Pillow warn; warnings are errors in these tests, and the pictures come out all the same."""
    exif = b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x02" + b"\x01\x0f\x00\x02\x00\x00\xff\xff\x00\x00\xff\xff" * 2
    assert decode(with_segment(files["jpeg"], 0xE1, exif)).size == (64, 96)
    assert decode(gray_tiff(64, 64, (270, 2, 2**30, 8))).size == (64, 64)


def test_a_large_picture_does_not_warn(monkeypatch: pytest.MonkeyPatch, files: dict[str, bytes]) -> None:
    """Between Pillow's limit and twice as much it warns; ours decides alone."""
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 96 * 64 - 1)
    for form, data in files.items():
        assert decode(data).size == (64, 96), form


def test_a_programs_own_low_limit_is_an_error_of_ours(monkeypatch: pytest.MonkeyPatch, files: dict[str, bytes]) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    with pytest.raises(LimitError, match="MAX_IMAGE_PIXELS"):
        decode(files["webp"])


def test_the_filters_are_as_before(files: dict[str, bytes]) -> None:
    """Also when threads overlap: the one filter goes with the last of them."""
    before = list(warnings.filters)
    threads = [threading.Thread(target=lambda: [decode(data) for data in files.values()]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(warnings.filters) == before


def test_a_filter_that_is_set_meanwhile_stays() -> None:
    with warnings.catch_warnings():
        with decoding("photo.jpg"):
            warnings.filterwarnings("ignore", message="set by the program")
        assert any("set by the program" in str(entry[1]) for entry in warnings.filters)


def test_warnings_of_the_program_pass() -> None:
    with decoding("photo.jpg"), pytest.warns(UserWarning, match="mine"):
        warnings.warn("mine", UserWarning, stacklevel=1)


def test_truncated_files_are_found_even_where_the_program_loads_them(
    monkeypatch: pytest.MonkeyPatch, files: dict[str, bytes]
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    for form, data in files.items():
        assert decode(data).size == (64, 96), form
        with pytest.raises(MediaError):
            decode(data[: len(data) * 3 // 4] if "anim" not in form and form != "apng" else data[: len(data) // 5])


def test_a_damaged_heif_is_not_black_where_the_program_loads_truncated_files(
    monkeypatch: pytest.MonkeyPatch, files: dict[str, bytes]
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    data = files["heif"]
    pixels = data.rindex(b"mdat") + 4
    with pytest.raises(DamagedMediaError):
        decode(data[:pixels] + bytes(len(data) - pixels))


def test_switches_are_left_alone(photos: list[Path]) -> None:
    decode(photos[0])
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False
    assert Image.MAX_IMAGE_PIXELS == 1024 * 1024 * 1024 // 4 // 3


def test_an_image_of_the_program_is_only_loaded(photos: list[Path]) -> None:
    with Image.open(photos[0]) as photo:
        photo.getexif()[274] = 6
        size = photo.size
        assert decode(photo).size == size  # turned
        assert photo.size == size
        assert np.array_equal(decode(photo).pixels, decode(encoded(photo, "PNG", exif=photo.getexif())).pixels)
