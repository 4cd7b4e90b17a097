"""Refining: a side goes to the edge nearby, and nowhere else."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from hashmatch.media.content import Rectangle, refined
from tests.media.content.pictures import odd_pictures

TRUTH = Rectangle(103, 58, 407, 251)


def framed() -> NDArray[np.uint8]:
    """Return noise, dark at `TRUTH` and light around it, under a weak texture."""
    luma = np.random.default_rng(0).integers(150, 190, (300, 500), np.uint8)
    luma[TRUTH.top : TRUTH.bottom, TRUTH.left : TRUTH.right] -= 60
    return luma


@pytest.mark.parametrize(
    "seen",
    [
        pytest.param(TRUTH, id="already there"),
        pytest.param(Rectangle(100, 60, 408, 248), id="a few pixels off at every side"),
        pytest.param(Rectangle(107, 54, 403, 255), id="as far off as may be"),
    ],
)
def test_finds_the_edges(seen: Rectangle) -> None:
    assert refined(seen, framed(), 3.2) == TRUTH


def test_looks_no_further_than_a_pixel_of_the_thumbnail() -> None:
    found = refined(Rectangle(93, 58, 407, 251), framed(), 3.2)
    assert abs(found.left - 93) <= 4
    assert (found.top, found.right, found.bottom) == (58, 407, 251)


def test_the_pictures_own_sides_stay() -> None:
    whole = Rectangle(0, 0, 500, 300)
    assert refined(whole, framed(), 8) == whole


@given(odd_pictures(), st.data(), st.floats(1, 40))
def test_any_picture(picture: NDArray[np.uint8], data: st.DataObject, factor: float) -> None:
    """The rectangle keeps an inside and stays in the picture."""
    luma = picture if picture.ndim == 2 else picture[..., 1]
    height, width = luma.shape
    left, top = data.draw(st.integers(0, width - 1)), data.draw(st.integers(0, height - 1))
    right, bottom = data.draw(st.integers(left + 1, width)), data.draw(st.integers(top + 1, height))
    found = refined(Rectangle(left, top, right, bottom), luma, factor)
    assert 0 <= found.left < found.right <= width
    assert 0 <= found.top < found.bottom <= height
