"""Stickers: found, filled from around, and nothing else touched."""

from pathlib import Path

import numpy as np
import pdqhash
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from hashmatch.media.content import filled_stickers
from tests.media.content.pictures import odd_pictures


def bits_between(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> int:
    return int((pdqhash.compute(one)[0] != pdqhash.compute(other)[0]).sum())


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_disc_on_a_slope_vanishes(mode: str) -> None:
    """What is linear around the sticker is linear again below it."""
    slope = np.linspace(20, 220, 256).astype(np.uint8)
    picture = Image.fromarray(np.tile(slope, (256, 1))).convert(mode)
    before = np.asarray(picture).copy()
    ImageDraw.Draw(picture).ellipse((90, 100, 150, 160), fill="gold" if mode == "RGB" else 3)
    filled = filled_stickers(np.asarray(picture))
    assert filled is not None
    assert np.abs(filled.astype(int) - before).max() <= 2


def test_brings_photographs_nearer(photos: list[Path]) -> None:
    """Where a sticker is found, the hash comes nearer to the original's in four cases of five."""
    nearer = []
    for photo in photos:
        original = Image.open(photo).convert("RGB").resize((384, 256))
        covered = original.copy()
        ImageDraw.Draw(covered).ellipse((150, 90, 215, 155), fill=(255, 205, 60))
        filled = filled_stickers(np.asarray(covered))
        if filled is not None:
            true = np.asarray(original)
            nearer.append(bits_between(filled, true) <= bits_between(np.asarray(covered), true))
    assert len(nearer) >= 0.8 * len(photos)
    assert sum(nearer) >= 0.8 * len(nearer)


@given(odd_pictures(), st.booleans())
def test_any_picture(picture: NDArray[np.uint8], mirrored: bool) -> None:
    """Shape and type stay, the given array stays as it was."""
    seen = np.ascontiguousarray(picture[:, ::-1] if mirrored else picture)
    before = seen.copy()
    filled = filled_stickers(seen)
    assert filled is None or (filled.shape, filled.dtype) == (seen.shape, seen.dtype)
    assert np.array_equal(seen, before)
