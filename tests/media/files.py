"""Files for tests, made in code: a photograph in every format, and headers that say whatever a test wants."""

import io
import struct
import zlib

import pillow_heif
import pillow_jxl
from PIL import Image

pillow_heif.register_heif_opener()  # for writing; pillow_jxl has registered itself
assert "JXL" in Image.SAVE, pillow_jxl


def encodings(small: Image.Image) -> dict[str, bytes]:
    """Return `small` as a file of every format and of the variants that decoders treat differently."""
    turns = [small, small.rotate(180), small.convert("L").convert("RGB")]
    animation = {"save_all": True, "append_images": turns[1:], "duration": 50}
    return {
        "jpeg": encoded(small, "JPEG"),
        "progressive-jpeg": encoded(small, "JPEG", progressive=True),
        "cmyk-jpeg": encoded(small.convert("CMYK"), "JPEG"),
        "png": encoded(small, "PNG"),
        "palette-png": encoded(small.quantize(64), "PNG"),
        "apng": encoded(small, "PNG", **animation),
        "gif": encoded(small, "GIF"),
        "animated-gif": encoded(small, "GIF", **animation),
        "webp": encoded(small, "WEBP"),
        "lossless-webp": encoded(small, "WEBP", lossless=True),
        "animated-webp": encoded(small, "WEBP", **animation),
        "bmp": encoded(small, "BMP"),
        "tiff": encoded(small, "TIFF"),
        "lzw-tiff": encoded(small, "TIFF", compression="tiff_lzw"),
        "avif": encoded(small, "AVIF"),
        "heif": encoded(small, "HEIF"),
        "jxl": encoded(small, "JXL"),
    }


def encoded(picture: Image.Image, form: str, **options: object) -> bytes:
    """Return `picture` as a file in memory."""
    file = io.BytesIO()
    picture.save(file, form, **options)
    return file.getvalue()


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, *chunks: bytes, depth: int = 8, colour: int = 0, interlace: int = 0) -> bytes:
    """Return a PNG file of any header and these chunks."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + b"".join(chunks) + png_chunk(b"IEND", b"")


def tiff(*entries: tuple[int, int, int, int], following: int = 0, pixels: bytes = b"") -> bytes:
    """Return a little-endian TIFF file: one directory of (tag, type, count, value), then pixels."""
    packed = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return struct.pack("<2sHIH", b"II", 42, 8, len(entries)) + packed + struct.pack("<I", following) + pixels


def gray_tiff(width: int, height: int, *more: tuple[int, int, int, int], following: int = 0) -> bytes:
    """Return an uncompressed 8-bit gray TIFF of one strip, whose entries can be overridden by `more`."""
    entries = {
        tag: (tag, kind, 1, value)
        for tag, kind, value in (
            (256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 0), (277, 3, 1),
            (278, 4, height), (279, 4, width * height & 0xFFFFFFFF),
        )
    }  # fmt: skip
    entries.update({entry[0]: entry for entry in more})
    if 273 not in {entry[0] for entry in more}:
        entries[273] = (273, 4, 1, 14 + 12 * len(entries))
    ordered = [entries[tag] for tag in sorted(entries)]
    return tiff(*ordered, following=following, pixels=bytes(min(width * height, 4096)))


def jpeg_segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def with_segment(jpeg: bytes, marker: int, body: bytes) -> bytes:
    """Return a JPEG file with a segment more, right after its start."""
    return jpeg[:2] + jpeg_segment(marker, body) + jpeg[2:]


def gif(canvas: tuple[int, int], *, frame: tuple[int, int] | None = None, frames: int = 1) -> bytes:
    """Return a GIF file without colour table whose pixels are the shortest legal data."""
    screen = struct.pack("<6sHHBBB", b"GIF89a", *canvas, 0, 0, 0)
    image = struct.pack("<BHHHHB", 0x2C, 0, 0, *(frame or canvas), 0) + b"\x02\x02\x4c\x01\x00"
    return screen + image * frames + b";"


def bmp(width: int, height: int, *, bits: int = 24, packing: int = 0, pixels: bytes = b"") -> bytes:
    header = struct.pack("<IiiHHIIiiII", 40, width, height, 1, bits, packing, 0, 0, 0, 0, 0)
    return struct.pack("<2sIHHI", b"BM", 54 + len(pixels), 0, 0, 54) + header + pixels


def with_jpeg_size(jpeg: bytes, width: int, height: int) -> bytes:
    at = jpeg.index(b"\xff\xc0") + 5
    return jpeg[:at] + struct.pack(">HH", height, width) + jpeg[at + 4 :]


def with_box_size(data: bytes, width: int, height: int) -> bytes:
    """Return an AVIF or HEIF file whose ispe properties announce another size."""
    at = data.index(b"ispe") + 8
    return data[:at] + struct.pack(">II", width, height) + data[at + 8 :]


def with_scans(jpeg: bytes, count: int, between: bytes = b"") -> bytes:
    """Return a progressive JPEG file whose last scan is repeated."""
    last = jpeg[jpeg.rindex(b"\xff\xda") : -2]
    return jpeg[:-2] + (between + last) * count + jpeg[-2:]


def exif_block(orientation: int, *, count: int = 1) -> bytes:
    return b"Exif\x00\x00MM\x00*" + struct.pack(">IHHHIHHI", 8, 1, 274, 3, count, orientation, 0, 0)
