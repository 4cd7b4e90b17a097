"""Screens that show the picture: phones, chats, stories, desktops. Layouts like those of many apps and of none."""

from dataclasses import dataclass
from functools import partial

from PIL import Image, ImageDraw, ImageFilter

from benchmarks.alterations.alteration import Alteration, Chance
from benchmarks.alterations.drawing import (
    NAMES,
    SENTENCES,
    Colour,
    banner,
    covering,
    fitted,
    font,
    heart,
    rounded,
    scaled,
    wrapped,
)

PHONE, DESKTOP = (720, 1560), (1366, 768)  # pixels, as screenshots are passed on


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of an app."""

    ground: Colour
    ink: Colour
    faint: Colour
    mine: Colour  # one's own bubbles
    theirs: Colour


LIGHT = Theme((255, 255, 255), (24, 24, 28), (140, 142, 148), (208, 240, 192), (240, 240, 242))
DARK = Theme((16, 18, 22), (235, 236, 238), (128, 132, 138), (20, 77, 55), (38, 42, 48))


def gallery(picture: Image.Image, chance: Chance, *, theme: Theme) -> Image.Image:
    """Look at it in a phone's gallery: bars above and below, the picture across the whole width."""
    screen = Image.new("RGB", PHONE, theme.ground)
    draw = ImageDraw.Draw(screen)
    _status_bar(draw, theme, chance)
    _app_bar(draw, theme, chance.rng.choice(NAMES), top=56)
    shown = fitted(picture, PHONE[0], 1150)
    screen.paste(shown, ((PHONE[0] - shown.width) // 2, 150 + (1200 - shown.height) // 2))
    for place in range(4):  # share, edit, like, delete
        x = 90 + 180 * place
        draw.rounded_rectangle((x - 20, 1410, x + 20, 1450), 8, outline=theme.faint, width=4)
        draw.text((x - 26, 1462), ("Share", "Edit", "Like", "Bin")[place], fill=theme.faint, font=font(18))
    _home_bar(draw, theme)
    return screen


def feed(picture: Image.Image, chance: Chance, *, theme: Theme) -> Image.Image:
    """Scroll past it in a feed: account above, hearts and words below, the next post cut off."""
    screen = Image.new("RGB", PHONE, theme.ground)
    draw = ImageDraw.Draw(screen)
    _status_bar(draw, theme, chance)
    draw.text((24, 66), "yourfeed", fill=theme.ink, font=font(36, bold=True))
    _account(draw, theme, chance, top=130)
    shown = fitted(picture, PHONE[0], 860)
    screen.paste(shown, ((PHONE[0] - shown.width) // 2, 220))
    y = 220 + shown.height + 18
    screen.paste(stamp := heart(40, (235, 50, 80)), (24, y), stamp)
    for x in (90, 150):
        draw.ellipse((x, y + 2, x + 36, y + 38), outline=theme.ink, width=4)
    draw.text((24, y + 56), f"{chance.rng.randrange(40, 9000)} likes", fill=theme.ink, font=font(24, bold=True))
    y = _words(draw, chance.rng.choice(SENTENCES), (24, y + 92), theme.ink, 24)
    _account(draw, theme, chance, top=y + 30)
    if y + 120 < PHONE[1] and chance.others:
        screen.paste(covering(chance.others[0], PHONE[0], 700), (0, y + 120))
    _tab_bar(draw, theme)
    return screen


def chat(picture: Image.Image, chance: Chance, *, theme: Theme) -> Image.Image:
    """Receive it in a chat: a bubble with round corners between bubbles of text."""
    ground = (229, 221, 213) if theme is LIGHT else (11, 20, 26)
    screen = Image.new("RGB", PHONE, ground)
    draw = ImageDraw.Draw(screen)
    y = 180
    for number, sentence in enumerate(chance.rng.sample(SENTENCES, chance.rng.randrange(1, 4))):
        y = _bubble(draw, sentence, y, theme, mine=number % 2 == 0)
    shown = fitted(picture, 520, 700)
    bubble = (20, y, 20 + shown.width + 16, y + shown.height + 16)
    draw.rounded_rectangle(bubble, 26, fill=theme.theirs)
    card = rounded(shown, 20)
    screen.paste(card, (28, y + 8), card)
    draw.text((bubble[2] - 80, bubble[3] - 36), "21:07", fill=(255, 255, 255), font=font(20))
    y = bubble[3] + 22
    for sentence in chance.rng.sample(SENTENCES, 3):
        if y < 1330:
            y = _bubble(draw, sentence, y, theme, mine=chance.rng.random() < 0.5)
    draw.rectangle((0, 1430, *PHONE), fill=theme.ground)
    draw.rounded_rectangle((24, 1444, 610, 1510), 33, outline=theme.faint, width=2)
    draw.text((54, 1460), "Message", fill=theme.faint, font=font(26))
    draw.ellipse((632, 1444, 698, 1510), fill=(0, 150, 110))
    draw.rectangle((0, 0, PHONE[0], 150), fill=theme.ground)
    _status_bar(draw, theme, chance)
    _app_bar(draw, theme, chance.rng.choice(NAMES), top=56)
    _home_bar(draw, theme)
    return screen


def story(picture: Image.Image, chance: Chance) -> Image.Image:
    """Post it as a story: before its own blurred enlargement, account and progress above, an answer field below."""
    width, height = 720, 1280
    blurred = covering(picture, width // 4, height // 4).filter(ImageFilter.GaussianBlur(12))
    screen = scaled(blurred, 4).crop((0, 0, width, height)).point([round(0.75 * tone) for tone in range(256)] * 3)
    shown = rounded(fitted(picture, 0.9 * width, 0.7 * height), chance.rng.choice([0, 24]))
    screen.paste(shown, ((width - shown.width) // 2, (height - shown.height) // 2), shown)
    draw = ImageDraw.Draw(screen)
    for part in range(3):
        draw.rounded_rectangle((20 + 230 * part, 24, 240 + 230 * part, 30), 3, fill=(255, 255, 255))
    _account(draw, DARK, chance, top=48)
    draw.rounded_rectangle((24, 1190, 600, 1250), 30, outline=(255, 255, 255), width=2)
    draw.text((54, 1204), "Reply", fill=(255, 255, 255), font=font(26))
    return screen


def browser(picture: Image.Image, chance: Chance, *, theme: Theme) -> Image.Image:
    """Find it on a page in a desktop browser: tabs, address, headline, a column of text next to it."""
    screen = Image.new("RGB", DESKTOP, theme.ground)
    draw = ImageDraw.Draw(screen)
    draw.rectangle((0, 0, DESKTOP[0], 40), fill=theme.faint)
    draw.rounded_rectangle((10, 6, 250, 50), 8, fill=theme.theirs)
    draw.text((24, 12), "Pictures of today", fill=theme.ink, font=font(16))
    draw.rectangle((0, 40, DESKTOP[0], 84), fill=theme.theirs)
    draw.rounded_rectangle((130, 46, 1200, 78), 16, fill=theme.ground)
    draw.text((150, 53), "https://pictures.example/today", fill=theme.faint, font=font(16))
    draw.text((60, 104), chance.rng.choice(SENTENCES), fill=theme.ink, font=font(26, bold=True))
    shown = fitted(picture, 800, 560)
    screen.paste(shown, (60, 160))
    y = 160
    for sentence in chance.rng.sample(SENTENCES, 8):
        y = _words(draw, sentence, (60 + shown.width + 40, y), theme.ink, 18, width=320) + 14
    _words(
        draw, " ".join(chance.rng.sample(SENTENCES, 3)), (60, 176 + shown.height), theme.faint, 16, width=shown.width
    )
    return screen


def viewer(picture: Image.Image, chance: Chance, *, theme: Theme) -> Image.Image:
    """Open it in a desktop's picture viewer: a title bar above, a row of symbols and the task bar below."""
    screen = Image.new("RGB", DESKTOP, theme.ground)
    draw = ImageDraw.Draw(screen)
    draw.rectangle((0, 0, DESKTOP[0], 34), fill=theme.theirs)
    draw.text((14, 7), f"IMG_{chance.rng.randrange(1000, 9999)}.JPG", fill=theme.ink, font=font(16))
    for place, colour in enumerate(((237, 106, 94), (245, 191, 79), (98, 197, 84))):
        draw.ellipse((1276 + 28 * place, 9, 1292 + 28 * place, 25), fill=colour)
    shown = fitted(picture, 1300, 620)
    screen.paste(shown, ((DESKTOP[0] - shown.width) // 2, 44 + (620 - shown.height) // 2))
    for place in range(6):
        draw.rounded_rectangle((560 + 44 * place, 680, 588 + 44 * place, 704), 5, outline=theme.faint, width=2)
    draw.rectangle((0, 720, *DESKTOP), fill=(32, 60, 110))
    for place in range(7):
        draw.rounded_rectangle((12 + 54 * place, 726, 50 + 54 * place, 762), 6, fill=(70 + 25 * place, 120, 200))
    return screen


def player(picture: Image.Image, chance: Chance) -> Image.Image:
    """Be a paused frame in a video player: black sides, a triangle in the middle, a progress bar."""
    width = round(max(picture.width, 16 / 9 * picture.height) * 1.02)
    screen = Image.new("RGB", (width, round(width * 9 / 16)), (0, 0, 0))
    shown = fitted(picture, *screen.size)
    screen.paste(shown, ((screen.width - shown.width) // 2, (screen.height - shown.height) // 2))
    draw, unit = ImageDraw.Draw(screen, "RGBA"), screen.height / 100
    x, y = screen.width / 2, screen.height / 2
    draw.ellipse((x - 9 * unit, y - 9 * unit, x + 9 * unit, y + 9 * unit), fill=(0, 0, 0, 140))
    draw.polygon([(x - 3 * unit, y - 5 * unit), (x - 3 * unit, y + 5 * unit), (x + 6 * unit, y)], fill=(255, 255, 255))
    line, done = 93 * unit, chance.rng.uniform(0.2, 0.8)
    draw.rectangle((3 * unit, line, screen.width - 3 * unit, line + unit), fill=(255, 255, 255, 120))
    draw.rectangle((3 * unit, line, done * screen.width, line + unit), fill=(235, 30, 40))
    return screen


def post(picture: Image.Image, chance: Chance, *, theme: Theme) -> Image.Image:
    """Cut one post out of a screenshot: words above, the picture with round corners, a row of counts below."""
    width = 680
    words = banner(" ".join(chance.rng.sample(SENTENCES, 2)), width, 26, ink=theme.ink, paper=theme.ground)
    card = rounded(fitted(picture, width - 48, 720), 26)
    screen = Image.new("RGB", (width, 100 + words.height + card.height + 80), theme.ground)
    draw = ImageDraw.Draw(screen)
    _account(draw, theme, chance, top=14)
    screen.paste(words, (0, 94))
    screen.paste(card, (24, 94 + words.height), card)
    for place in range(4):
        count = str(chance.rng.randrange(2, 999))
        draw.text((60 + 160 * place, screen.height - 56), count, fill=theme.faint, font=font(22))
        draw.ellipse((28 + 160 * place, screen.height - 54, 50 + 160 * place, screen.height - 32), outline=theme.faint)
    return screen


def _status_bar(draw: ImageDraw.ImageDraw, theme: Theme, chance: Chance) -> None:
    clock = f"{chance.rng.randrange(24):02}:{chance.rng.randrange(60):02}"
    draw.text((30, 14), clock, fill=theme.ink, font=font(24, bold=True))
    for place in range(4):
        draw.rectangle((560 + 10 * place, 34 - 5 * place, 566 + 10 * place, 40), fill=theme.ink)
    draw.rounded_rectangle((630, 18, 680, 40), 5, outline=theme.ink, width=2)
    draw.rectangle((634, 22, 634 + chance.rng.randrange(8, 42), 36), fill=theme.ink)


def _app_bar(draw: ImageDraw.ImageDraw, theme: Theme, title: str, *, top: int) -> None:
    draw.line((44, top + 40, 26, top + 58, 44, top + 76), fill=theme.ink, width=5)
    draw.ellipse((70, top + 26, 134, top + 90), fill=theme.faint)
    draw.text((156, top + 38), title, fill=theme.ink, font=font(30, bold=True))
    for place in range(3):
        draw.ellipse((670, top + 40 + 14 * place, 678, top + 48 + 14 * place), fill=theme.ink)


def _account(draw: ImageDraw.ImageDraw, theme: Theme, chance: Chance, *, top: int) -> None:
    colour = (chance.rng.randrange(60, 230), chance.rng.randrange(60, 230), chance.rng.randrange(60, 230))
    draw.ellipse((24, top, 88, top + 64), fill=colour)
    draw.text((106, top + 4), chance.rng.choice(NAMES).lower(), fill=theme.ink, font=font(25, bold=True))
    draw.text((106, top + 36), f"{chance.rng.randrange(2, 58)} min", fill=theme.faint, font=font(20))


def _home_bar(draw: ImageDraw.ImageDraw, theme: Theme) -> None:
    draw.rounded_rectangle((240, 1536, 480, 1544), 4, fill=theme.ink)


def _tab_bar(draw: ImageDraw.ImageDraw, theme: Theme) -> None:
    draw.rectangle((0, 1450, *PHONE), fill=theme.ground)
    for place in range(5):
        draw.rounded_rectangle((54 + 144 * place, 1472, 94 + 144 * place, 1512), 10, outline=theme.ink, width=4)


def _bubble(draw: ImageDraw.ImageDraw, sentence: str, top: int, theme: Theme, *, mine: bool) -> int:
    """Draw one bubble of text; return where the next begins."""
    letters, step = font(26), 36
    lines = wrapped(sentence, letters, 460)
    width = max(letters.getlength(line) for line in lines) + 44
    left = PHONE[0] - 20 - width if mine else 20
    height = step * len(lines) + 26
    draw.rounded_rectangle((left, top, left + width, top + height), 24, fill=theme.mine if mine else theme.theirs)
    for number, line in enumerate(lines):
        draw.text((left + 22, top + 12 + number * step), line, fill=theme.ink, font=letters)
    return top + height + 14


def _words(
    draw: ImageDraw.ImageDraw, text: str, at: tuple[int, int], ink: Colour, size: int, *, width: float = 670
) -> int:
    """Write a paragraph; return where it ends."""
    left, top = at
    for line in wrapped(text, font(size), width):
        draw.text((left, top), line, fill=ink, font=font(size))
        top += round(1.4 * size)
    return top


SCREENSHOTS = (
    Alteration("phone screenshot", "screenshots", partial(gallery, theme=LIGHT), table=True),
    Alteration("dark phone screenshot", "screenshots", partial(gallery, theme=DARK), table=True),
    Alteration("feed screenshot, JPEG 40", "screenshots", partial(feed, theme=LIGHT), quality=40, table=True),
    Alteration("dark feed screenshot", "screenshots", partial(feed, theme=DARK)),
    Alteration("chat screenshot", "screenshots", partial(chat, theme=LIGHT)),
    Alteration("dark chat screenshot", "screenshots", partial(chat, theme=DARK)),
    Alteration("story", "screenshots", story),
    Alteration("browser screenshot", "screenshots", partial(browser, theme=LIGHT)),
    Alteration("dark browser screenshot", "screenshots", partial(browser, theme=DARK)),
    Alteration("viewer screenshot", "screenshots", partial(viewer, theme=LIGHT)),
    Alteration("dark viewer screenshot", "screenshots", partial(viewer, theme=DARK)),
    Alteration("paused video", "screenshots", player),
    Alteration("cut-out post", "screenshots", partial(post, theme=LIGHT)),
    Alteration("dark cut-out post", "screenshots", partial(post, theme=DARK)),
)
