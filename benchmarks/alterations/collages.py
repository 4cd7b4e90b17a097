"""Collages: the picture next to other pictures."""

from functools import partial

from PIL import Image

from benchmarks.alterations.alteration import Alteration, Chance
from benchmarks.alterations.drawing import covering, fitted, scaled


def pair(picture: Image.Image, chance: Chance, *, upright: bool, gap: int = 0) -> Image.Image:
    """Put it next to another picture, or above or below it; the order is random."""
    width, height = picture.size
    other = covering(chance.others[0], width, height)
    first, second = (picture, other) if chance.rng.random() < 0.5 else (other, picture)
    size = (width, 2 * height + gap) if upright else (2 * width + gap, height)
    whole = Image.new("RGB", size, (255, 255, 255))
    whole.paste(first, (0, 0))
    whole.paste(second, (0, height + gap) if upright else (width + gap, 0))
    return whole


def three(picture: Image.Image, chance: Chance) -> Image.Image:
    """Put it whole on one side, two others over each other on the other side."""
    width, height = picture.size
    beside, gap = round(0.6 * width), 6
    half = (height - gap) // 2
    whole = Image.new("RGB", (width + gap + beside, height), (255, 255, 255))
    left = chance.rng.choice([0, beside + gap])
    whole.paste(picture, (left, 0))
    other_side = 0 if left else width + gap
    whole.paste(covering(chance.others[0], beside, half), (other_side, 0))
    whole.paste(covering(chance.others[1], beside, height - gap - half), (other_side, half + gap))
    return whole


def four(picture: Image.Image, chance: Chance, *, gap: int) -> Image.Image:
    """Put it into one of four equal cells."""
    small = scaled(picture, 0.6)
    width, height = small.size
    cells = [small, *(covering(other, width, height) for other in chance.others[:3])]
    chance.rng.shuffle(cells)
    whole = Image.new("RGB", (2 * width + gap, 2 * height + gap), (255, 255, 255))
    for place, cell in enumerate(cells):
        whole.paste(cell, (place % 2 * (width + gap), place // 2 * (height + gap)))
    return whole


def inset(picture: Image.Image, chance: Chance) -> Image.Image:
    """Lay another picture, with a white edge, over a corner of it."""
    whole = picture.copy()
    small = fitted(chance.others[0], 0.3 * picture.width, 0.3 * picture.height)
    card = Image.new("RGB", (small.width + 8, small.height + 8), (255, 255, 255))
    card.paste(small, (4, 4))
    x = chance.rng.choice([10, picture.width - card.width - 10])
    y = chance.rng.choice([10, picture.height - card.height - 10])
    whole.paste(card, (x, y))
    return whole


def twice(picture: Image.Image, _: Chance) -> Image.Image:
    """Put it next to its own mirror image."""
    whole = Image.new("RGB", (2 * picture.width, picture.height))
    whole.paste(picture, (0, 0))
    whole.paste(picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT), (picture.width, 0))
    return whole


COLLAGES = (
    Alteration("collage of two", "collages", partial(pair, upright=False), table=True),
    Alteration("collage of two, one above the other", "collages", partial(pair, upright=True, gap=8)),
    Alteration("collage of three", "collages", three),
    Alteration("collage of four", "collages", partial(four, gap=0)),
    Alteration("collage of four with gaps", "collages", partial(four, gap=10)),
    Alteration("another picture in its corner", "collages", inset),
    Alteration("beside its mirror image", "collages", twice),
)
