"""Bands and frames around the picture."""

from functools import partial

import numpy as np
from PIL import Image, ImageFilter

from benchmarks.alterations.alteration import Alteration, Chance
from benchmarks.alterations.drawing import Colour, covering, rounded

BLACK, WHITE = (0, 0, 0), (255, 255, 255)


def centred(picture: Image.Image, ground: Image.Image) -> Image.Image:
    """Put the picture into the middle of a ground."""
    ground.paste(picture, ((ground.width - picture.width) // 2, (ground.height - picture.height) // 2))
    return ground


def letterbox(picture: Image.Image, _: Chance) -> Image.Image:
    """Add black bands above and below."""
    return centred(picture, Image.new("RGB", (picture.width, round(1.4 * picture.height)), BLACK))


def pillarbox(picture: Image.Image, _: Chance) -> Image.Image:
    """Add black bands left and right."""
    return centred(picture, Image.new("RGB", (round(1.5 * picture.width), picture.height), BLACK))


def frame(picture: Image.Image, _: Chance, *, share: float, colour: Colour) -> Image.Image:
    """Add a frame, as wide as a share of the shorter side."""
    return centred(picture, Image.new("RGB", _grown(picture, share), colour))


def coloured_frame(picture: Image.Image, chance: Chance) -> Image.Image:
    """Add a frame of a random colour and width."""
    colour = (chance.rng.randrange(256), chance.rng.randrange(256), chance.rng.randrange(256))
    return frame(picture, chance, share=chance.rng.uniform(0.05, 0.14), colour=colour)


def uneven_bands(picture: Image.Image, chance: Chance) -> Image.Image:
    """Add bands of different heights, as a player leaves them."""
    above, below = (round(chance.rng.uniform(0.05, 0.45) * picture.height) for _ in range(2))
    ground = Image.new(
        "RGB", (picture.width, picture.height + above + below), chance.rng.choice([BLACK, WHITE, (24, 26, 27)])
    )
    ground.paste(picture, (0, above))
    return ground


def blurred_pillars(picture: Image.Image, _: Chance) -> Image.Image:
    """Fill the sides with the picture itself, enlarged and blurred, as television does."""
    ground = covering(picture, round(1.55 * picture.width), picture.height)
    return centred(picture, ground.filter(ImageFilter.GaussianBlur(picture.height / 25)))


def blurred_frame(picture: Image.Image, _: Chance) -> Image.Image:
    """Fill a frame on all sides with the picture itself, enlarged, blurred and darkened."""
    ground = covering(picture, *_grown(picture, 0.16)).filter(ImageFilter.GaussianBlur(picture.height / 20))
    return centred(picture, ground.point([round(0.7 * tone) for tone in range(256)] * 3))


def textured_frame(picture: Image.Image, chance: Chance) -> Image.Image:
    """Hang it on a wall of grainy boards."""
    rng = np.random.default_rng(chance.rng.getrandbits(64))
    width, height = _grown(picture, 0.15)
    boards = np.repeat(rng.normal(0, 14, (height // 40 + 1, 1)), 40, axis=0)[:height]
    grain = np.cumsum(rng.normal(0, 2.5, (height, width)), axis=1) * 0.15 + rng.normal(0, 7, (height, width))
    wood = np.array(chance.rng.choice([(141, 97, 60), (190, 160, 120), (110, 110, 115)]))
    return centred(picture, Image.fromarray(np.clip(wood + (boards + grain)[..., None], 0, 255).astype(np.uint8)))


def gradient_frame(picture: Image.Image, chance: Chance) -> Image.Image:
    """Put it on a ground that passes from one colour to another."""
    width, height = _grown(picture, 0.18)
    first, last = (np.array([chance.rng.randrange(256) for _ in range(3)], dtype=float) for _ in range(2))
    along = np.linspace(0, 1, height)[:, None, None] * 0.6 + np.linspace(0, 0.4, width)[None, :, None]
    return centred(picture, Image.fromarray((first + (last - first) * along).astype(np.uint8)))


def round_corners(picture: Image.Image, _: Chance) -> Image.Image:
    """Round the corners and put it on a light page."""
    page = Image.new("RGB", _grown(picture, 0.07), (244, 244, 246))
    card = rounded(picture, round(0.06 * min(picture.size)))
    page.paste(card, ((page.width - card.width) // 2, (page.height - card.height) // 2), card)
    return page


def instant_photo(picture: Image.Image, _: Chance) -> Image.Image:
    """Give it the white card of an instant photograph: narrow on three sides, broad below."""
    edge = round(0.06 * min(picture.size))
    card = Image.new("RGB", (picture.width + 2 * edge, picture.height + 5 * edge), (250, 248, 242))
    card.paste(picture, (edge, edge))
    return card


def double_frame(picture: Image.Image, chance: Chance) -> Image.Image:
    """Put a thin dark line around, then a broad mat."""
    return frame(frame(picture, chance, share=0.012, colour=(30, 25, 20)), chance, share=0.11, colour=(232, 226, 210))


def _grown(picture: Image.Image, share: float) -> tuple[int, int]:
    edge = round(share * min(picture.size))
    return picture.width + 2 * edge, picture.height + 2 * edge


BORDERS = (
    Alteration("letterbox", "borders", letterbox, table=True),
    Alteration("pillarbox", "borders", pillarbox, table=True),
    Alteration("white frame", "borders", partial(frame, share=0.06, colour=WHITE), table=True),
    Alteration("black frame", "borders", partial(frame, share=0.10, colour=BLACK), table=True),
    Alteration("coloured frame", "borders", coloured_frame, table=True),
    Alteration("blurred pillars", "borders", blurred_pillars, table=True),
    Alteration("uneven bands", "borders", uneven_bands),
    Alteration("blurred frame", "borders", blurred_frame),
    Alteration("textured frame", "borders", textured_frame),
    Alteration("gradient frame", "borders", gradient_frame),
    Alteration("round corners on a page", "borders", round_corners),
    Alteration("instant photograph", "borders", instant_photo),
    Alteration("double frame", "borders", double_frame),
    Alteration("thin gray frame", "borders", partial(frame, share=0.025, colour=(128, 128, 128))),
)
