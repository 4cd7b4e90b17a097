"""Letters, faces and round corners, drawn by ourselves.

Letters are DejaVu's, with Greek and Cyrillic, where the system has it (Debian: fonts-dejavu-core); otherwise those
inside Pillow.
"""

from functools import lru_cache
from random import Random
from typing import Literal

from PIL import Image, ImageChops, ImageDraw, ImageFont

Colour = tuple[int, int, int]
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
Box = tuple[float, float, float, float]

INK, PAPER = (20, 20, 22), (255, 255, 255)
SENTENCES = (  # captions are not all Latin
    "When you finally find the picture you were looking for",
    "Nobody told me it would look like this up close",
    "POV: it is Monday again",
    "Saved this one for later, do not ask why",
    "Yesterday evening near the old harbour, no filter",
    "Это было прошлым летом",
    "Όταν γυρίζεις σπίτι μετά από καιρό",
    "Wer hat das noch gesehen? Bitte teilen!",
    "Mira lo que encontré en el teléfono viejo",
    "Look at the left corner. No, the other left.",
    "How it started and how it is going",
    "C'est encore mieux que dans mes souvenirs",
)
NAMES = ("Ada", "Bilal", "Chiara", "Deniz", "Emeka", "Fern", "Goran", "Hanna", "Imani", "Jonas", "Kirsi", "Luz")


@lru_cache(maxsize=64)
def font(size: int, *, bold: bool = False) -> Font:
    """Return letters of this height in pixels."""
    try:
        return ImageFont.truetype("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf", size)
    except OSError:  # not installed
        return ImageFont.load_default(size)


def wrapped(text: str, letters: Font, width: float) -> list[str]:
    """Break a text into lines that fit."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and letters.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def banner(
    text: str,
    width: int,
    size: int,
    *,
    ink: Colour = INK,
    paper: Colour = PAPER,
    bold: bool = False,
    align: Literal["left", "middle"] = "left",
) -> Image.Image:
    """Return a band of `width` that holds the whole text."""
    letters, edge, step = font(size, bold=bold), round(0.7 * size), round(1.35 * size)
    lines = wrapped(text, letters, width - 2 * edge)
    band = Image.new("RGB", (width, step * len(lines) + 2 * edge - (step - size)), paper)
    draw = ImageDraw.Draw(band)
    for number, line in enumerate(lines):
        left = edge if align == "left" else (width - letters.getlength(line)) / 2
        draw.text((left, edge + number * step), line, fill=ink, font=letters)
    return band


def outlined(picture: Image.Image, text: str, size: int, *, at: Literal["top", "bottom"]) -> None:
    """Write over the picture, in white letters with a dark outline, centred."""
    draw, letters = ImageDraw.Draw(picture), font(size, bold=True)
    lines = wrapped(text, letters, 0.94 * picture.width)
    y = 0.02 * picture.height if at == "top" else 0.97 * picture.height - 1.2 * size * len(lines)
    for line in lines:
        x = (picture.width - letters.getlength(line)) / 2
        draw.text((x, y), line, fill=PAPER, font=letters, stroke_width=max(1, size // 14), stroke_fill=INK)
        y += 1.2 * size


def face(size: int, rng: Random) -> Image.Image:
    """Return a round yellow face, RGBA."""
    big = 4 * size  # drawn large and reduced: smooth edges
    stamp = Image.new("RGBA", (big, big))
    draw = ImageDraw.Draw(stamp)
    skin = rng.choice([(255, 204, 77), (250, 195, 60), (255, 216, 96)])
    draw.ellipse((0, 0, big - 1, big - 1), fill=skin)
    for middle in (0.33, 0.67):
        draw.ellipse(_scaled((middle - 0.07, 0.28, middle + 0.07, 0.48), big), fill=(90, 60, 20))
    if rng.random() < 0.5:
        draw.chord(_scaled((0.22, 0.38, 0.78, 0.86), big), 0, 180, fill=(120, 50, 20))
    else:
        draw.arc(_scaled((0.25, 0.40, 0.75, 0.80), big), 20, 160, fill=(90, 60, 20), width=big // 20)
    return stamp.resize((size, size), Image.Resampling.LANCZOS)


def heart(size: int, colour: Colour) -> Image.Image:
    """Return a heart, RGBA."""
    big = 4 * size
    stamp = Image.new("RGBA", (big, big))
    draw = ImageDraw.Draw(stamp)
    for left in (0.03, 0.47):
        draw.ellipse(_scaled((left, 0.08, left + 0.50, 0.58), big), fill=colour)
    draw.polygon([(0.07 * big, 0.46 * big), (0.93 * big, 0.46 * big), (0.5 * big, 0.97 * big)], fill=colour)
    return stamp.resize((size, size), Image.Resampling.LANCZOS)


def stick(picture: Image.Image, stamp: Image.Image, at: tuple[float, float]) -> None:
    """Put a transparent stamp on the picture; `at` is its middle, in shares of the picture."""
    x, y = (round(share * side - own / 2) for share, side, own in zip(at, picture.size, stamp.size, strict=True))
    picture.paste(stamp, (x, y), stamp)


def rounded(picture: Image.Image, radius: int) -> Image.Image:
    """Return the picture with round corners, RGBA."""
    mask = Image.new("L", (4 * picture.width, 4 * picture.height))
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, mask.width - 1, mask.height - 1), 4 * radius, fill=255)
    round_one = picture.convert("RGBA")
    round_one.putalpha(ImageChops.multiply(mask.resize(picture.size), round_one.getchannel("A")))
    return round_one


def fitted(picture: Image.Image, width: float, height: float) -> Image.Image:
    """Return the whole picture, as large as it fits into the space."""
    scale = min(width / picture.width, height / picture.height)
    return scaled(picture, scale)


def covering(picture: Image.Image, width: int, height: int) -> Image.Image:
    """Return the middle of the picture, filling the space."""
    large = scaled(picture, max(width / picture.width, height / picture.height) * 1.001)
    left, top = (large.width - width) // 2, (large.height - height) // 2
    return large.crop((left, top, left + width, top + height))


def scaled(picture: Image.Image, factor: float) -> Image.Image:
    """Return the picture at another size."""
    size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
    return picture.resize(size, Image.Resampling.BICUBIC, reducing_gap=3)


def _scaled(box: Box, size: int) -> Box:
    left, top, right, bottom = box
    return left * size, top * size, right * size, bottom * size
