"""Every other hash type gives the very hex of the package or standard it is named after."""

import hashlib
import importlib.metadata
import io
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import imagehash
import numpy as np
import pytest
from PIL import Image

from hashmatch.errors import UnknownHashTypeError, WrongMediaError
from hashmatch.hashing import find_type, hash_image, hash_orientations, hash_type_names, registry
from hashmatch.media import Orientation, decode, turned

IMAGEHASH = {
    "phash": imagehash.phash,
    "dhash": imagehash.dhash,
    "ahash": imagehash.average_hash,
    "whash": imagehash.whash,
    "colorhash": imagehash.colorhash,
}


@pytest.mark.parametrize("name", IMAGEHASH)
def test_hex_equals_that_of_imagehash(name: str, photos: list[Path]) -> None:
    for photo in photos:
        with Image.open(photo) as picture:
            assert hash_image(photo, name).hex == str(IMAGEHASH[name](picture)), photo.name


@pytest.mark.parametrize("name", IMAGEHASH)
def test_orientations_equal_imagehash_of_the_turned_picture(name: str, photos: list[Path]) -> None:
    pixels = decode(photos[0]).pixels
    found = hash_orientations(photos[0], name)
    assert set(found) == set(Orientation)
    for orientation, each in found.items():
        picture = Image.fromarray(np.ascontiguousarray(turned(pixels, orientation)))
        assert each.hex == str(IMAGEHASH[name](picture))


@pytest.mark.parametrize("name", IMAGEHASH)
def test_gray_pictures_are_hashed_too(name: str, photos: list[Path]) -> None:
    with Image.open(photos[0]) as picture:
        gray = picture.convert("L")
    assert hash_image(gray, name).hex == str(IMAGEHASH[name](gray.convert("RGB") if name == "colorhash" else gray))


@pytest.mark.parametrize("name", ["md5", "sha1", "sha256"])
def test_digests_are_of_the_file(name: str, photos: list[Path]) -> None:
    data = photos[0].read_bytes()
    for source in (photos[0], str(photos[0]), data, io.BytesIO(data)):
        assert hash_image(source, name).hex == hashlib.new(name, data).hexdigest()


def test_a_digest_has_no_orientations(photos: list[Path]) -> None:
    with pytest.raises(WrongMediaError, match="no orientations"):
        hash_orientations(photos[0], "md5")


def test_whash_says_how_many_pixels_it_needs() -> None:
    with pytest.raises(WrongMediaError, match="whash: 7 x 20 pixels are too few, it needs 8 a side"):
        hash_image(np.zeros((20, 7), np.uint8), "whash")


def test_names_come_in_a_fixed_order() -> None:
    ours = ("pdq", "phash", "dhash", "ahash", "whash", "colorhash", "md5", "sha1", "sha256")
    assert hash_type_names()[: len(ours)] == ours


def test_another_package_adds_a_type_but_cannot_replace_one(monkeypatch: pytest.MonkeyPatch) -> None:
    brought = {"twin": "hashmatch.hashing.digest:SHA256", "pdq": "hashmatch.hashing.digest:MD5"}
    points = EntryPoints(EntryPoint(name, value, registry.GROUP) for name, value in brought.items())
    with monkeypatch.context() as patched:
        patched.setattr(importlib.metadata, "entry_points", points.select)
        registry.forget()
        assert hash_type_names()[-1] == "twin"
        assert find_type("twin").bits == 256
        assert find_type("pdq").has_quality
    registry.forget()
    with pytest.raises(UnknownHashTypeError):
        find_type("twin")
