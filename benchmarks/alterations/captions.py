"""Texts above and below the picture."""

from functools import partial

from PIL import Image

from benchmarks.alterations.alteration import Alteration, Chance
from benchmarks.alterations.drawing import INK, NAMES, PAPER, SENTENCES, banner

NIGHT = (21, 32, 43)


def stacked(parts: list[Image.Image], paper: tuple[int, int, int] = PAPER) -> Image.Image:
    """Lay pictures below each other."""
    whole = Image.new("RGB", (max(part.width for part in parts), sum(part.height for part in parts)), paper)
    top = 0
    for part in parts:
        whole.paste(part, (0, top))
        top += part.height
    return whole


def captioned(picture: Image.Image, chance: Chance, *, above: int, below: int, dark: bool = False) -> Image.Image:
    """Add bands with so many sentences above and below."""
    ink, paper = (PAPER, NIGHT) if dark else (INK, PAPER)

    def band(sentences: int) -> list[Image.Image]:
        text = " ".join(chance.rng.sample(SENTENCES, sentences))
        return [banner(text, picture.width, _size(picture, chance), ink=ink, paper=paper)] if text else []

    return stacked([*band(above), picture, *band(below)])


def meme(picture: Image.Image, chance: Chance) -> Image.Image:
    """Put bold capitals on white bands above and below, centred."""
    above, below = (
        banner(text.upper(), picture.width, round(1.3 * _size(picture, chance)), bold=True, align="middle")
        for text in chance.rng.sample(SENTENCES, 2)
    )
    return stacked([above, picture, below])


def news(picture: Image.Image, chance: Chance) -> Image.Image:
    """Make a card of it: a headline on colour above, a source line below."""
    paper = chance.rng.choice([(179, 25, 30), (15, 60, 120), (250, 205, 60)])
    ink = INK if paper[0] > 200 else PAPER
    size = _size(picture, chance)
    head = banner(chance.rng.choice(SENTENCES), picture.width, round(1.5 * size), bold=True, ink=ink, paper=paper)
    foot = banner(f"Photo: {chance.rng.choice(NAMES)} / 14.03.", picture.width, max(9, size // 2), ink=(110, 110, 110))
    return stacked([head, picture, foot])


def _size(picture: Image.Image, chance: Chance) -> int:
    return max(12, round(picture.width * chance.rng.uniform(0.035, 0.06)))


CAPTIONS = (
    Alteration("caption above", "captions", partial(captioned, above=1, below=0), table=True),
    Alteration("caption below", "captions", partial(captioned, above=0, below=1), table=True),
    Alteration("dark captions above and below", "captions", partial(captioned, above=2, below=1, dark=True)),
    Alteration("long caption below", "captions", partial(captioned, above=0, below=5)),
    Alteration("long dark caption above", "captions", partial(captioned, above=4, below=0, dark=True)),
    Alteration("meme with two bands", "captions", meme),
    Alteration("news card", "captions", news),
)
