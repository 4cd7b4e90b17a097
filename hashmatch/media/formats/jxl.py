"""JPEG XL (ISO/IEC 18181): the codestream out of its container, and its size.

Only the codestream is handed on: a container can also carry metadata packed with Brotli (a bomb) and the data to
rebuild an old JPEG file, which the plugin would open as whatever it turns out to be. The codestream has all the pixels.
"""

from hashmatch.errors import DamagedMediaError, TruncatedMediaError
from hashmatch.media.formats.header import Header
from hashmatch.media.orientation import Orientation
from hashmatch.media.sniff import Format

BARE = b"\xff\x0a"
MOST_BOXES = 1 << 16
RATIOS = ((1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1))  # 18181-1, table of SizeHeader, ratio 1 to 7
DISTRIBUTION = (9, 13, 18, 30)


def read_jxl(data: bytes, name: str) -> Header:
    """Return the header of a JPEG XL file, with its bare codestream as its data.

    Raises
    ------
    TruncatedMediaError, DamagedMediaError
    """
    codestream = data if data.startswith(BARE) else _codestream(data, name)
    if not codestream.startswith(BARE):
        raise DamagedMediaError(name, "JPEG XL container without a codestream")
    # The decoder turns it upright itself; the standard says to ignore what EXIF says on top of that.
    return Header(Format.JXL, codestream, _size(codestream, name), 1, Orientation.UPRIGHT)


def _codestream(data: bytes, name: str) -> bytes:
    """Join the codestream's box (jxlc), or the boxes of its parts (jxlp), which come in order."""
    parts, at = [], 0
    for _ in range(MOST_BOXES):
        if at + 8 > len(data):
            break
        length, kind, start = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], at + 8
        if length == 1:
            length, start = int.from_bytes(data[at + 8 : at + 16], "big"), at + 16
        end = len(data) if length == 0 else at + length
        if end > len(data):
            raise TruncatedMediaError(name, "JPEG XL that ends inside a box")
        if end < start:
            raise DamagedMediaError(name, "JPEG XL with a box of impossible length")
        if kind in (b"jxlc", b"jxlp"):
            parts.append(data[start + 4 * (kind == b"jxlp") : end])
        at = end
    return b"".join(parts)


def _size(codestream: bytes, name: str) -> tuple[int, int]:
    """Return height and width from the SizeHeader, whose fields are packed from the least significant bit on."""
    if len(codestream) < 12:
        raise TruncatedMediaError(name, "JPEG XL that ends in its header")
    bits, at = int.from_bytes(codestream[2:12], "little"), 0

    def take(count: int) -> int:
        nonlocal at
        at += count
        return bits >> at - count & (1 << count) - 1

    def side() -> int:
        return 8 * (1 + take(5)) if small else 1 + take(DISTRIBUTION[take(2)])

    small = take(1)
    height = side()
    ratio = take(3)
    if not ratio:
        return height, side()
    above, below = RATIOS[ratio - 1]
    return height, height * above // below
