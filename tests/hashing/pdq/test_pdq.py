"""PDQ has the reference's bits: pdqhash, the binding of its C++ code, is the oracle."""

from pathlib import Path

import numpy as np
import pdqhash
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from hashmatch.hashing import hash_image, hash_orientations
from hashmatch.hashing.pdq import PDQ
from hashmatch.hashing.pdq.axis import Span, weights_along
from hashmatch.hashing.pdq.filter import Plane, sample
from hashmatch.hashing.pdq.reference import reference_samples
from hashmatch.media import Orientation, decode, decode_reduced, turned

Pixels = NDArray[np.uint8]


def reference(pixels: Pixels) -> tuple[bytes, int]:
    """Code and quality of the C++ code, which takes RGB only."""
    rgb = pixels if pixels.ndim == 3 else np.repeat(pixels[..., None], 3, axis=2)
    bits, quality = pdqhash.compute(np.ascontiguousarray(rgb))
    return np.packbits(bits).tobytes(), quality


def ours(pixels: Pixels) -> tuple[bytes, int | None]:
    found = PDQ().hash_pixels(pixels)
    return found.code.tobytes(), found.quality


def test_every_photograph_has_the_bits_and_quality_of_the_reference(photos: list[Path]) -> None:
    for photo in photos:
        assert ours(decode(photo).pixels) == reference(decode(photo).pixels), photo.name


@pytest.mark.parametrize(
    "size",
    [(5, 5), (5, 300), (64, 64), (100, 80), (128, 128), (128, 129), (129, 64), (255, 257), (511, 513), (1000, 90)],
    ids=lambda size: f"{size[0]}x{size[1]}",
)
def test_every_size_has_the_bits_of_the_reference(size: tuple[int, int], photos: list[Path]) -> None:
    """The width of the blur changes at each multiple of 128; at 64 x 64 the reference does not blur at all."""
    for photo in photos[::4]:
        pixels = np.asarray(Image.fromarray(decode(photo).pixels).resize(size[::-1]))
        assert ours(pixels) == reference(pixels), photo.name


