"""Content rectangles: a picture is separated from its surroundings, and nothing breaks the search."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from hashmatch.media.content import Rectangle, content_rectangles, parts, thumbnail
from tests.media.content.pictures import odd_pictures


def photograph(path: Path, width: int, height: int) -> Image.Image:
    return Image.open(path).convert("RGB").resize((width, height))


def near(one: Rectangle, other: Rectangle) -> bool:
    pairs = zip(
        (one.left, one.top, one.right, one.bottom), (other.left, other.top, other.right, other.bottom), strict=True
    )
    return all(abs(this - that) <= 3 for this, that in pairs)


@pytest.mark.parametrize(
    ("size", "paper", "at"),
    [
        pytest.param((300, 400), "black", (0, 100), id="letterbox"),
        pytest.param((500, 200), "white", (100, 0), id="pillarbox"),
        pytest.param((360, 260), "teal", (30, 30), id="frame"),
        pytest.param((380, 310), "gray", (70, 80), id="frame of unequal sides"),
    ],
)
def test_flat_borders(photos: list[Path], size: tuple[int, int], paper: str, at: tuple[int, int]) -> None:
    """Of twenty-four photographs nine in ten are found among the first four rectangles."""
    truth = Rectangle(*at, at[0] + 300, at[1] + 200)
    seen = 0
    for photo in photos:
        framed = Image.new("RGB", size, paper)
        framed.paste(photograph(photo, 300, 200), at)
        seen += any(near(found.rectangle, truth) for found in content_rectangles(np.asarray(framed))[:4])
    assert seen >= 0.9 * len(photos)


def test_a_caption(photos: list[Path]) -> None:
    seen = 0
    for photo in photos:
        captioned = Image.new("RGB", (300, 260), "white")
        ImageDraw.Draw(captioned).multiline_text((10, 5), "when nobody looked\nit had been there all along", "black")
        captioned.paste(photograph(photo, 300, 200), (0, 60))
        found = content_rectangles(np.asarray(captioned))[:4]
        seen += any(near(one.rectangle, Rectangle(0, 60, 300, 260)) for one in found)
    assert seen >= 0.9 * len(photos)


def test_a_landscape_in_a_chat(photos: list[Path]) -> None:
    """An eighth of the height of a phone's screen, between bubbles of text."""
    seen = 0
    for photo in photos:
        chat = Image.new("RGB", (256, 555), "ivory")
        draw = ImageDraw.Draw(chat)
        for top, right in ((60, 130), (100, 170), (320, 150), (360, 120)):
            draw.rounded_rectangle((8, top, right, top + 26), 8, fill="white")
            draw.text((14, top + 8), "did you see this one", "black", font_size=9)
        chat.paste(photograph(photo, 160, 80), (8, 200))
        found = content_rectangles(np.asarray(chat))[:8]
        seen += any(near(one.rectangle, Rectangle(8, 200, 168, 280)) for one in found)
    assert seen >= 0.9 * len(photos)


@given(odd_pictures(), st.integers(0, 30))
def test_any_picture(picture: NDArray[np.uint8], most: int) -> None:
    """Each rectangle lies in the picture, none is all of it; the best come first, and the same ones each time."""
    height, width = picture.shape[:2]
    found = content_rectangles(picture, most=most)
    assert len(found) <= most
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    for rectangle in [*(one.rectangle for one in found), *parts(picture)]:
        assert 0 <= rectangle.left < rectangle.right <= width
        assert 0 <= rectangle.top < rectangle.bottom <= height
        assert rectangle != Rectangle(0, 0, width, height)
    assert found == content_rectangles(picture.copy(), most=most)


def test_a_huge_picture() -> None:
    """A hundred megapixels of noise are looked at as a thumbnail."""
    block = np.random.default_rng(0).integers(0, 256, (100, 10_000, 3), np.uint8)
    small = thumbnail(np.tile(block, (100, 1, 1)))
    assert small.shape == (256, 256, 3)
    assert len(content_rectangles(small)) <= 24
