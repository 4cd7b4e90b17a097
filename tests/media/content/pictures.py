"""Pictures on which a search could stumble."""

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

__all__ = ["odd_pictures"]


@st.composite
def odd_pictures(draw: st.DrawFn) -> NDArray[np.uint8]:
    """Flat, striped, noisy, gray, and of any shape from a line to a square."""
    height, width = (
        draw(st.sampled_from([1, 2, 31, 32, 33, 47, 80, 256])),
        draw(st.sampled_from([1, 3, 32, 40, 90, 640])),
    )
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    match draw(st.sampled_from(["flat", "noise", "rows", "columns", "blocks"])):
        case "flat":
            picture = np.full((height, width, 3), draw(st.integers(0, 255)))
        case "noise":
            picture = random.integers(0, 256, (height, width, 3))
        case "rows":
            picture = random.choice([0, 255], (height, 1, 3)).repeat(width, axis=1)
        case "columns":
            picture = random.choice([0, 255], (1, width, 3)).repeat(height, axis=0)
        case _:
            picture = random.integers(0, 256, (5, 7, 3)).repeat(52, axis=0).repeat(92, axis=1)[:height, :width]
    return np.ascontiguousarray(picture[..., 0] if draw(st.booleans()) else picture, np.uint8)
