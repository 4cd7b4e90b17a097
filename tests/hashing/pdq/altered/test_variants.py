"""Alterations are undone before hashing; pictures of low information are never searched."""

import io
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from hashmatch.hashing import Fingerprint, Stage, Variant, hash_image
from hashmatch.hashing.pdq import PDQ
from hashmatch.hashing.pdq.altered.variants import undo_alterations
from hashmatch.media import Orientation, decode

Pixels = NDArray[np.uint8]


def opened(photo: Path) -> Image.Image:
    return Image.fromarray(decode(photo).pixels).convert("RGB")


def letterbox(picture: Image.Image) -> Image.Image:
    canvas = Image.new("RGB", (picture.width, picture.height * 3 // 2))
    canvas.paste(picture, (0, picture.height // 4))
    return canvas


def caption(picture: Image.Image) -> Image.Image:
    canvas = Image.new("RGB", (picture.width, picture.height + 120), "white")
    ImageDraw.Draw(canvas).text((20, 30), "what somebody wrote above it", fill="black", font_size=36)
    canvas.paste(picture, (0, 120))
    return canvas


def mirrored_in_a_frame(picture: Image.Image) -> Image.Image:
    canvas = Image.new("RGB", (picture.width + 120, picture.height + 120), "navy")
    canvas.paste(picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT), (60, 60))
    return canvas


def turned(picture: Image.Image) -> Image.Image:
    return picture.rotate(3, Image.Resampling.BICUBIC)


def straightened(picture: Image.Image) -> Image.Image:
    """Turned, and cut to what shows no corner."""
    width, height = picture.size
    turned = picture.rotate(-2, Image.Resampling.BICUBIC)
    across, down = round(0.027 * width), round(0.027 * height)
    return turned.crop((across, down, width - across, height - down))


def cut_on_one_side(picture: Image.Image) -> Image.Image:
    return picture.crop((picture.width // 12, 0, picture.width, picture.height))


def beside_itself(picture: Image.Image) -> Image.Image:
    canvas = Image.new("RGB", (picture.width * 2, picture.height))
    canvas.paste(picture, (0, 0))
    canvas.paste(picture.transpose(Image.Transpose.ROTATE_180), (picture.width, 0))
    return canvas


@pytest.mark.parametrize(
    ("alter", "stages", "least"),
    [
        (letterbox, {Stage.CONTENT, Stage.INSET}, 12),
        (caption, {Stage.CONTENT, Stage.INSET}, 11),
        (mirrored_in_a_frame, {Stage.CONTENT}, 11),
        (turned, {Stage.ANGLE}, 10),
        (straightened, {Stage.ANGLE}, 6),
        (cut_on_one_side, {Stage.UNCROP}, 6),
        (beside_itself, {Stage.PART, Stage.CONTENT}, 11),
    ],
)
def test_an_altered_copy_is_found_by_the_stage_made_for_it(
    alter: Callable[[Image.Image], Image.Image], stages: set[Stage], least: int, reported: list[Path]
) -> None:
    """Of the twelve photographs at least so many: not every border can be told from the picture."""
    found = 0
    for photo in reported:
        original = hash_image(photo)
        altered = np.asarray(alter(opened(photo)))
        near = [
            v for v, each in undo_alterations(altered) if int(np.bitwise_count(each.code ^ original.code).sum()) <= 31
        ]
        found += bool({variant.stage for variant in near} & stages)
    assert found >= least


def test_a_variant_says_what_was_undone(reported: list[Path]) -> None:
    original = hash_image(reported[0])
    picture = opened(reported[0])
    best, _ = min(
        undo_alterations(np.asarray(mirrored_in_a_frame(picture))),
        key=lambda made: int(np.bitwise_count(made[1].code ^ original.code).sum()),
    )
    assert best.orientation is Orientation.MIRRORED
    assert best.box is not None
    truth = (60, 60, 60 + picture.width, 60 + picture.height)
    assert max(abs(a - b) for a, b in zip(best.box, truth, strict=True)) <= 6
    assert str(best).startswith("mirrored, cut to columns ")


def test_a_cut_variant_has_the_bits_of_the_cut_pixels(reported: list[Path]) -> None:
    """Windows are hashed from a reduced picture: a few bits from the pixels themselves, no more."""
    altered = np.asarray(letterbox(opened(reported[1])))
    for variant, found in undo_alterations(altered):
        if variant.stage is Stage.CONTENT and variant.orientation is Orientation.UPRIGHT:
            assert variant.box is not None
            left, top, right, bottom = variant.box
            if min(right - left, bottom - top) < 300:
                continue  # a narrow one has few pixels left in the reduced picture
            exact = PDQ().hash_pixels(np.ascontiguousarray(altered[top:bottom, left:right]))
            assert np.bitwise_count(exact.code ^ found.code).sum() <= 6


@given(height=st.integers(1, 60), width=st.integers(1, 700), gray=st.booleans(), seed=st.integers(0, 9))
def test_any_picture_gives_variants_and_the_same_ones_each_time(height: int, width: int, gray: bool, seed: int) -> None:
    noise = np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
    pixels = np.ascontiguousarray(noise[..., 0]) if gray else noise
    first, second = undo_alterations(pixels), undo_alterations(pixels)
    assert [variant for variant, _ in first] == [variant for variant, _ in second]
    assert all((a.code == b.code).all() for (_, a), (_, b) in zip(first, second, strict=True))


@pytest.mark.parametrize(
    "pixels",
    [
        pytest.param(np.full((300, 400, 3), 200, np.uint8), id="all equal"),
        pytest.param(np.repeat((np.arange(400) // 20 % 2 * 255).astype(np.uint8)[None], 300, axis=0), id="stripes"),
        pytest.param(np.repeat(np.arange(256, dtype=np.uint8)[None], 200, axis=0), id="a gradient"),
    ],
)
def test_flat_and_striped_designs_are_never_searched(pixels: Pixels) -> None:
    assert undo_alterations(pixels) == []


def test_a_hundred_megapixels_are_reduced_first() -> None:
    file = io.BytesIO()
    Image.new("L", (10_000, 10_000), 90).save(file, "PNG", compress_level=1)
    assert undo_alterations(decode(file.getvalue()).pixels) == []


@pytest.mark.parametrize("shape", [(30_000, 6), (6, 30_000), (40, 2000)])
def test_a_strip_takes_no_more_than_its_pixels(shape: tuple[int, int]) -> None:
    strip = np.random.default_rng(3).integers(0, 256, shape, dtype=np.uint8)
    tracemalloc.start()
    undo_alterations(strip)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 60e6  # bytes; a padding of a share of the long side took 480 MB


def test_a_reduced_picture_is_undone_like_the_whole_one(reported: list[Path]) -> None:
    """A scan decodes a large JPEG file at a fraction of its size: the same windows, a few bits apart."""
    altered = np.asarray(mirrored_in_a_frame(opened(reported[0]).resize((1800, 1300))))
    half = np.asarray(Image.fromarray(altered).reduce(2))
    original = hash_image(reported[0])

    def best(made: list[tuple[Variant, Fingerprint]]) -> tuple[int, Variant]:
        return min(
            ((int(np.bitwise_count(found.code ^ original.code).sum()), variant) for variant, found in made),
            key=lambda each: each[0],
        )

    whole, reduced = (
        best(undo_alterations(altered)),
        best(undo_alterations(half, size=(altered.shape[0], altered.shape[1]), scale=2)),
    )
    assert whole[0] <= 31
    assert reduced[0] <= 31
    assert whole[1].box is not None
    assert reduced[1].box is not None
    assert max(abs(a - b) for a, b in zip(whole[1].box, reduced[1].box, strict=True)) <= 8
