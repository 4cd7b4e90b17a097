"""Codes to search: uniform, skewed on purpose, and PDQ of real pictures, their copies and slow pans over them.

``python -m benchmarks.index_codes CORPUS`` makes the real ones, once: a few minutes.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from benchmarks.corpus import read_manifest
from fixtures.copies import Alteration, alterations
from hashmatch.hashing import hash_image

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hashmatch.index import Codes

FRAMES = 100
SIDE = 512  # pictures are made this small first: what is altered is then what matters


def uniform(count: int, bits: int, rng: np.random.Generator) -> Codes:
    return rng.integers(0, 256, (count, bits // 8), dtype=np.uint8)


def skewed(count: int, bits: int, rng: np.random.Generator) -> Codes:
    """10 % near black, 5 % one code, 30 % frames of videos that change by about a bit a frame, the rest uniform."""
    codes = uniform(count, bits, rng)
    tenth, twentieth, frames = count // 10, count // 20, 3 * count // 10
    codes[:tenth] = np.packbits(rng.random((tenth, bits)) < 0.02, axis=1)
    codes[tenth : tenth + twentieth] = codes[-1]
    start = tenth + twentieth
    steps = np.packbits(rng.random((frames, bits)) < 1 / bits, axis=1)
    for cut in range(0, frames, 250):  # a shot
        shot = steps[cut : cut + 250]
        codes[start + cut : start + cut + len(shot)] = np.bitwise_xor.accumulate(shot, axis=0) ^ codes[-2 - cut // 250]
    return codes


def real(corpus: Path) -> Codes:
    """Return PDQ of the corpus, of its alterations and of pans over its photographs; kept in the same folder."""
    kept = corpus / "pdq-codes.npy"
    if not kept.exists():
        np.save(kept, np.stack(list(_real(corpus))))
    codes: Codes = np.load(kept)
    return codes


def _real(corpus: Path) -> Iterator[Codes]:
    for picture in read_manifest(corpus):
        with Image.open(corpus / picture.file) as opened:
            opened.draft("RGB", (SIDE, SIDE))
            small = opened.convert("RGBA").convert("RGB")
        small.thumbnail((SIDE, SIDE))
        if min(small.size) < 16:
            continue
        yield _pdq(small)
        for alteration in alterations().values():
            yield _pdq(_altered(small, alteration))
        if picture.kind == "photograph":
            yield from map(_pdq, _pan(small))


def _altered(picture: Image.Image, alteration: Alteration) -> Image.Image:
    file = BytesIO()
    alteration.change(picture).save(file, alteration.suffix[1:].replace("jpg", "jpeg"), **alteration.options)
    return Image.open(file).convert("RGB")


def _pan(picture: Image.Image) -> Iterator[Image.Image]:
    """Move a window over the picture, a pixel a frame: as near to the frames of a video as one picture gets."""
    width, height = (3 * side // 4 for side in picture.size)
    for frame in range(min(FRAMES, picture.width - width)):
        yield picture.crop((frame, height // 6, frame + width, height // 6 + height))


def _pdq(picture: Image.Image) -> Codes:
    return hash_image(np.asarray(picture)).code


if __name__ == "__main__":
    print(real(Path(sys.argv[1])).shape)
