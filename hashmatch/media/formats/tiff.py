"""TIFF 6.0 and BigTIFF: the chain of directories, one a page."""

import struct
from dataclasses import dataclass

from hashmatch.errors import DamagedMediaError, TruncatedMediaError, UnsupportedFormatError
from hashmatch.media.formats.header import Header
from hashmatch.media.limits import Limits
from hashmatch.media.orientation import Orientation
from hashmatch.media.sniff import Format

__all__ = ["read_tiff"]

_WIDTH, _HEIGHT, _SAMPLES, _TILE_WIDTH, _TILE_HEIGHT = 256, 257, 277, 322, 323
_KINDS = {1: "B", 3: "H", 4: "I", 16: "Q"}  # BYTE, SHORT, LONG, LONG8
_MOST_ENTRIES = 4096  # a directory of a real file has some dozen; Pillow unpacks each one
_MOST_SAMPLES = 6  # CMYK and two more; Pillow has no mode for others and says so on standard error


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
    big = 43 in data[2:4]
    layout = _Layout(order, "Q", "Q", 8) if big else _Layout(order, "I", "H", 4)
    seen: dict[int, tuple[int, int]] = {}
    broken = 0
    try:
        (at,) = struct.unpack_from(order + layout.offset, data, layout.first)
        while at and at not in seen:  # a directory that was there already ends the chain, as in Pillow
            seen[at], at = _directory(data, at, layout, name, limits)
            limits.check_frames(len(seen), sum(height * width for height, width in seen.values()), name)
    except (struct.error, OverflowError) as error:
        if not seen:
            raise TruncatedMediaError(name, "TIFF that ends before its first directory does") from error
        broken = 1  # announced and not there: an error when it is that page's turn
    if not seen:
        raise DamagedMediaError(name, "TIFF without a directory")
    # Pillow turns TIFF pictures upright itself.
    return Header(Format.TIFF, data, next(iter(seen.values())), len(seen) + broken, Orientation.UPRIGHT)


def _directory(data: bytes, at: int, layout: _Layout, name: str, limits: Limits) -> tuple[tuple[int, int], int]:
    """Return height and width of the page described at `at`, and where the next directory is."""
    (entries,) = struct.unpack_from(layout.order + layout.count, data, at)
    if entries > _MOST_ENTRIES:
        raise DamagedMediaError(name, f"TIFF directory of {entries:,} entries")
    start = at + struct.calcsize(layout.count)
    values = {}
    for place in range(start, start + entries * layout.entry, layout.entry):
        tag, kind = struct.unpack_from(layout.order + "HH", data, place)
        if tag in (_WIDTH, _HEIGHT, _SAMPLES, _TILE_WIDTH, _TILE_HEIGHT) and kind in _KINDS:
            where = place + 4 + struct.calcsize(layout.offset)
            (values[tag],) = struct.unpack_from(layout.order + _KINDS[kind], data, where)
    if _WIDTH not in values or _HEIGHT not in values:
        raise DamagedMediaError(name, "TIFF page without width and height")
    if values.get(_SAMPLES, 1) > _MOST_SAMPLES:
        raise UnsupportedFormatError(name, f"TIFF with {values[_SAMPLES]} samples a pixel")
    limits.check_pixels(values[_WIDTH], values[_HEIGHT], len(data), name)
    limits.check_pixels(values.get(_TILE_WIDTH, 0), values.get(_TILE_HEIGHT, 0), None, name)
    (following,) = struct.unpack_from(layout.order + layout.offset, data, start + entries * layout.entry)
    return (values[_HEIGHT], values[_WIDTH]), following
