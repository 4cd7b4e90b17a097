"""How fast pictures become hashes: ``pytest benchmarks/bench_hash.py --corpus FOLDER``."""

from collections.abc import Callable
from pathlib import Path

import imagehash
import numpy as np
import pdqhash
import pytest
from numpy.typing import NDArray
from PIL import Image
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.race import CLOCK, LUMA_ALONE, REFERENCE, race
from fixtures.copies import photos
from hashmatch.hashing import Hash, hash_image, hash_orientations
from hashmatch.media import decode, turned

pytestmark = pytest.mark.benchmark(timer=CLOCK)

Pixels = NDArray[np.uint8]
SIZES = [(100, 100), (512, 512), (1600, 1004), (4000, 3000)]


def reference(pixels: Pixels) -> Hash:
    """Return the hash of the C++ code."""
    bits, quality = pdqhash.compute(pixels)
    return Hash("pdq", np.packbits(bits), quality)


def luma_of_the_reference(pixels: Pixels) -> NDArray[np.float32]:
    """Do what pdqhash's binding does in Python before its C++ code begins."""
    gray: NDArray[np.float64] = pixels[:, :, 0] * 0.299 + pixels[:, :, 1] * 0.587 + pixels[:, :, 2] * 0.114
    return gray.astype(np.float32)


def whole_then_reference(path: Path) -> Hash:
    with Image.open(path) as picture:
        return reference(np.asarray(picture.convert("RGB")))


def thumbnail_then_reference(path: Path) -> Hash:
    """What a careful user writes; Pillow decodes such a thumbnail at reduced scale by itself."""
    with Image.open(path) as picture:
        picture.thumbnail((512, 512))
        return reference(np.asarray(picture.convert("RGB")))


def bare_reduced_decode(path: Path) -> None:
    with Image.open(path) as picture:
        picture.draft("L", (512, 512))
        picture.load()


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def pixels(request: pytest.FixtureRequest) -> Pixels:
    """A photograph as an RGB array of four sizes."""
    with Image.open(photos(reported=True)[0]) as photo:
        return np.asarray(photo.resize(request.param))


def test_pixels(benchmark: BenchmarkFixture, pixels: Pixels) -> None:
    benchmark.group = f"PDQ of RGB pixels, {pixels.shape[1]} x {pixels.shape[0]}"
    picture = Image.fromarray(pixels)
    assert hash_image(pixels) == reference(pixels)
    race(
        benchmark,
        lambda: hash_image(pixels),
        {
            REFERENCE: lambda: reference(pixels),
            LUMA_ALONE: lambda: luma_of_the_reference(pixels),
            "imagehash.phash": lambda: imagehash.phash(picture),
        },
    )


def test_orientations(benchmark: BenchmarkFixture, pixels: Pixels) -> None:
    benchmark.group = f"PDQ in eight orientations, {pixels.shape[1]} x {pixels.shape[0]}"
    for orientation, found in hash_orientations(pixels).items():
        assert found == reference(np.ascontiguousarray(turned(pixels, orientation)))
    race(
        benchmark,
        lambda: hash_orientations(pixels),
        {
            "one hash (ours)": lambda: hash_image(pixels),
            "pdqhash.compute_dihedral, a few bits off": lambda: pdqhash.compute_dihedral(pixels),
        },
    )


@pytest.mark.parametrize("photo", [*photos(reported=True), *photos(reported=False)], ids=lambda path: path.stem)
def test_orientations_of_fixtures(benchmark: BenchmarkFixture, photo: Path) -> None:
    benchmark.group = "PDQ of a fixture's pixels in eight orientations"
    pixels = decode(photo).pixels
    for orientation, found in hash_orientations(pixels).items():
        assert found == reference(np.ascontiguousarray(turned(pixels, orientation)))
    race(benchmark, lambda: hash_orientations(pixels), {"one hash (ours)": lambda: hash_image(pixels)})


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("phash", imagehash.phash),
        ("dhash", imagehash.dhash),
        ("ahash", imagehash.average_hash),
        ("whash", imagehash.whash),
        ("colorhash", imagehash.colorhash),
    ],
)
def test_types_of_imagehash(
    benchmark: BenchmarkFixture, name: str, function: Callable[[Image.Image], imagehash.ImageHash]
) -> None:
    """The package does the work; what our border around it costs is the question."""
    benchmark.group = f"{name} of a JPEG file"
    path = photos(reported=True)[0]

    def theirs() -> imagehash.ImageHash:
        with Image.open(path) as picture:
            return function(picture)

    assert hash_image(path, name).hex == str(theirs())
    race(benchmark, lambda: hash_image(path, name), {"imagehash": theirs})


def test_large_jpeg(benchmark: BenchmarkFixture, large_jpeg: Path) -> None:
    with Image.open(large_jpeg) as picture:  # a decoder has to read a progressive file completely
        coding = "progressive" if "progressive" in picture.info else "baseline"
    benchmark.group = f"PDQ of {coding} JPEG files of 8 to 16 megapixels, fast"
    exact, fast = hash_image(large_jpeg), hash_image(large_jpeg, fidelity="fast")
    assert exact == whole_then_reference(large_jpeg)
    assert exact.quality is not None
    assert exact.quality < 50 or fast.distance(exact) <= 6
    race(
        benchmark,
        lambda: hash_image(large_jpeg, fidelity="fast"),
        {
            "Pillow, then pdqhash": lambda: whole_then_reference(large_jpeg),
            "Pillow's thumbnail(512), then pdqhash": lambda: thumbnail_then_reference(large_jpeg),
            "Pillow's reduced decode alone": lambda: bare_reduced_decode(large_jpeg),
        },
    )