def stripes(period: int) -> Pixels:
    """Vertical stripes, whose middle coefficients are all zero in theory."""
    return np.repeat((np.arange(200) // period % 2 * 255).astype(np.uint8)[None], 150, axis=0)


@pytest.mark.parametrize(
    "pixels",
    [
        pytest.param(np.zeros((300, 200, 3), np.uint8), id="black"),
        pytest.param(np.full((64, 64, 3), 255, np.uint8), id="white"),
        pytest.param(stripes(1), id="stripes of one pixel"),
        pytest.param(stripes(25), id="wide stripes"),
        pytest.param(np.kron(np.eye(2, dtype=np.uint8) * 255, np.ones((90, 90), np.uint8)), id="a symmetric icon"),
        pytest.param(np.arange(256, dtype=np.uint8)[None].repeat(256, 0), id="a gradient"),
    ],
)
def test_where_rounding_decides_it_decides_as_in_the_reference(pixels: Pixels) -> None:
    assert ours(pixels) == reference(pixels)


@pytest.mark.parametrize("size", [(4, 300), (300, 4), (1, 1)], ids=str)
def test_a_side_below_five_pixels_gives_zeros_without_quality(size: tuple[int, int]) -> None:
    assert ours(np.full((*size, 3), 90, np.uint8)) == (bytes(32), 0)


@given(
    height=st.integers(5, 200),
    width=st.integers(5, 200),
    levels=st.sampled_from([2, 3, 17, 256]),
    channels=st.sampled_from([1, 3]),
    seed=st.integers(0, 2**32 - 1),
)
def test_any_pixels_have_the_bits_of_the_reference(
    height: int, width: int, levels: int, channels: int, seed: int
) -> None:
    """Coarse blocks of few levels: the flat and tied pictures in which rounding shows."""
    blocks = np.random.default_rng(seed).integers(0, levels, (-(-height // 16), -(-width // 16), channels))
    grown = np.kron(blocks, np.ones((16, 16, 1)))[:height, :width] * (255 // (levels - 1))
    pixels = grown.astype(np.uint8)
    pixels = np.ascontiguousarray(pixels[..., 0] if channels == 1 else pixels)
    assert ours(pixels) == reference(pixels)


def test_eight_orientations_are_the_hashes_of_the_turned_pixels(photos: list[Path]) -> None:
    for photo in photos:
        pixels = decode(photo).pixels
        for orientation, found in hash_orientations(photo).items():
            assert (found.code.tobytes(), found.quality) == reference(turned(pixels, orientation)), photo.name


@given(height=st.integers(5, 300), width=st.integers(5, 300), seed=st.integers(0, 2**32 - 1))
def test_eight_orientations_of_any_size(height: int, width: int, seed: int) -> None:
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
    for orientation, found in PDQ().hash_orientations(pixels).items():
        assert (found.code.tobytes(), found.quality) == ours(turned(pixels, orientation))


@st.composite
def spans(draw: st.DrawFn) -> tuple[Span, int]:
    """A span of a picture, and the picture's length: cut out of it, reaching beyond it, or repeating its own edges."""
    n = draw(st.integers(1, 1500))
    low = draw(st.integers(0, n - 1))
    high = draw(st.integers(low + 1, n))
    return Span(low - draw(st.integers(0, 300)), high + draw(st.integers(0, 300)), low, high), n


@given(made=spans(), scale=st.sampled_from([1, 2, 3, 4, 8]), mirrored=st.booleans())
def test_samples_of_a_span_are_those_of_its_pixels(made: tuple[Span, int], scale: int, mirrored: bool) -> None:
    """Blurring the pixels that the span stands for, one by one, gives the same weights."""
    span, n = made
    pixels = np.clip(np.arange(span.start, span.stop), span.low, span.high - 1)
    pixels = pixels[::-1] if mirrored else pixels
    alone = weights_along(Span.whole(len(pixels)))
    expected, found = np.zeros((2, 64, -(-n // scale) + 1))
    for sample_, (first, weights) in enumerate(zip(alone.first, alone.weights, strict=True)):
        seen = pixels[np.minimum(first + np.arange(len(weights)), len(pixels) - 1)]
        np.add.at(expected[sample_], seen // scale, weights)
    made_of = weights_along(span, scale, mirrored=mirrored)
    for sample_, (first, weights) in enumerate(zip(made_of.first, made_of.weights, strict=True)):
        places = first + np.arange(len(weights))
        inside = (places >= 0) & (places < found.shape[1])
        assert not weights[~inside].any()
        np.add.at(found[sample_], places[inside], weights[inside])
    assert np.allclose(found, expected, atol=1e-12)
    assert np.allclose(found.sum(axis=1), 1)


def test_samples_are_the_blur_of_the_reference(photos: list[Path]) -> None:
    for photo in photos[::6]:
        pixels = decode(photo).pixels
        assert np.allclose(sample(Plane(pixels, *pixels.shape[:2])), reference_samples(pixels), atol=5e-3)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_fast_hash_is_a_few_bits_off_whatever_the_exif_orientation(
    orientation: int, photos: list[Path], tmp_path: Path
) -> None:
    """The reduced decode is of the stored picture; the hash is of the upright one."""
    exif = Image.Exif()
    exif[274] = orientation
    for photo in photos[::5]:
        large = tmp_path / photo.name
        with Image.open(photo) as picture:
            enlarged = picture.resize((picture.width * 3 + 1, picture.height * 3 + 2))
        enlarged.save(large, quality=90, exif=exif)
        luma = decode_reduced(large)
        assert luma is not None
        assert luma.scale > 1
        exact, fast = hash_orientations(large), hash_orientations(large, fidelity="fast")
        assert max(exact[o].distance(fast[o]) for o in Orientation) <= 6
        assert hash_image(large, fidelity="fast") == fast[Orientation.UPRIGHT]


def test_where_rounding_would_decide_a_fast_hash_is_exact(tmp_path: Path) -> None:
    """Half the coefficients of a symmetric picture are zero but for rounding, which a reduced decode does otherwise."""
    half = np.repeat(np.arange(600, dtype=np.float64)[None] / 3, 1200, axis=0)
    Image.fromarray(np.hstack([half, half[:, ::-1]]).astype(np.uint8)).save(tmp_path / "symmetric.jpg", quality=95)
    assert hash_image(tmp_path / "symmetric.jpg", fidelity="fast").fidelity == "exact"
