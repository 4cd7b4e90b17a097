"""WebP (RFC 9649): the chunks of the RIFF container."""

from hashmatch.errors import DamagedMediaError, TruncatedMediaError
from hashmatch.media.exif import orientation_in
from hashmatch.media.formats.header import Header
from hashmatch.media.limits import Limits
from hashmatch.media.sniff import Format

MOST_CHUNKS = 1 << 16


def read_webp(data: bytes, name: str, limits: Limits) -> Header:
    """Return the header of a WebP file.

    Raises
    ------
    TruncatedMediaError, DamagedMediaError, TooManyFramesError
    """
    announced = 8 + int.from_bytes(data[4:8], "little")
    if announced > len(data):
        raise TruncatedMediaError(name, f"WebP of {announced:,} bytes, of which {len(data):,} are here")
    size, frames, exif = None, 0, None
    at = 12
    for _ in range(MOST_CHUNKS):
        if at + 8 > announced:
            break
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        body = data[at + 8 : at + 8 + min(length, 16)]
        size = size or _size(kind, body)
        if kind in (b"VP8 ", b"VP8L", b"ANMF"):
            frames += 1
            limits.check_frames(frames, 0, name)  # their canvas is checked with them, once it is known
        elif kind == b"EXIF":
            exif = data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
    else:
        raise DamagedMediaError(name, f"WebP of more than {MOST_CHUNKS:,} chunks")
    if size is None:
        raise DamagedMediaError(name, "WebP without a picture")
    return Header(Format.WEBP, data, size, None, orientation_in(exif))


def _size(kind: bytes, body: bytes) -> tuple[int, int] | None:
    """Return height and width from the first chunk that knows them (RFC 9649, sections 2.5 to 2.7)."""
    if kind == b"VP8X" and len(body) >= 10:
        return 1 + int.from_bytes(body[7:10], "little"), 1 + int.from_bytes(body[4:7], "little")
    if kind == b"VP8 " and body[3:6] == b"\x9d\x01\x2a" and len(body) >= 10:
        return int.from_bytes(body[8:10], "little") & 0x3FFF, int.from_bytes(body[6:8], "little") & 0x3FFF
    if kind == b"VP8L" and body[:1] == b"\x2f" and len(body) >= 5:
        bits = int.from_bytes(body[1:5], "little")
        return 1 + (bits >> 14 & 0x3FFF), 1 + (bits & 0x3FFF)
    return None
