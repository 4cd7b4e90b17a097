"""Mirrored, turned, cropped, photographed from a screen."""

import math
from functools import partial

import numpy as np
from PIL import Image

from benchmarks.alterations.alteration import Alteration, Chance
from benchmarks.alterations.drawing import Colour

Transpose = Image.Transpose


def transposed(picture: Image.Image, _: Chance, *, method: Transpose) -> Image.Image:
    """Mirror, or turn by quarters."""
    return picture.transpose(method)


def cropped(
    picture: Image.Image, _: Chance, *, left: float = 0, top: float = 0, right: float = 0, bottom: float = 0
) -> Image.Image:
    """Cut shares of the width and height away."""
    width, height = picture.size
    return picture.crop(
        (round(left * width), round(top * height), round((1 - right) * width), round((1 - bottom) * height))
    )


def cropped_around(picture: Image.Image, chance: Chance, *, share: float) -> Image.Image:
    """Cut `share` of the width and of the height, the same on opposite sides."""
    half = share / 2
    return cropped(picture, chance, left=half, top=half, right=half, bottom=half)


def cropped_by_hand(picture: Image.Image, chance: Chance) -> Image.Image:
    """Drag each edge inwards by 1 to 7 per cent, no two alike."""
    sides = {side: chance.rng.uniform(0.01, 0.07) for side in ("left", "top", "right", "bottom")}
    return cropped(picture, chance, **sides)


def to_square(picture: Image.Image, chance: Chance) -> Image.Image:
    """Keep the square in the middle, as a profile picture."""
    width, height = picture.size
    across, down = (max(0.0, 1 - min(picture.size) / side) / 2 for side in (width, height))
    return cropped(picture, chance, left=across, right=across, top=down, bottom=down)


def rotated(picture: Image.Image, _: Chance, *, degrees: float) -> Image.Image:
    """Turn within the frame; the corners are black."""
    return picture.rotate(degrees, Image.Resampling.BICUBIC)


def rotated_whole(picture: Image.Image, _: Chance, *, degrees: float, paper: Colour) -> Image.Image:
    """Turn and enlarge the frame, so that nothing is lost."""
    return picture.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=paper)


def rotated_inside(picture: Image.Image, chance: Chance, *, degrees: float) -> Image.Image:
    """Turn and keep the largest upright rectangle of the same proportions without corners, as photo apps do."""
    width, height = picture.size
    angle = math.radians(abs(degrees))
    longer = max(width, height) / min(width, height)
    kept = 1 / (math.cos(angle) + longer * math.sin(angle))
    return cropped_around(picture.rotate(degrees, Image.Resampling.BICUBIC), chance, share=1 - kept)


def photographed(picture: Image.Image, chance: Chance, *, tilt: float) -> Image.Image:
    """Photograph a dark screen that shows the picture, from aside: perspective, glare and the grid of its pixels."""
    width, height = picture.size
    screen = Image.new("RGB", (round(1.16 * width), round(1.2 * height)), (14, 14, 16))
    screen.paste(picture, ((screen.width - width) // 2, (screen.height - height) // 2))
    w, h = screen.size
    shift = [chance.rng.uniform(0.3, 1) * tilt for _ in range(8)]
    # where the camera's corners fall on the screen: upper left, lower left, lower right, upper right
    corners = [(-shift[0] * w, -shift[1] * h), (-shift[2] * w, (1 + shift[3]) * h)]
    corners += [((1 + shift[4]) * w, (1 + shift[5] / 2) * h), ((1 + shift[6] / 2) * w, -shift[7] * h)]
    seen = screen.transform(
        (w, h), Image.Transform.PERSPECTIVE, _perspective((w, h), corners), Image.Resampling.BICUBIC
    )
    light = np.asarray(seen, dtype=np.float32)
    light[::3] *= 0.94  # rows of the screen's pixels
    glare = (
        np.linspace(0, 26, w, dtype=np.float32)[None, :, None] * np.linspace(1, 0, h, dtype=np.float32)[:, None, None]
    )
    return Image.fromarray(np.clip(0.9 * light + 6 + glare, 0, 255).astype(np.uint8))


def _perspective(size: tuple[int, int], corners: list[tuple[float, float]]) -> list[float]:
    """Return the coefficients that take the corners of a frame (as above) to `corners`."""
    w, h = size
    rows, values = [], []
    for (x, y), (u, v) in zip(((0, 0), (0, h), (w, h), (w, 0)), corners, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return [float(value) for value in np.linalg.solve(np.array(rows, dtype=float), np.array(values))]


GEOMETRY = (
    Alteration("mirrored", "turned", partial(transposed, method=Transpose.FLIP_LEFT_RIGHT), table=True),
    Alteration("turned 90 degrees", "turned", partial(transposed, method=Transpose.ROTATE_90), table=True),
    Alteration("turned 180 degrees", "turned", partial(transposed, method=Transpose.ROTATE_180), table=True),
    Alteration("mirrored and turned 90 degrees", "turned", partial(transposed, method=Transpose.TRANSPOSE)),
    Alteration("rotated 3 degrees", "rotated", partial(rotated, degrees=3), table=True),
    Alteration("rotated 1 degree", "rotated", partial(rotated, degrees=1)),
    Alteration("rotated -2.2 degrees, corners cut", "rotated", partial(rotated_inside, degrees=-2.2)),
    Alteration("rotated 5 degrees on white", "rotated", partial(rotated_whole, degrees=5, paper=(255, 255, 255))),
    Alteration("rotated -5.2 degrees", "rotated", partial(rotated, degrees=-5.2)),
    Alteration("rotated 7 degrees", "rotated", partial(rotated, degrees=7)),
    Alteration("rotated -10 degrees, whole on black", "rotated", partial(rotated_whole, degrees=-10, paper=(0, 0, 0))),
    Alteration("crop 5 %", "cropped", partial(cropped_around, share=0.05), table=True),
    Alteration("crop 10 %", "cropped", partial(cropped_around, share=0.10), table=True),
    Alteration("crop 20 %", "cropped", partial(cropped_around, share=0.20), table=True),
    Alteration("crop 12 % left", "cropped", partial(cropped, left=0.12), table=True),
    Alteration("crop 12 % below", "cropped", partial(cropped, bottom=0.12), table=True),
    Alteration("crop 7.3 % right", "cropped", partial(cropped, right=0.073)),
    Alteration("crop 4.1 % above", "cropped", partial(cropped, top=0.041)),
    Alteration("crop 16.6 % below", "cropped", partial(cropped, bottom=0.166)),
    Alteration("crop 6.4 % above and left", "cropped", partial(cropped, top=0.064, left=0.064)),
    Alteration("crop 10.7 % below and right", "cropped", partial(cropped, bottom=0.107, right=0.107)),
    Alteration("crop 7 %", "cropped", partial(cropped_around, share=0.07)),
    Alteration("crop 30 %", "cropped", partial(cropped_around, share=0.30)),
    Alteration("cropped by hand", "cropped", cropped_by_hand),
    Alteration("square from the middle", "cropped", to_square),
    Alteration("photographed screen, nearly straight", "photographed", partial(photographed, tilt=0.03)),
    Alteration("photographed screen, aslant", "photographed", partial(photographed, tilt=0.10)),
)
