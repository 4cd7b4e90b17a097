"""Decoding from every kind of source, and animations frame by frame as a viewer shows them."""

import io
import sys
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from hashmatch.errors import (
    BadColourError,
    EmptyMediaError,
    MissingExtraError,
    TooManyFramesError,
    TruncatedMediaError,
    UnsupportedFormatError,
    UnsupportedSourceError,
)
from hashmatch.media import Limits, Picture, decode, decode_frames
from tests.media.files import encoded, encodings


@pytest.fixture(scope="module")
def small(photos: list[Path]) -> Image.Image:
    with Image.open(photos[2]) as photo:
        return photo.convert("RGB").resize((96, 64))


def test_every_source_gives_the_same_pixels(small: Image.Image, tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    small.save(path)
    expected = np.asarray(small)
    sources: list[Any] = [
        path,
        str(path),
        path.read_bytes(),
        bytearray(path.read_bytes()),
        io.BytesIO(path.read_bytes()),
    ]
    with path.open("rb") as file, Image.open(path) as lazy:
        sources += [file, lazy, small, expected, expected[::-1][::-1]]
        for source in sources:
            assert np.array_equal(decode(source).pixels, expected)


def test_what_is_known_of_a_picture(small: Image.Image, tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    small.save(path)
    picture = decode(path)
    assert (picture.name, picture.format, picture.mode) == (str(path), "PNG", "RGB")
    assert (picture.frame, picture.frames, picture.size) == (0, 1, (64, 96))
    assert decode(path, name="upload 7").name == "upload 7"
    assert decode(small).format == "image"
    assert decode(np.asarray(small)).format == "array"


def test_pixels_are_not_shown(small: Image.Image) -> None:
    """A picture in a traceback or a log is a picture stored."""
    assert "array" not in repr(Picture(np.asarray(small), "a.jpg", "JPEG", "RGB"))


@pytest.mark.parametrize("shape", [(4, 5), (4, 5, 1), (4, 5, 3)])
def test_arrays(shape: tuple[int, ...]) -> None:
    pixels = np.arange(np.prod(shape), dtype=np.uint8).reshape(shape)
    assert np.array_equal(decode(pixels).pixels, pixels[..., 0] if shape[2:] == (1,) else pixels)


@pytest.mark.parametrize(
    "pixels",
    [
        pytest.param(np.zeros((4, 4), np.uint16), id="16 bits"),
        pytest.param(np.zeros((4, 4, 3), np.float32), id="floats"),
        pytest.param(np.zeros((4, 4), bool), id="truth values"),
        pytest.param(np.zeros((4, 4, 2), np.uint8), id="two channels"),
        pytest.param(np.zeros((3, 4, 4, 3), np.uint8), id="a stack of pictures"),
        pytest.param(np.zeros(16, np.uint8), id="a row"),
    ],
)
def test_arrays_that_are_no_pictures(pixels: Any) -> None:
    with pytest.raises(UnsupportedSourceError, match="pixels are uint8 of shape"):
        decode(pixels, name="frame")


@pytest.mark.parametrize(
    "source", [np.zeros((0, 5), np.uint8), np.zeros((5, 0, 3), np.uint8), Image.new("RGB", (0, 3))]
)
def test_no_pixels(source: Any) -> None:
    with pytest.raises(EmptyMediaError, match="without pixels"):
        decode(source)


@pytest.mark.parametrize("background", ["no colour", "#12", (1, 2), (1, 2, 256), (1, 2, -1), (1.0, 2, 3)], ids=repr)
def test_backgrounds_that_are_no_colour(background: Any) -> None:
    with pytest.raises(BadColourError, match="is no colour"):
        decode(b"", background=background)


def test_the_suffix_is_ignored(small: Image.Image, tmp_path: Path) -> None:
    for form in ("PNG", "GIF", "BMP", "TIFF"):
        path = tmp_path / "photo.jpg"
        small.save(path, form)
        assert decode(path).format == form


def drawings(count: int) -> list[Image.Image]:
    """Return frames with few colours in which a square wanders over an unchanging ground."""
    frames = []
    for number in range(count):
        pixels = np.full((40, 60, 3), (200, 30, 60), np.uint8)
        pixels[20:, :] = (10, 90, 200)
        pixels[5 + number : 15 + number, 4 * number : 4 * number + 12] = (255, 255, 0)
        frames.append(Image.fromarray(pixels))
    return frames


@pytest.mark.parametrize(
    ("form", "options"),
    [
        pytest.param("GIF", {"disposal": 0}, id="gif, unspecified"),
        pytest.param("GIF", {"disposal": 1}, id="gif, left in place"),
        pytest.param("GIF", {"disposal": 2}, id="gif, back to background"),
        pytest.param("PNG", {"disposal": 0, "blend": 0}, id="apng, left in place"),
        pytest.param("PNG", {"disposal": 1, "blend": 0}, id="apng, back to background"),
        pytest.param("PNG", {"disposal": [0, 2, 0, 2, 0, 2], "blend": 0}, id="apng, back to previous"),
        pytest.param("PNG", {"disposal": 0, "blend": 1}, id="apng, painted over"),
        pytest.param("WEBP", {"lossless": True}, id="webp"),
        pytest.param("TIFF", {}, id="pages of a tiff"),
    ],
)
def test_frames_are_composed(form: str, options: dict[str, Any]) -> None:
    """Writers store only what changed; what comes out is each frame whole."""
    frames = drawings(6)
    file = encoded(frames[0], form, save_all=True, append_images=frames[1:], duration=50, **options)
    pictures = list(decode_frames(file))
    assert [picture.frame for picture in pictures] == list(range(6))
    assert {picture.frames for picture in pictures} == {6}
    for picture, frame in zip(pictures, frames, strict=True):
        assert np.array_equal(picture.pixels, np.asarray(frame)), picture.frame
    assert np.array_equal(decode(file).pixels, np.asarray(frames[0]))


@pytest.mark.parametrize("form", ["AVIF", "HEIF"])
def test_frames_of_lossy_formats(form: str) -> None:
    frames = drawings(3)
    file = encoded(frames[0], form, save_all=True, append_images=frames[1:], quality=90)
    pictures = list(decode_frames(file))
    assert len(pictures) == 3
    for picture, frame in zip(pictures, frames, strict=True):
        assert np.abs(picture.pixels.astype(int) - np.asarray(frame)).mean() < 6


def test_what_follows_the_first_picture_of_an_mpo_is_left_out(small: Image.Image) -> None:
    """Cameras append previews and depth maps to a JPEG file; the first picture is the photograph."""
    file = encoded(small, "MPO", save_all=True, append_images=[small.convert("L")])
    picture = decode(file)
    assert (picture.format, picture.frames) == ("JPEG", 1)
    assert np.array_equal(picture.pixels, decode(encoded(small, "JPEG")).pixels)


def test_frames_come_one_at_a_time() -> None:
    """A broken frame is an error when its turn comes, not before."""
    frames = drawings(4)
    file = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    broken = decode_frames(file[: len(file) - 40])
    assert [next(broken).frame for _ in range(3)] == [0, 1, 2]
    with pytest.raises(TruncatedMediaError):
        next(broken)


def test_too_many_frames_are_refused_before_the_first() -> None:
    frames = drawings(4)
    file = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    with pytest.raises(TooManyFramesError):
        next(decode_frames(file, limits=Limits(max_frames=3)))


@pytest.mark.parametrize(("form", "module", "extra"), [("HEIF", "pillow_heif", "heif"), ("JXL", "pillow_jxl", "jxl")])
def test_a_missing_extra_is_named(
    small: Image.Image, form: str, module: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = encoded(small, form)
    for name in (module, f"{module}.JpegXLImagePlugin"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingExtraError, match=rf'pip install "hashmatch\[{extra}\]"'):
        decode(file)


def test_a_pillow_without_a_library(small: Image.Image, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("PIL.features.check", lambda feature: feature != "avif")
    with pytest.raises(UnsupportedFormatError, match="built without"):
        decode(encoded(small, "AVIF"))


def test_many_threads_at_once(small: Image.Image) -> None:
    files = encodings(small)
    expected = {form: decode(data).pixels for form, data in files.items()}
    wrong: list[str] = []

    def run() -> None:
        for form, data in files.items():
            if not np.array_equal(decode(data).pixels, expected[form]):
                wrong.append(form)

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
