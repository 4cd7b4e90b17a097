"""Lighter, darker, other colours, noise."""

from functools import partial

import numpy as np
from PIL import Image, ImageEnhance, ImageOps

from benchmarks.alterations.alteration import Alteration, Chance
from benchmarks.alterations.drawing import Colour


def gray(picture: Image.Image, _: Chance) -> Image.Image:
    """Take the colours away."""
    return picture.convert("L").convert("RGB")


def contrast(picture: Image.Image, _: Chance, *, factor: float) -> Image.Image:
    """Spread or narrow the tones around their mean."""
    return ImageEnhance.Contrast(picture).enhance(factor)


def brightness(picture: Image.Image, _: Chance, *, factor: float) -> Image.Image:
    """Multiply; what is beyond white stays white."""
    return ImageEnhance.Brightness(picture).enhance(factor)


def gamma(picture: Image.Image, _: Chance, *, exponent: float) -> Image.Image:
    """Bend the tones; above 1 darker."""
    return picture.point([round(255 * (tone / 255) ** exponent) for tone in range(256)] * 3)


def hue(picture: Image.Image, _: Chance, *, degrees: int) -> Image.Image:
    """Turn the colour wheel."""
    turned, saturation, value = picture.convert("HSV").split()
    turned = turned.point([(tone + round(degrees * 256 / 360)) % 256 for tone in range(256)])
    return Image.merge("HSV", (turned, saturation, value)).convert("RGB")


def noise(picture: Image.Image, chance: Chance, *, spread: float) -> Image.Image:
    """Add Gaussian noise of this standard deviation to each channel."""
    rng = np.random.default_rng(chance.rng.getrandbits(64))
    noisy = np.asarray(picture) + rng.normal(0, spread, (picture.height, picture.width, 3))
    return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))


def toned(picture: Image.Image, _: Chance, *, dark: Colour, light: Colour) -> Image.Image:
    """Map gray to a range between two colours: sepia, or a night filter."""
    return ImageOps.colorize(picture.convert("L"), dark, light)


def vignette(picture: Image.Image, _: Chance) -> Image.Image:
    """Darken towards the corners, as photo apps do."""
    y, x = (np.linspace(-1, 1, side) ** 2 for side in (picture.height, picture.width))
    light = np.clip(1.1 - 0.45 * (y[:, None] + x[None, :]), 0, 1)
    return Image.fromarray((np.asarray(picture) * light[..., None]).astype(np.uint8))


TONES = (
    Alteration("gray", "tones", gray, table=True),
    Alteration("contrast +30 %", "tones", partial(contrast, factor=1.3), table=True),
    Alteration("contrast -30 %", "tones", partial(contrast, factor=0.7), table=True),
    Alteration("brightness +40 %", "tones", partial(brightness, factor=1.4), table=True),
    Alteration("brightness -45 %", "tones", partial(brightness, factor=0.55)),
    Alteration("gamma 0.6", "tones", partial(gamma, exponent=0.6)),
    Alteration("gamma 1.8", "tones", partial(gamma, exponent=1.8)),
    Alteration("hue turned 90 degrees", "tones", partial(hue, degrees=90)),
    Alteration("hue turned 200 degrees", "tones", partial(hue, degrees=200)),
    Alteration("noise", "tones", partial(noise, spread=18)),
    Alteration("sepia", "tones", partial(toned, dark=(40, 24, 10), light=(255, 240, 205))),
    Alteration("vignette", "tones", vignette),
)
