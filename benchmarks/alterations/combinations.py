"""Several alterations in turn, as if the picture passed through many hands."""

from collections.abc import Callable
from functools import partial

from PIL import Image

from benchmarks.alterations.alteration import Alteration, Chance, Change
from benchmarks.alterations.borders import coloured_frame, frame, letterbox, pillarbox
from benchmarks.alterations.captions import captioned, meme
from benchmarks.alterations.collages import pair
from benchmarks.alterations.geometry import cropped, cropped_around, cropped_by_hand, photographed, rotated, transposed
from benchmarks.alterations.overlays import corner_watermark, faces, text
from benchmarks.alterations.recompress import messenger, two_messengers
from benchmarks.alterations.screenshots import DARK, LIGHT, chat, feed, gallery
from benchmarks.alterations.tones import contrast, gamma

mirrored = partial(transposed, method=Image.Transpose.FLIP_LEFT_RIGHT)
turned = partial(transposed, method=Image.Transpose.ROTATE_270)


def in_turn(*changes: Change) -> Change:
    """Return the change that makes all of them, first to last."""

    def change(picture: Image.Image, chance: Chance) -> Image.Image:
        for each in changes:
            picture = each(picture, chance)
        return picture

    return change


Steps = tuple[Callable[..., Image.Image], ...]

_STEPS: dict[str, Steps] = {
    "mirrored and framed": (mirrored, coloured_frame),
    "turned 270 degrees and letterboxed": (turned, letterbox),
    "mirrored and cropped 7 %": (mirrored, partial(cropped_around, share=0.07)),
    "letterboxed, then two messengers": (letterbox, two_messengers),
    "captioned, then two messengers": (partial(captioned, above=1, below=0), two_messengers),
    "mirrored, emoji, white frame": (
        mirrored,
        partial(faces, share=0.15),
        partial(frame, share=0.08, colour=(255, 255, 255)),
    ),
    "screenshot of a captioned picture": (partial(captioned, above=1, below=0), partial(gallery, theme=DARK)),
    "screenshot cut by hand": (partial(gallery, theme=LIGHT), partial(cropped, top=0.17, bottom=0.19)),
    "chat screenshot forwarded": (partial(chat, theme=DARK), messenger),
    "cropped by hand, in a feed": (cropped_by_hand, partial(feed, theme=LIGHT)),
    "rotated 2 degrees and captioned": (partial(rotated, degrees=2), partial(captioned, above=0, below=1)),
    "more contrast, cropped, watermarked": (
        partial(contrast, factor=1.25),
        partial(cropped, left=0.05, bottom=0.04),
        corner_watermark,
    ),
    "mirrored meme": (meme, mirrored),
    "pillarbox in a letterbox": (pillarbox, letterbox),
    "text over it, framed, darker": (text, coloured_frame, partial(gamma, exponent=1.4)),
    "collage of two in a screenshot": (partial(pair, upright=False), partial(gallery, theme=LIGHT)),
    "photographed screen, mirrored": (partial(photographed, tilt=0.04), mirrored),
}

COMBINATIONS = tuple(Alteration(name, "combinations", in_turn(*steps)) for name, steps in _STEPS.items())
