"""GIF (CompuServe, 89a): the blocks, to know the canvas and the number of frames."""

from hashmatch.errors import DamagedMediaError, TruncatedMediaError
from hashmatch.media.formats.header import Header
from hashmatch.media.limits import Limits
from hashmatch.media.orientation import Orientation
from hashmatch.media.sniff import Format

MOST_BLOCKS = 1 << 21  # more than 256 MB in full sub-blocks; Pillow reads them one by one
MOST_STRAY = 1 << 16
_IMAGE, _EXTENSION, _END = 0x2C, 0x21, 0x3B


def read_gif(data: bytes, name: str, limits: Limits) -> Header:
    """Return the header of a GIF file. Frames may reach past the canvas and then widen it, as in Pillow.

    Raises
    ------
    TruncatedMediaError, DamagedMediaError, TooManyPixelsError, TooManyPixelsPerByteError, TooManyFramesError
    """
    if len(data) < 13:
        raise TruncatedMediaError(name, "GIF that ends in its header")
    width, height = _pair(data, 6)
    at, frames, blocks, stray = 13 + _table(data[10]), 0, 0, 0
    while at < len(data) and data[at] != _END:
        if blocks > MOST_BLOCKS or stray > MOST_STRAY:
            raise DamagedMediaError(name, "GIF of too many pieces, or with too much between them")
        if data[at] == _IMAGE and at + 10 <= len(data):
            (left, top), (wide, high) = _pair(data, at + 1), _pair(data, at + 5)
            width, height = max(width, left + wide), max(height, top + high)
            limits.check_pixels(width, height, len(data), name)
            frames += 1
            limits.check_frames(frames, frames * width * height, name)
            at += 11 + _table(data[at + 9])
        elif data[at] == _EXTENSION:
            at += 2
        else:
            at += 1  # Pillow and browsers step over it
            stray += 1
            continue
        while at < len(data) and data[at] and blocks <= MOST_BLOCKS:
            at += 1 + data[at]
            blocks += 1
        at += 1
    if not frames:
        raise TruncatedMediaError(name, "GIF that ends before its first picture")
    return Header(Format.GIF, data, (height, width), frames, Orientation.UPRIGHT)


def _pair(data: bytes, at: int) -> tuple[int, int]:
    return int.from_bytes(data[at : at + 2], "little"), int.from_bytes(data[at + 2 : at + 4], "little")


def _table(flags: int) -> int:
    """Return the bytes of the colour table that these flags announce."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0
