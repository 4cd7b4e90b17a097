"""Saved again, made smaller, sent through messengers."""

from functools import partial

from PIL import Image, ImageFilter

from benchmarks.alterations.alteration import Alteration, Chance, through_file, through_jpeg
from benchmarks.alterations.drawing import scaled


def unchanged(picture: Image.Image, _: Chance) -> Image.Image:
    """Leave it to the file format."""
    return picture


def smaller(picture: Image.Image, _: Chance, *, divisor: int) -> Image.Image:
    """Divide both sides."""
    return scaled(picture, 1 / divisor)


def at_most(picture: Image.Image, side: int) -> Image.Image:
    """Shrink to a longest side, as every upload does; never enlarge."""
    return scaled(picture, min(1.0, side / max(picture.size)))


def messenger(picture: Image.Image, _: Chance) -> Image.Image:
    """Send once: a bounded side and strong compression."""
    return through_jpeg(at_most(picture, 800), 60)


def two_messengers(picture: Image.Image, _: Chance) -> Image.Image:
    """Receive in one messenger, forward in another, twice."""
    for side, quality in ((1600, 75), (1280, 60), (960, 70), (800, 50)):
        picture = through_jpeg(at_most(picture, side), quality)
    return picture


def webp_and_back(picture: Image.Image, _: Chance) -> Image.Image:
    """Become a sticker-sized WebP file, then be enlarged again in a chat."""
    small = through_file(at_most(picture, 512), "WEBP", 45)
    return through_jpeg(scaled(small, 1.7), 65)


def squeezed(picture: Image.Image, _: Chance, *, factor: float) -> Image.Image:
    """Change the width alone, as a page does that forces a format."""
    return picture.resize((round(picture.width * factor), picture.height), Image.Resampling.BICUBIC)


def square(picture: Image.Image, _: Chance) -> Image.Image:
    """Force into a square, whole."""
    return picture.resize((640, 640), Image.Resampling.BICUBIC)


def blurred(picture: Image.Image, _: Chance) -> Image.Image:
    """Lose focus."""
    return picture.filter(ImageFilter.GaussianBlur(max(picture.size) / 300))


def sharpened(picture: Image.Image, _: Chance) -> Image.Image:
    """Be "enhanced" by a phone."""
    return picture.filter(ImageFilter.UnsharpMask(radius=2, percent=180, threshold=2))


RECOMPRESS = (
    Alteration("JPEG 70", "recompress", unchanged, quality=70, table=True),
    Alteration("JPEG 20", "recompress", unchanged, quality=20, table=True),
    Alteration("half size", "recompress", partial(smaller, divisor=2), table=True),
    Alteration("blurred", "recompress", blurred, table=True),
    Alteration("sharpened", "recompress", sharpened, table=True),
    Alteration("messenger", "recompress", messenger, quality=75, table=True),
    Alteration("two messengers in turn", "recompress", two_messengers, quality=75),
    Alteration("WebP sticker and back", "recompress", webp_and_back, quality=75),
    Alteration("quarter size", "recompress", partial(smaller, divisor=4)),
    Alteration("eighth size", "recompress", partial(smaller, divisor=8)),
    Alteration("squeezed to 80 %", "recompress", partial(squeezed, factor=0.8)),
    Alteration("forced into a square", "recompress", square),
    Alteration("JPEG 10", "recompress", unchanged, quality=10),
)
