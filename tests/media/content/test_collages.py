"""Parts: the pictures of a collage are among the halves and cells."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from hashmatch.media.content import Rectangle, parts


def collage(photos: list[Path], size: tuple[int, int], places: list[Rectangle]) -> NDArray[np.uint8]:
    sheet = Image.new("RGB", size, "white")
    for photo, place in zip(photos, places, strict=False):
        sheet.paste(Image.open(photo).convert("RGB").resize((place.width, place.height)), (place.left, place.top))
    return np.asarray(sheet)


SIDE_BY_SIDE = [Rectangle(0, 0, 200, 256), Rectangle(200, 0, 380, 256)]
WITH_A_GAP = [Rectangle(0, 0, 256, 120), Rectangle(0, 126, 256, 280)]
FOUR = [Rectangle(x, y, x + 160, y + 128) for y in (0, 128) for x in (0, 160)]


@pytest.mark.parametrize(
    ("size", "places"),
    [
        pytest.param((380, 256), SIDE_BY_SIDE, id="two, side by side"),
        pytest.param((256, 280), WITH_A_GAP, id="two, with a gap between them"),
        pytest.param((320, 256), FOUR, id="four"),
    ],
)
def test_collages(photos: list[Path], size: tuple[int, int], places: list[Rectangle]) -> None:
    """In nine of ten collages every picture is a part, to two pixels."""
    complete = 0
    for first in range(len(photos)):
        found = parts(collage([*photos[first:], *photos[:first]], size, places))
        complete += all(any(_near(part, place) for part in found) for place in places)
    assert complete >= 0.9 * len(photos)


def _near(one: Rectangle, other: Rectangle) -> bool:
    sides = zip(
        (one.left, one.top, one.right, one.bottom), (other.left, other.top, other.right, other.bottom), strict=True
    )
    return all(abs(this - that) <= 2 for this, that in sides)
