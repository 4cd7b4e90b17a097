"""Decode a JPEG file at a half, a quarter or an eighth of its size: its luma alone, or with colours.

The inverse cosine transform can compute fewer samples per block, so a reduced decode costs a fraction of a whole one;
luma needs neither the colour planes nor a conversion. Each sample is close to the mean of the pixels it stands for.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFile

from hashmatch.media.formats.jpeg import JpegHeader, header_from, read_markers
from hashmatch.media.limits import DEFAULT_LIMITS, Limits
from hashmatch.media.opening import open_header
from hashmatch.media.orientation import Orientation, turned
from hashmatch.media.pillow_boundary import decoding
from hashmatch.media.read import name_of, read_bytes
from hashmatch.media.sniff import Format, sniff
from hashmatch.media.source import Source


@dataclass(frozen=True, slots=True, eq=False)
class ReducedLuma:
    """The luma of a JPEG file as it is stored: EXIF orientation is not applied."""

    luma: NDArray[np.uint8] = field(repr=False)  # (ceil(h / scale), ceil(w / scale))
    size: tuple[int, int]  # height and width of the whole picture, as stored
    orientation: Orientation  # the turn that makes both upright
    scale: int  # 1, 2, 4 or 8 pixels a sample, in each direction
    name: str


def decode_reduced(
    source: Source, *, name: str | None = None, target: int = 512, limits: Limits = DEFAULT_LIMITS
) -> ReducedLuma | None:
    """Decode the luma of a JPEG file at the largest reduction that leaves both sides `target` samples or more.

    A picture smaller than twice the target is decoded at scale 1, which still saves decoding its colours.

    Returns
    -------
    ReducedLuma or None
        None if there is no luma plane: for other formats, arrays and Pillow images, and for JPEG files that are coded
        as RGB, CMYK or YCCK. Use `decode` for these.

    Raises
    ------
    MediaError
        As `decode` does, for JPEG files and for sources that cannot be read.
    """
    opened = _opened(source, name, limits)
    if opened is None or not opened.markers.has_luma:
        return None
    luma, scale = _drafted(opened, "L", target)
    return ReducedLuma(luma, opened.size, opened.markers.orientation, scale, opened.name)


@dataclass(frozen=True, slots=True, eq=False)
class ReducedPicture:
    """A JPEG file decoded at a fraction of its size, upright."""

    pixels: NDArray[np.uint8] = field(repr=False)  # (ceil(h / scale), ceil(w / scale), 3) RGB, or without the 3 gray
    size: tuple[int, int]  # height and width of the whole picture, upright
    scale: int  # 1, 2, 4 or 8


def decode_reduced_picture(
    source: Source, *, name: str | None = None, target: int = 512, limits: Limits = DEFAULT_LIMITS
) -> ReducedPicture | None:
    """Decode a JPEG file with its colours; reduction, parameters, None and errors as in `decode_reduced`."""
    opened = _opened(source, name, limits)
    if opened is None or not opened.markers.has_luma:
        return None
    gray = opened.picture.mode == "L"
    pixels, scale = _drafted(opened, "L" if gray else "RGB", target)
    orientation = opened.markers.orientation
    height, width = opened.size
    size = (width, height) if orientation.swaps_sides else (height, width)
    return ReducedPicture(np.ascontiguousarray(turned(pixels, orientation)), size, scale)


class _Opened(NamedTuple):
    """A JPEG file whose header has been read."""

    picture: ImageFile.ImageFile
    markers: JpegHeader
    size: tuple[int, int]  # height and width, as stored
    name: str


def _opened(source: Source, name: str | None, limits: Limits) -> _Opened | None:
    called = name_of(source, name)
    if isinstance(source, Image.Image | np.ndarray):
        return None
    data = read_bytes(source, name=called, limits=limits)
    if sniff(data) is not Format.JPEG:
        return None
    markers = read_markers(data, called)
    picture, _ = open_header(header_from(markers, data), called, limits)
    return _Opened(picture, markers, (picture.height, picture.width), called)


def _drafted(opened: _Opened, mode: str, target: int) -> tuple[NDArray[np.uint8], int]:
    """Decode at a reduced scale; return the samples, and the side in pixels of the square that each stands for."""
    with decoding(opened.name):
        opened.picture.draft(mode, (target, target))
        opened.picture.load()
    samples = np.asarray(opened.picture)
    return samples, next(scale for scale in (1, 2, 4, 8) if -(-opened.size[0] // scale) == samples.shape[0])
