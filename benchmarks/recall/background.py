"""A million codes of other real pictures: crops, at any scale, and blends of two.

Codes of one picture's crops lie near each other, so that a million stand for fewer pictures; but they are of real ones,
where uniform codes would lie 128 bits from everything.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks.corpus import Picture
from benchmarks.recall.split import shared
from hashmatch.hashing import PixelHashType, find_type
from hashmatch.index import Codes

HASH_TYPES = ("pdq", "phash", "dhash")
MIN_QUALITY = 50  # of PDQ; codes of lower quality are left out, as in hash lists
RECIPE = 1  # to be raised when the making changes: older files are then not taken
SIDE = 300  # pixels: crops are made of pictures this large
SIZES = range(64, 161, 8)  # pixels: of a crop's sides before it is hashed; few, so that PDQ's filters are kept
BLENDS = 0.4  # share of the codes


@dataclass(frozen=True, slots=True)
class Background:
    """Codes by hash type, each (n, bytes) in the same order, and the one or two pictures that each was made of."""

    codes: dict[str, Codes]
    sources: NDArray[np.int32]  # (n, 2): numbers of pictures; the same twice if nothing was blended
    names: list[str]

    def described(self, number: int) -> str:
        """Return the names of the pictures of which a code was made."""
        first, second = self.sources[number].tolist()
        return self.names[first] if first == second else f"{self.names[first]} and {self.names[second]}"


def background(folder: Path, pictures: list[Picture], count: int, cache: Path) -> Background:
    """Return `count` codes of these pictures, from the cache if they were made before."""
    key = hashlib.sha256("\n".join([str(RECIPE), *(picture.sha256 for picture in pictures)]).encode()).hexdigest()
    path = cache / f"background-{count}-{key[:12]}.npz"
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(".part.npz")
        codes, sources = _made([shared(folder, picture, side=SIDE) for picture in pictures], count)
        np.savez(beside, sources=sources, pdq=codes["pdq"], phash=codes["phash"], dhash=codes["dhash"])
        beside.replace(path)
    with np.load(path) as file:
        return Background({name: file[name] for name in HASH_TYPES}, file["sources"], [each.file for each in pictures])


def _made(pictures: list[Image.Image], count: int) -> tuple[dict[str, Codes], NDArray[np.int32]]:
    codes: dict[str, list[NDArray[np.uint8]]] = {name: [] for name in HASH_TYPES}
    sources: list[tuple[int, int]] = []
    kinds = {name: _pixel_type(name) for name in HASH_TYPES}
    for pixels, source in _crops(pictures, np.random.default_rng(RECIPE)):
        pdq = kinds["pdq"].hash_pixels(pixels)
        if (pdq.quality or 0) < MIN_QUALITY:
            continue
        codes["pdq"].append(pdq.code)
        for name in HASH_TYPES[1:]:
            codes[name].append(kinds[name].hash_pixels(pixels).code)
        sources.append(source)
        if len(sources) == count:
            break
        if len(sources) % 50_000 == 0:
            print(f"  {len(sources):,} codes of {count:,}", flush=True)
    return {name: np.stack(found) for name, found in codes.items()}, np.array(sources, dtype=np.int32)


def _pixel_type(name: str) -> PixelHashType:
    kind = find_type(name)
    assert isinstance(kind, PixelHashType)
    return kind


def _crops(
    pictures: list[Image.Image], rng: np.random.Generator
) -> Iterator[tuple[NDArray[np.uint8], tuple[int, int]]]:
    """Yield crops and blends without end."""
    while True:
        first, second = (int(number) for number in rng.integers(len(pictures), size=2))
        size = (int(rng.choice(SIZES)), int(rng.choice(SIZES)))
        crop = _crop(pictures[first], size, rng)
        if rng.random() < BLENDS:
            yield (
                np.asarray(Image.blend(crop, _crop(pictures[second], size, rng), rng.uniform(0.25, 0.75))),
                (first, second),
            )
        else:
            yield np.asarray(crop), (first, first)


def _crop(picture: Image.Image, size: tuple[int, int], rng: np.random.Generator) -> Image.Image:
    """Cut out 35 to 100 per cent of each side and bring it to a size."""
    width, height = (rng.uniform(0.35, 1) * side for side in picture.size)
    left, top = rng.uniform(0, picture.width - width), rng.uniform(0, picture.height - height)
    return picture.resize(size, Image.Resampling.BILINEAR, box=(left, top, left + width, top + height))
