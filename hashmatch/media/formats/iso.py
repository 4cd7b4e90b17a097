"""AVIF and HEIF (ISO/IEC 23008-12): the sizes that the boxes announce.

Only the largest size is looked for, to refuse bombs before a library allocates anything; what the picture is made of,
and how it is turned, is left to libavif and libheif.
"""

import re
from collections.abc import Iterator

from hashmatch.errors import TruncatedMediaError
from hashmatch.media.formats.header import Header
from hashmatch.media.limits import Limits
from hashmatch.media.sniff import Format

MOST_BOXES = 10_000
SIZE_PROPERTY = re.compile(rb"\x00\x00\x00\x14ispe\x00{4}(.{4})(.{4})", re.DOTALL)  # length, kind, version, sides


def read_iso(data: bytes, found: Format, name: str, limits: Limits) -> Header:
    """Return the header of an AVIF or HEIF file, whose size and frames only its library can tell.

    Raises
    ------
    TruncatedMediaError, TooManyPixelsError
    """
    for meta in _meta_boxes(data, name):
        for width, height in {(size[1], size[2]) for size in SIZE_PROPERTY.finditer(meta)}:
            limits.check_pixels(int.from_bytes(width, "big"), int.from_bytes(height, "big"), None, name)
    return Header(found, data, None, None, None)


def _meta_boxes(data: bytes, name: str) -> Iterator[bytes]:
    """Yield the bodies of the outermost meta boxes."""
    at = 0
    for _ in range(MOST_BOXES):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if len(kind) < 4:
            return
        if length == 1:  # a 64-bit length follows
            length = int.from_bytes(data[at + 8 : at + 16], "big")
        end = len(data) if length == 0 else at + length
        if end > len(data):
            raise TruncatedMediaError(name, "truncated: a box reaches past the end of the file")
        if kind == b"meta":
            yield data[at:end]
        at = max(end, at + 8)
