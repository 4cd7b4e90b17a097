"""TIFF 6.0 and BigTIFF: the chain of directories, one a page."""

import struct
from dataclasses import dataclass

from hashmatch.errors import DamagedMediaError, TruncatedMediaError, UnsupportedFormatError
from hashmatch.media.formats.header import Header
from hashmatch.media.limits import Limits
from hashmatch.media.orientation import Orientation
from hashmatch.media.sniff import Format

TAGS = _WIDTH, _HEIGHT, _SAMPLES, _TILE_WIDTH, _TILE_HEIGHT = 256, 257, 277, 322, 323
KINDS = {1: "B", 3: "H", 4: "I", 16: "Q"}  # BYTE, SHORT, LONG, LONG8
MOST_ENTRIES = 4096  # a directory of a real file has some dozen; Pillow unpacks each one
MOST_IN_ALL = 1 << 17  # directories may overlap, so a small file can hold thousands of large ones
MOST_SAMPLES = 6  # CMYK and two more; Pillow has no mode for others and says so on standard error


@dataclass(frozen=True, slots=True)
class _Layout:
    """How wide counts and offsets are in this file."""

    order: str
    offset: str
    count: str
    first: int  # where the offset of the first directory stands

    @property
    def entry(self) -> int:
        return 4 + 2 * struct.calcsize(self.offset)


def read_tiff(data: bytes, name: str, limits: Limits) -> Header:
    """Return the header of a TIFF file: canvas of the first page, number of pages.

    Raises
    ------
    TruncatedMediaError, DamagedMediaError, UnsupportedFormatError, TooManyPixelsError, TooManyPixelsPerByteError,
    TooManyFramesError
    """
    order = "<" if data[:2] == b"II" else ">"
    layout = _Layout(order, "Q", "Q", 8) if 43 in data[2:4] else _Layout(order, "I", "H", 4)
    seen: dict[int, tuple[int, int]] = {}
    broken, entries, pixels = 0, 0, 0
    try:
        (at,) = struct.unpack_from(order + layout.offset, data, layout.first)
        while at and at not in seen:  # a directory that was there already ends the chain, as in Pillow
            (here,) = struct.unpack_from(order + layout.count, data, at)
            entries += here
            if here > MOST_ENTRIES or entries > MOST_IN_ALL:
                raise DamagedMediaError(name, f"TIFF of {entries:,} directory entries")
            values, following = _directory(data, at, here, layout)
            seen[at] = height, width = _size(values, len(data), name, limits)
            pixels += height * width
            limits.check_frames(len(seen), pixels, name)
            at = following
    except (struct.error, OverflowError) as error:
        if not seen:
            raise TruncatedMediaError(name, "TIFF that ends before its first directory does") from error
        broken = 1  # announced and not there: an error when it is that page's turn
    if not seen:
        raise DamagedMediaError(name, "TIFF without a directory")
    # Pillow turns TIFF pictures upright itself.
    return Header(Format.TIFF, data, next(iter(seen.values())), len(seen) + broken, Orientation.UPRIGHT)


def _directory(data: bytes, at: int, entries: int, layout: _Layout) -> tuple[dict[int, int], int]:
    """Return the tags of the directory at `at` that matter here, and where the next directory is."""
    start = at + struct.calcsize(layout.count)
    values = {}
    for place in range(start, start + entries * layout.entry, layout.entry):
        tag, kind = struct.unpack_from(layout.order + "HH", data, place)
        if tag in TAGS and kind in KINDS:
            where = place + 4 + struct.calcsize(layout.offset)
            (values[tag],) = struct.unpack_from(layout.order + KINDS[kind], data, where)
    (following,) = struct.unpack_from(layout.order + layout.offset, data, start + entries * layout.entry)
    return values, following


def _size(values: dict[int, int], size: int, name: str, limits: Limits) -> tuple[int, int]:
    """Return height and width of a page in a file of `size` bytes, once it is within the limits."""
    if _WIDTH not in values or _HEIGHT not in values:
        raise DamagedMediaError(name, "TIFF page without width and height")
    if values.get(_SAMPLES, 1) > MOST_SAMPLES:
        raise UnsupportedFormatError(name, f"TIFF with {values[_SAMPLES]} samples a pixel")
    limits.check_pixels(values[_WIDTH], values[_HEIGHT], size, name)
    limits.check_pixels(values.get(_TILE_WIDTH, 0), values.get(_TILE_HEIGHT, 0), None, name)
    return values[_HEIGHT], values[_WIDTH]
