"""How the corpus is split: originals that are reported, other pictures of the world, neighbours in collages.

The SHA-256 of a picture's group decides, so that pictures that join the corpus later change no other picture's part.
The first hex digit says whether a picture is set aside, the second which part it plays.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path

from PIL import Image

from benchmarks.alterations.alteration import digest_of
from benchmarks.corpus import Picture

ASIDE_DIGITS = "01234"  # about a third
SMALLEST = 256  # pixels: below, few alterations make sense
SHARED_SIDE = 1280  # pixels: what most platforms keep of a photograph

# Landscapes are more than half of the photographs: some stand in collages, more are others, half are originals.
LANDSCAPES, NEIGHBOUR_DIGITS, OTHER_DIGITS = "endless-sky-data", "01", "234567"
# Another view of the same scene: to find it is no error, and it is no copy either. Panoramas are in overlapping parts.
SAME_SCENE = ("*/aloeR.jpg", "*/leuvenB.jpg", "*/right.jpg", "*/motorcycle_right.png", "*/ela_modified.jpg")
PANORAMAS = "stellarium-data"
OTHER_KINDS = ("artwork", "astronomy", "cut-out", "screenshot", "texture")  # in addition to photographs


class Part(StrEnum):
    """What a picture is for in the study."""

    ORIGINAL = "original"
    OTHER = "other"
    NEIGHBOUR = "neighbour"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Split:
    """The pictures of one run, one of each group; the first of them are as mixed as all."""

    originals: list[Picture]
    others: list[Picture]
    neighbours: list[Picture]


def split_of(pictures: Iterable[Picture], *, set_aside: bool) -> Split:
    """Split the pictures of one run, which are set aside or for design; neighbours serve in both."""
    parts: dict[Part, list[Picture]] = {part: [] for part in Part}
    for picture in sorted(_largest_of_groups(pictures), key=lambda each: digest_of(each.group)[::-1]):
        part = part_of(picture)
        if part is Part.NEIGHBOUR or is_aside(picture) == set_aside:
            parts[part].append(picture)
    return Split(parts[Part.ORIGINAL], parts[Part.OTHER], parts[Part.NEIGHBOUR])


def part_of(picture: Picture) -> Part:
    """Return a picture's part."""
    if picture.kind != "photograph":
        return Part.OTHER if picture.kind in OTHER_KINDS else Part.NONE
    if picture.package == PANORAMAS or any(fnmatchcase(picture.path, pattern) for pattern in SAME_SCENE):
        return Part.NONE
    if min(picture.width, picture.height) < SMALLEST:
        return Part.NONE
    digit = digest_of(picture.group)[1]
    if picture.package == LANDSCAPES and digit in NEIGHBOUR_DIGITS:
        return Part.NEIGHBOUR
    if picture.package == LANDSCAPES and digit in OTHER_DIGITS:
        return Part.OTHER
    return Part.ORIGINAL


def is_aside(picture: Picture) -> bool:
    """Tell whether a picture is kept for the final evaluation."""
    return digest_of(picture.group)[0] in ASIDE_DIGITS


def shared(folder: Path, picture: Picture, *, side: int = SHARED_SIDE) -> Image.Image:
    """Read a picture as it is passed on: RGB on white, at most `side` pixels."""
    with Image.open(folder / picture.file) as opened:
        opened.draft("RGB", (2 * side, 2 * side))  # JPEG at a fraction of its size, still above `side`
        rgba = opened.convert("RGBA")
    ground = Image.new("RGBA", rgba.size, "white")
    ground.alpha_composite(rgba)
    ground.thumbnail((side, side), Image.Resampling.BICUBIC)
    return ground.convert("RGB")


def _largest_of_groups(pictures: Iterable[Picture]) -> Iterator[Picture]:
    groups: dict[str, Picture] = {}
    for picture in pictures:
        held = groups.get(picture.group)
        if held is None or picture.width * picture.height > held.width * held.height:
            groups[picture.group] = picture
    yield from groups.values()
