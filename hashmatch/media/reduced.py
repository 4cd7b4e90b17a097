"""The cheap look at a JPEG file: its luma alone, decoded at a half, a quarter or an eighth of its size.

The inverse cosine transform can be done for fewer samples a block, so a reduced decode costs a fraction of the whole,
and luma needs neither the colour planes nor a conversion. Each sample is close to the mean of its block of pixels.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from hashmatch.media.border import decoding
from hashmatch.media.formats.jpeg import header_from, read_markers
from hashmatch.media.limits import DEFAULT_LIMITS, Limits
from hashmatch.media.opening import open_header
from hashmatch.media.orientation import Orientation
from hashmatch.media.read import name_of, read_bytes
from hashmatch.media.sniff import Format, sniff
from hashmatch.media.source import Source

__all__ = ["ReducedLuma", "decode_reduced"]


@dataclass(frozen=True, slots=True, eq=False)
class ReducedLuma:
    """The luma of a JPEG file, as stored: not turned."""

    luma: NDArray[np.uint8] = field(repr=False)  # (ceil(h / scale), ceil(w / scale))
    size: tuple[int, int]  # height and width of the whole picture, as stored
    orientation: Orientation  # what brings both upright
    scale: int  # 1, 2, 4 or 8 pixels a sample, in each direction
    name: str


def decode_reduced(
    source: Source, *, name: str | None = None, target: int = 512, limits: Limits = DEFAULT_LIMITS
) -> ReducedLuma | None:
    """Decode the luma of a JPEG file at the largest reduction that leaves both sides `target` samples or more.

    A picture smaller than twice the target is decoded at scale 1, which still saves its colours.

    Returns
    -------
    ReducedLuma or None
        None where there is no such plane: other formats, arrays and Pillow images, and JPEG files that are coded as
        RGB, CMYK or YCCK. `decode` is for these.

    Raises
    ------
    MediaError
        As `decode` does, for JPEG files and for what cannot be read at all.
    """
    called = name_of(source, name)
    if isinstance(source, Image.Image | np.ndarray):
        return None
    data = read_bytes(source, name=called, limits=limits)
    if sniff(data) is not Format.JPEG:
        return None
    markers = read_markers(data, called)
    if not markers.has_luma:
        return None
    picture, _ = open_header(header_from(markers, data), called, limits)
    width, height = picture.size
    with decoding(called):
        picture.draft("L", (target, target))
        picture.load()
    luma = np.asarray(picture)
    scale = next(scale for scale in (1, 2, 4, 8) if -(-height // scale) == luma.shape[0])
    return ReducedLuma(luma, (height, width), markers.orientation, scale, called)
