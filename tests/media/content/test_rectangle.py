"""Rectangles and the way back to the full picture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashmatch.media.content import Rectangle, scaled


@pytest.mark.parametrize(
    ("small", "full", "expected"),
    [
        pytest.param((100, 200), (100, 200), Rectangle(10, 20, 30, 40), id="the same size"),
        pytest.param((100, 200), (300, 600), Rectangle(30, 60, 90, 120), id="three times as large"),
        pytest.param((100, 200), (101, 203), Rectangle(10, 20, 30, 40), id="rounded to the nearest pixel"),
        pytest.param((100, 200), (3, 2), Rectangle(0, 1, 1, 2), id="at least a pixel wide and high"),
    ],
)
def test_scaled(small: tuple[int, int], full: tuple[int, int], expected: Rectangle) -> None:
    assert scaled(Rectangle(10, 20, 30, 40), small, full) == expected


@given(st.data(), st.tuples(*[st.integers(1, 700)] * 2), st.tuples(*[st.integers(1, 20_000)] * 2))
def test_stays_inside(data: st.DataObject, small: tuple[int, int], full: tuple[int, int]) -> None:
    """Whatever the sizes, the rectangle is one of the full picture, and the whole stays the whole."""
    left, top = data.draw(st.integers(0, small[1] - 1)), data.draw(st.integers(0, small[0] - 1))
    right, bottom = data.draw(st.integers(left + 1, small[1])), data.draw(st.integers(top + 1, small[0]))
    found = scaled(Rectangle(left, top, right, bottom), small, full)
    assert 0 <= found.left < found.right <= full[1]
    assert 0 <= found.top < found.bottom <= full[0]
    assert scaled(Rectangle(0, 0, small[1], small[0]), small, full) == Rectangle(0, 0, full[1], full[0])
