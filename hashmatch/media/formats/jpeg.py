"""JPEG (ITU-T T.81): the markers up to the first scan."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hashmatch.errors import DamagedMediaError, TruncatedMediaError
from hashmatch.media.exif import orientation_in
from hashmatch.media.formats.header import Header
from hashmatch.media.orientation import Orientation
from hashmatch.media.sniff import Format

FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # SOF0 to SOF15; the three others are tables
PROGRESSIVE = frozenset({0xC2, 0xC6, 0xCA, 0xCE})
LONE = frozenset(range(0xD0, 0xD9)) | {0x01}  # markers without a body
MARKER = re.compile(rb"\xff[^\x00\x01\xd0-\xd8\xff]")
MOST_SEGMENTS = 10_000  # a picture of 100 MB with ICC profile, EXIF and previews has some hundred
MOST_SCANS = 500  # each goes over the whole picture, however few bytes it has; real progressive files have some ten
MOST_JUNK = 1 << 16  # bytes between segments; libjpeg and Pillow skip them one by one


@dataclass(frozen=True, slots=True)
class JpegHeader:
    """What the markers before the first scan say."""

    size: tuple[int, int]  # height, width
    components: tuple[int, ...]  # their identifiers
    orientation: Orientation
    jfif: bool
    adobe: int | None  # the transform of the Adobe marker

    @property
    def has_luma(self) -> bool:
        """Whether the first component is luma: gray, or YCbCr by the rules that libjpeg follows."""
        if len(self.components) == 1:
            return True
        if len(self.components) != 3:
            return False  # CMYK and YCCK
        if self.jfif:
            return True
        if self.adobe is not None:
            return self.adobe == 1
        return bytes(self.components) != b"RGB"


def read_jpeg(data: bytes, name: str) -> Header:
    """Return the header of a JPEG file; errors as `read_markers`."""
    return header_from(read_markers(data, name), data)


def header_from(markers: JpegHeader, data: bytes) -> Header:
    """Return the header that these markers make; one frame, since what may follow in an MPO are previews."""
    return Header(Format.JPEG, data, markers.size, 1, markers.orientation)


def read_markers(data: bytes, name: str) -> JpegHeader:
    """Walk to the first scan.

    Raises
    ------
    TruncatedMediaError, DamagedMediaError
    """
    size, components, exif, jfif, adobe = None, b"", None, False, None
    for marker, body in _segments(data, name):
        if marker in FRAMES and len(body) >= 6:
            size = int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big")
            components = body[6 : 6 + 3 * body[5] : 3]
            if marker in PROGRESSIVE and data.count(b"\xff\xda") > MOST_SCANS and _scans(data) > MOST_SCANS:
                raise DamagedMediaError(name, f"JPEG of more than {MOST_SCANS} scans")
        elif marker == 0xE0 and body.startswith(b"JFIF\x00"):
            jfif = True
        elif marker == 0xE1 and body.startswith(b"Exif\x00\x00"):
            exif = exif or body
        elif marker == 0xEE and body.startswith(b"Adobe") and len(body) >= 12:
            adobe = body[11]
    if size is None:
        raise DamagedMediaError(name, "JPEG without a frame header before its first scan")
    return JpegHeader(size, tuple(components), orientation_in(exif), jfif, adobe)


def _scans(data: bytes) -> int:
    """Count the scans, as far as it matters; within coded data 0xFF is followed by 0 or a restart marker only."""
    at, scans = 2, 0
    while scans <= MOST_SCANS:
        found = MARKER.search(data, at)
        if found is None or found[0] == b"\xff\xd9":
            break
        scans += found[0] == b"\xff\xda"
        at = found.end() + int.from_bytes(data[found.end() : found.end() + 2], "big")
    return scans


def _segments(data: bytes, name: str) -> Iterator[tuple[int, bytes]]:
    """Yield marker and body of each segment before the first scan, in bounded steps."""
    at, junk = 2, 0
    for _ in range(MOST_SEGMENTS):
        start = data.find(b"\xff", at)
        stop = start
        while start >= 0 and data[stop : stop + 1] == b"\xff" and stop - at <= MOST_JUNK:
            stop += 1
        if start < 0 or stop >= len(data):
            raise TruncatedMediaError(name, "JPEG that ends before its picture begins")
        marker = data[stop]
        junk += stop - 1 - at
        if junk > MOST_JUNK:
            break
        at = stop + 1
        if marker in LONE or marker == 0:
            continue
        if marker == 0xDA:
            return
        if marker == 0xD9:
            raise DamagedMediaError(name, "JPEG without a scan")
        end = at + int.from_bytes(data[at : at + 2], "big")
        if end > len(data) or end < at + 2:
            raise TruncatedMediaError(name, "JPEG that ends before its picture begins")
        yield marker, data[at + 2 : end]
        at = end
    raise DamagedMediaError(name, "JPEG with too much between its beginning and its picture")
