"""Things on top of the picture: text, watermarks, faces, stickers, bars, scribbles."""

from functools import partial

from PIL import Image, ImageDraw

from benchmarks.alterations.alteration import Alteration, Chance
from benchmarks.alterations.drawing import NAMES, SENTENCES, face, font, heart, outlined, stick


def text(picture: Image.Image, chance: Chance) -> Image.Image:
    """Write a line near the lower edge."""
    written = picture.copy()
    outlined(written, chance.rng.choice(SENTENCES), max(12, picture.width // 28), at="bottom")
    return written


def meme_text(picture: Image.Image, chance: Chance) -> Image.Image:
    """Write large capitals at the top and at the bottom."""
    written = picture.copy()
    above, below = (words.upper() for words in chance.rng.sample(SENTENCES, 2))
    outlined(written, above, max(14, picture.width // 16), at="top")
    outlined(written, below, max(14, picture.width // 16), at="bottom")
    return written


def faces(picture: Image.Image, chance: Chance, *, share: float, count: int = 1) -> Image.Image:
    """Put round faces on it, each `share` of the shorter side wide, away from the edge."""
    covered, size = picture.copy(), round(share * min(picture.size))
    for _ in range(count):
        x, y = (chance.rng.uniform(0.25, 0.75) for _ in range(2))
        stick(covered, face(size, chance.rng), (x, y))
    return covered


def stickers(picture: Image.Image, chance: Chance) -> Image.Image:
    """Put three hearts and a face near the edges."""
    covered, size = picture.copy(), round(0.17 * min(picture.size))
    for at in chance.rng.sample([(0.12, 0.15), (0.88, 0.15), (0.12, 0.85), (0.88, 0.85), (0.5, 0.1)], 3):
        stick(covered, heart(size, (224, 36, 94)), at)
    stick(covered, face(size, chance.rng), (0.5, 0.9))
    return covered


def tiled_watermark(picture: Image.Image, chance: Chance) -> Image.Image:
    """Repeat a half transparent name aslant over everything."""
    mark = f"© {chance.rng.choice(NAMES)} stock"
    size = max(12, picture.width // 26)
    side = round(1.5 * max(picture.size))
    layer = Image.new("L", (side, side))
    draw = ImageDraw.Draw(layer)
    for row, y in enumerate(range(0, side, 4 * size)):
        for x in range(-(row % 2) * 5 * size, side, 11 * size):
            draw.text((x, y), mark, fill=105, font=font(size, bold=True))
    layer = layer.rotate(30, Image.Resampling.BILINEAR)
    left, top = (side - picture.width) // 2, (side - picture.height) // 2
    layer = layer.crop((left, top, left + picture.width, top + picture.height))
    return Image.composite(Image.new("RGB", picture.size, (255, 255, 255)), picture, layer)


def corner_watermark(picture: Image.Image, chance: Chance) -> Image.Image:
    """Write an account's name into the lower right corner, with a logo."""
    marked = picture.copy()
    draw, size = ImageDraw.Draw(marked), max(11, picture.width // 34)
    name = f"@{chance.rng.choice(NAMES).lower()}{chance.rng.randrange(10, 999)}"
    right, base = 0.97 * picture.width, 0.96 * picture.height
    left = right - font(size, bold=True).getlength(name)
    draw.text((left, base - 1.2 * size), name, fill=(255, 255, 255), font=font(size, bold=True))
    draw.ellipse((left - 2 * size, base - 1.4 * size, left - 0.6 * size, base), fill=(255, 60, 90))
    return marked


def big_watermark(picture: Image.Image, chance: Chance) -> Image.Image:
    """Lay one large half transparent word across the middle."""
    layer = Image.new("L", picture.size)
    word, size = chance.rng.choice(["PREVIEW", "SAMPLE", "PRIVATE"]), picture.width // 6
    letters = font(size, bold=True)
    at = ((picture.width - letters.getlength(word)) / 2, picture.height / 2 - 0.6 * size)
    ImageDraw.Draw(layer).text(at, word, fill=120, font=letters)
    return Image.composite(Image.new("RGB", picture.size, (255, 255, 255)), picture, layer)


def bar(picture: Image.Image, chance: Chance) -> Image.Image:
    """Black out a strip, as over eyes."""
    covered = picture.copy()
    width, height = picture.size
    left, top = chance.rng.uniform(0.2, 0.45) * width, chance.rng.uniform(0.25, 0.6) * height
    ImageDraw.Draw(covered).rectangle((left, top, left + 0.35 * width, top + 0.09 * height), fill=(0, 0, 0))
    return covered


def pixelated(picture: Image.Image, chance: Chance) -> Image.Image:
    """Make a fifth of each side, somewhere inside, unrecognisable."""
    hidden = picture.copy()
    width, height = round(0.22 * picture.width), round(0.22 * picture.height)
    left, top = (round(chance.rng.uniform(0.15, 0.6) * side) for side in picture.size)
    part = picture.crop((left, top, left + width, top + height))
    hidden.paste(part.resize((6, 6), Image.Resampling.BOX).resize(part.size, Image.Resampling.NEAREST), (left, top))
    return hidden


def scribbled(picture: Image.Image, chance: Chance) -> Image.Image:
    """Draw a red circle and an arrow with a thick finger."""
    drawn = picture.copy()
    draw, (width, height) = ImageDraw.Draw(drawn), picture.size
    line = max(3, min(picture.size) // 60)
    x, y = chance.rng.uniform(0.35, 0.65) * width, chance.rng.uniform(0.35, 0.65) * height
    across = 0.16 * min(picture.size)
    draw.ellipse((x - across, y - across, x + across, y + across), outline=(230, 20, 20), width=line)
    tip = (x + across, y + across)
    draw.line((0.95 * width, 0.95 * height, *tip), fill=(230, 20, 20), width=line)
    draw.polygon([tip, (tip[0] + 4 * line, tip[1]), (tip[0], tip[1] + 4 * line)], fill=(230, 20, 20))
    return drawn


def dated(picture: Image.Image, chance: Chance) -> Image.Image:
    """Burn in the orange date of a camera."""
    stamped = picture.copy()
    size = max(11, picture.height // 18)
    date = f"'{chance.rng.randrange(5, 26):02} {chance.rng.randrange(1, 13):2} {chance.rng.randrange(1, 29):2}"
    at = (0.95 * picture.width - font(size, bold=True).getlength(date), 0.9 * picture.height)
    ImageDraw.Draw(stamped).text(at, date, fill=(255, 140, 40), font=font(size, bold=True))
    return stamped


OVERLAYS = (
    Alteration("text over it", "overlays", text, table=True),
    Alteration("emoji", "overlays", partial(faces, share=0.32), table=True),
    Alteration("meme text over it", "overlays", meme_text),
    Alteration("small emoji", "overlays", partial(faces, share=0.14)),
    Alteration("three emoji", "overlays", partial(faces, share=0.18, count=3)),
    Alteration("stickers at the edges", "overlays", stickers),
    Alteration("tiled watermark", "overlays", tiled_watermark),
    Alteration("name in the corner", "overlays", corner_watermark),
    Alteration("large watermark", "overlays", big_watermark),
    Alteration("black bar", "overlays", bar),
    Alteration("pixelated part", "overlays", pixelated),
    Alteration("circle and arrow", "overlays", scribbled),
    Alteration("date of a camera", "overlays", dated),
)
