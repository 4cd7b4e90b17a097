"""PNG (W3C Recommendation, third edition): the chunks, and a copy that holds only those which paint."""

import zlib
from collections.abc import Iterator

from hashmatch.errors import DamagedMediaError, TruncatedMediaError
from hashmatch.media.exif import orientation_in
from hashmatch.media.formats.header import Header
from hashmatch.media.limits import Limits
from hashmatch.media.sniff import Format

# Text, colour profiles, times and private chunks are left out: they do not change the pixels that are hashed, and their
# compressed forms are a way to bring in bombs; Pillow refuses a whole picture for a colour profile of more than 1 MB.
PAINTING = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"acTL", b"fcTL", b"fdAT", b"IEND"})
DATA = frozenset({b"IDAT", b"fdAT"})
MOST_CHUNKS = 1 << 20  # 256 MB in pieces of 256 bytes; real writers use 8 KB and more


def read_png(data: bytes, name: str, limits: Limits) -> Header:
    """Return the header of a PNG or APNG file, with the chunks that paint as its data.

    Raises
    ------
    TruncatedMediaError, DamagedMediaError, TooManyPixelsError, TooManyPixelsPerByteError, TooManyFramesError
    """
    kept, exif, frames = [data[:8]], None, 1
    wrong: set[bytes] = set()
    head = b""
    for kind, start, end in _chunks(data, name):
        body = data[start : start + 13] if kind == b"IHDR" else b""
        if body:
            head = head or body
            if len(head) < 13:
                raise DamagedMediaError(name, "PNG with a header that is too short")
            limits.check_pixels(int.from_bytes(head[:4], "big"), int.from_bytes(head[4:8], "big"), len(data), name)
        elif not head:
            raise DamagedMediaError(name, "PNG that does not begin with its header")
        if kind == b"acTL":
            frames = int.from_bytes(data[start : start + 4], "big")
        if kind == b"eXIf":
            exif = data[start:end]
        elif kind == b"tRNS":
            kept.append(_transparency(data[start:end], depth=head[8], colour=head[9]))
        elif kind in PAINTING:
            kept.append(data[start - 8 : end + 4])
            if zlib.crc32(kept[-1][4:-4]) != int.from_bytes(kept[-1][-4:], "big"):
                wrong.add(kind)
    if wrong and (wrong != {b"IDAT"} or not _inflates(kept)):
        raise DamagedMediaError(name, "damaged: PNG whose checksums are wrong")
    size = int.from_bytes(head[4:8], "big"), int.from_bytes(head[:4], "big")
    limits.check_frames(frames, frames * size[0] * size[1], name)
    return Header(Format.PNG, b"".join(kept), size, None, orientation_in(exif))


def _chunks(data: bytes, name: str) -> Iterator[tuple[bytes, int, int]]:
    """Yield kind, begin and end of the body of each chunk.

    A file that lost what follows its pixels is still whole to the eye and to a browser, so only there may it end early.
    """
    at, painted = 8, False
    for _ in range(MOST_CHUNKS):
        kind, start = data[at + 4 : at + 8], at + 8
        end = start + int.from_bytes(data[at : at + 4], "big")
        if len(kind) < 4 or end + 4 > len(data):
            if painted and kind not in DATA:
                return
            raise TruncatedMediaError(name, "PNG that ends before its picture does")
        yield kind, start, end
        if kind == b"IEND":
            return
        painted = painted or kind == b"IDAT"
        at = end + 4
    raise DamagedMediaError(name, f"PNG of more than {MOST_CHUNKS:,} chunks")


def _inflates(chunks: list[bytes]) -> bool:
    """Tell whether the pixels are whole by the checksum inside their deflate stream (RFC 1950).

    Pillow looks at neither kind of checksum, so a file whose second half was never written would pass as a picture.
    A file in which only the chunks' own checksums are wrong is shown by viewers, and is a picture.
    """
    inflater = zlib.decompressobj()
    try:
        for chunk in chunks:
            rest = chunk[8:-4] if chunk[4:8] == b"IDAT" else b""
            while rest and not inflater.eof:
                inflater.decompress(rest, 1 << 20)
                rest = inflater.unconsumed_tail
    except zlib.error:
        return False
    return inflater.eof


def _transparency(body: bytes, *, depth: int, colour: int) -> bytes:
    """Return a tRNS chunk whose colour is on the scale to which Pillow brings the pixels.

    Pillow widens gray of 2 and 4 bits to 8 and narrows RGB of 16 bits, but compares with the colour as written.
    """
    values = [int.from_bytes(body[i : i + 2], "big") for i in range(0, len(body), 2)]
    if colour == 0 and depth in (2, 4):
        values = [value * 255 // (2**depth - 1) & 0xFFFF for value in values]
    elif colour == 2 and depth == 16:
        values = [value >> 8 for value in values]
    else:
        return _chunk(b"tRNS", body)
    return _chunk(b"tRNS", b"".join(value.to_bytes(2, "big") for value in values))


def _chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")
