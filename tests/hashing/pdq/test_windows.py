"""Hashing a window gives the bits of hashing the pixels that the window stands for."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from fixtures import copies
from hashmatch.hashing.pdq import PDQ
from hashmatch.hashing.pdq.axis import Span
from hashmatch.hashing.pdq.filter import Plane, Window
from hashmatch.hashing.pdq.fixed_size import square_terms
from hashmatch.hashing.pdq.windows import prints_of, prints_of_terms, sample_windows
from hashmatch.media import decode

PHOTO = decode(copies.photos(reported=True)[3]).pixels[:, :, 1]


@st.composite
def spans(draw: st.DrawFn, n: int) -> Span:
    low = draw(st.integers(0, n // 3))
    high = draw(st.integers(2 * n // 3, n))
    grown = st.sampled_from([0, 0, 7, 40])
    return Span(low - draw(grown), high + draw(grown), low, high)


def pixels_of(span: Span) -> NDArray[np.int64]:
    return np.clip(np.arange(span.start, span.stop), span.low, span.high - 1)


@given(data=st.data(), mirrored=st.integers(0, 3))
def test_a_window_has_the_bits_of_its_pixels(data: st.DataObject, mirrored: int) -> None:
    height, width = PHOTO.shape
    windows = [Window(data.draw(spans(height)), data.draw(spans(width))) for _ in range(3)]
    found = prints_of(sample_windows(Plane(PHOTO, height, width), windows, mirrored=mirrored))
    pictures = [PHOTO[np.ix_(pixels_of(window.rows), pixels_of(window.columns))] for window in windows]
    pictures += [picture[:, ::-1] for picture in pictures[:mirrored]]
    assert len(found.codes) == len(pictures)
    for picture, code, quality in zip(pictures, found.codes, found.qualities, strict=True):
        alone = PDQ().hash_pixels(np.ascontiguousarray(picture))
        # Where rounding decides a bit, `hash_pixels` repeats the reference's; windows are for queries and do not.
        assert np.bitwise_count(alone.code ^ code).sum() <= 2
        assert abs(quality - (alone.quality or 0)) <= 1


@given(data=st.data(), side=st.sampled_from([64, 192, 336, 350]))
def test_a_part_of_a_square_has_the_bits_of_its_pixels(data: st.DataObject, side: int) -> None:
    square = np.asarray(Image.fromarray(PHOTO).resize((side, side)), np.float32)
    windows = [Window(data.draw(spans(side)), data.draw(spans(side))) for _ in range(3)]
    found = prints_of_terms(square_terms(square, windows), np.full(3, 100))
    expected = prints_of(sample_windows(Plane(square, side, side), windows))
    assert np.bitwise_count(found.codes ^ expected.codes).sum(axis=1).max() <= 2  # rounding alone
    np.testing.assert_allclose(found.contrasts, expected.contrasts, rtol=1e-4, atol=1e-2)


def test_contrast_says_how_far_coefficients_lie_from_their_median() -> None:
    height, width = PHOTO.shape
    whole = [Window(Span.whole(height), Span.whole(width))]
    photo = prints_of(sample_windows(Plane(PHOTO, height, width), whole))
    flat = prints_of(sample_windows(Plane(np.full_like(PHOTO, 90), height, width), whole))
    assert photo.contrasts.min() > 4
    assert flat.contrasts.max() < 0.1
    assert (photo.qualities[0], flat.qualities[0]) == (100, 0)
