"""One thing that happens to a picture on its way, and the file it arrives as."""

import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from PIL import Image

SERVED_QUALITY = 88  # of the JPEG file that a platform serves
ASIDE_DIGITS = "012345"  # first hex digits, of the alterations outside the table: 36 of all 124


@dataclass(frozen=True, slots=True)
class Chance:
    """What differs from copy to copy of one alteration: chosen texts, amounts and neighbours."""

    rng: Random
    others: Sequence[Image.Image]  # photographs next to the picture in a collage or a list


Change = Callable[[Image.Image, Chance], Image.Image]


@dataclass(frozen=True, slots=True)
class Alteration:
    """A change of an RGB picture, then JPEG at `quality`.

    Attributes
    ----------
    name : str
        Unique; it seeds the alteration's chance and decides whether it is set aside.
    table : bool
        One of the 33 that the first prototype was measured on. Those are known, so that none of them can be set aside.
    """

    name: str
    family: str
    change: Change
    quality: int = SERVED_QUALITY
    table: bool = False


def is_set_aside(alteration: Alteration) -> bool:
    """Tell whether it is set aside for the final evaluation, unseen while designing."""
    return not alteration.table and digest_of(alteration.name)[0] in ASIDE_DIGITS


def digest_of(name: str) -> str:
    """Return the SHA-256 of a name, in hex: a choice that cannot be influenced."""
    return hashlib.sha256(name.encode()).hexdigest()


def chance_of(photograph: str, alteration: str, others: Sequence[Image.Image]) -> Chance:
    """Return the chance of one copy: the same on each run and each machine."""
    rng = Random(digest_of(f"{photograph}\n{alteration}"))  # noqa: S311 # nothing secret: repeatable on purpose
    return Chance(rng, rng.sample(list(others), min(len(others), 4)))


def altered(picture: Image.Image, alteration: Alteration, chance: Chance) -> Image.Image:
    """Return the copy, as it looks after it was served."""
    return through_jpeg(alteration.change(picture, chance), alteration.quality)


def through_jpeg(picture: Image.Image, quality: int) -> Image.Image:
    """Save as JPEG and read it back."""
    return through_file(picture, "JPEG", quality)


def through_file(picture: Image.Image, kind: str, quality: int) -> Image.Image:
    """Save in a lossy format and read it back."""
    file = io.BytesIO()
    picture.save(file, kind, quality=quality)
    with Image.open(file) as saved:
        return saved.convert("RGB")
