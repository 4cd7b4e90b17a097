"""A medium is opened once, and decoded no more often than it must be."""

import io
import os
from collections import Counter
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pytest
from PIL import Image, ImageFile

from hashmatch import Decoding, Entry, Matcher, hash_image
from hashmatch.errors import EmptyMediaError, UnreadableFileError, UnsupportedSourceError
from hashmatch.hashing import compared
from hashmatch.media import Medium, decode, decode_frames, decode_reduced, decode_reduced_picture


@pytest.fixture
def cost(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count the openings of files and the decodes of pictures."""
    counted: Counter[str] = Counter()
    opening, loading = os.open, ImageFile.ImageFile.load

    def counting_open(*args: Any, **kwargs: Any) -> int:
        counted["opens"] += 1
        return opening(*args, **kwargs)

    def counting_load(self: ImageFile.ImageFile) -> object:
        counted["decodes"] += bool(self.tile)  # a picture that is loaded already has none left
        return loading(self)

    monkeypatch.setattr(os, "open", counting_open)
    monkeypatch.setattr(ImageFile.ImageFile, "load", counting_load)
    return counted


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory, others: list[Path]) -> Path:
    """A picture of three megapixels that matches nothing."""
    path = tmp_path_factory.mktemp("large") / "large.jpg"
    with Image.open(others[0]) as photo:
        photo.resize((2000, 1500)).save(path, quality=90)
    return path


@pytest.mark.parametrize(
    ("variants", "fidelity", "decodes"),
    [
        pytest.param("none", "exact", 1, id="exact, upright"),
        pytest.param("all", "exact", 1, id="exact, all variants"),
        pytest.param("orientation", "fast", 1, id="fast, orientations"),
        pytest.param("all", "fast", 2, id="fast, all variants: luma alone, then with colours"),
    ],
)
def test_a_clean_picture_is_opened_once(
    *, variants: str, fidelity: str, decodes: int, cost: Counter[str], large: Path, reported: list[Path]
) -> None:
    matcher = Matcher([Entry((hash_image(reported[0]),))], variants=variants, decoding=Decoding(fidelity))
    cost.clear()
    assert matcher.match(large) == []
    assert cost == {"opens": 1, "decodes": decodes}


def test_comparing_opens_and_decodes_each_file_once(cost: Counter[str], reported: list[Path]) -> None:
    assert len(compared(str(reported[0]), str(reported[1]))) == 9
    assert cost == {"opens": 2, "decodes": 2}


class Pipe(io.RawIOBase):
    """Bytes that can be read once, from their beginning to their end."""

    def __init__(self, data: bytes) -> None:
        self._left = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def readinto(self, buffer: Any) -> int:
        return self._left.readinto(buffer)


def pipe(data: bytes) -> BinaryIO:
    return io.BufferedReader(Pipe(data))


@pytest.mark.parametrize("fidelity", ["exact", "fast"])
def test_a_pipe_can_be_examined_with_all_variants(fidelity: str, large: Path, reported: list[Path]) -> None:
    """It is read once, however many rounds there are."""
    matcher = Matcher([Entry((hash_image(reported[0]), hash_image(reported[0], "md5")))], decoding=Decoding(fidelity))
    found = matcher.examine(pipe(large.read_bytes()), name="pipe")
    assert (found.matches, found.problem) == ((), None)
    assert [match.distance for match in matcher.match(pipe(reported[0].read_bytes()))] == [0]


def test_an_empty_pipe_says_so() -> None:
    with Medium(pipe(b""), name="pipe") as medium, pytest.raises(EmptyMediaError, match="pipe: empty"):
        _ = medium.first


def test_what_it_keeps_is_what_the_decoders_give(large: Path) -> None:
    with Medium(large) as medium:
        whole, luma, colours = medium.first, medium.reduced_luma, medium.reduced_picture
        assert medium.read_by(lambda file: file.read()) == large.read_bytes()
        assert medium.first is whole
    assert luma is not None
    assert colours is not None
    assert np.array_equal(whole.pixels, decode(large).pixels)
    for kept, made in ((luma, decode_reduced(large)), (colours, decode_reduced_picture(large))):
        assert made is not None
        assert (kept.size, kept.scale) == (made.size, made.scale)
    assert np.array_equal(luma.luma, getattr(decode_reduced(large), "luma"))  # noqa: B009 - not None, as seen above


def test_frames_come_again_in_the_same_order(others: list[Path]) -> None:
    frames = []
    for photo in others[:3]:
        with Image.open(photo) as picture:
            frames.append(picture.convert("RGB").resize((40, 30)))
    file = io.BytesIO()
    frames[0].save(file, "PNG", save_all=True, append_images=frames[1:])
    expected = [picture.pixels.tobytes() for picture in decode_frames(file.getvalue())]
    assert len(expected) == 3
    with Medium(file.getvalue()) as medium:
        for _ in range(2):
            assert [picture.pixels.tobytes() for picture in medium.frames()] == expected


def test_pixels_have_no_bytes_of_a_file() -> None:
    with (
        Medium(np.zeros((9, 9), np.uint8)) as medium,
        pytest.raises(UnsupportedSourceError, match="no bytes of a file"),
    ):
        medium.read_by(lambda file: file.read())


def test_a_closed_medium_opens_nothing(large: Path) -> None:
    with Medium(large) as unused:
        pass
    with pytest.raises(UnreadableFileError, match="its medium is closed"):
        _ = unused.first
    with pytest.raises(UnreadableFileError, match="its medium is closed"):
        unused.read_by(lambda file: file.read())
