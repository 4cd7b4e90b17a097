"""The thumbnail: means of boxes, never larger than the picture."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashmatch.media.content import thumbnail


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        pytest.param((512, 512, 3), (256, 256, 3), id="short side 256"),
        pytest.param((600, 900), (256, 384), id="gray"),
        pytest.param((1000, 5000, 3), (128, 640, 3), id="long side 640"),
        pytest.param((1, 70_000, 3), (1, 640, 3), id="a line"),
        pytest.param((256, 400, 3), (256, 400, 3), id="small enough"),
        pytest.param((20, 30), (20, 30), id="never enlarged"),
    ],
)
def test_size(shape: tuple[int, ...], expected: tuple[int, ...]) -> None:
    assert thumbnail(np.zeros(shape, np.uint8)).shape == expected


def test_each_pixel_is_the_mean_of_a_box() -> None:
    picture = np.random.default_rng(0).integers(0, 256, (512, 768, 3), np.uint8)
    means = picture.reshape(256, 2, 384, 2, 3).mean(axis=(1, 3))
    assert np.abs(thumbnail(picture) - means).max() <= 1


def test_a_large_picture_keeps_its_edges_in_place() -> None:
    """Of many rows only some are averaged; the edge moves by less than a pixel all the same."""
    picture = np.zeros((5000, 4000, 3), np.uint8)
    picture[2500:] = 255
    rows = thumbnail(picture)[:, 0, 0].astype(int)
    assert len(rows) == 320
    assert rows[:159].max() == 0
    assert rows[161:].min() == 255


@given(st.tuples(*[st.integers(1, 1500)] * 2), st.integers(1, 300), st.integers(1, 700))
def test_any_size(shape: tuple[int, int], short: int, long: int) -> None:
    """The limits hold for any shape, also of memory that is not contiguous, and one colour stays one colour."""
    picture = np.full((shape[1], shape[0]), 77, np.uint8).T
    small = thumbnail(picture, short, long)
    assert min(small.shape) <= short
    assert max(small.shape) <= long
    assert all(1 <= new <= old for new, old in zip(small.shape, shape, strict=True))
    assert (small == 77).all()
