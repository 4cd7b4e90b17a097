"""Inputs that attackers, broken disks and careless programs produce, each named after its flaw.

`cases(photo)` gives them all, built in code from one real photograph. What reads files (decoding, scanning) is run over
each: the only acceptable ends are a correct picture and a `MediaError`, soon and in little memory.
"""

import gzip
import io
import os
import socket
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from hashmatch.errors import (
    DamagedMediaError,
    EmptyMediaError,
    LimitError,
    MediaError,
    NotAPictureError,
    NotARegularFileError,
    TooManyFramesError,
    TooManyPixelsError,
    TooManyPixelsPerByteError,
    TruncatedMediaError,
    UnreadableFileError,
    UnsupportedFormatError,
)
from tests.media.files import (
    bmp,
    encodings,
    exif_block,
    gif,
    gray_tiff,
    jpeg_segment,
    png,
    png_chunk,
    tiff,
    with_box_size,
    with_jpeg_size,
    with_scans,
    with_segment,
)

Errors = type[MediaError] | tuple[type[MediaError], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One hostile input."""

    name: str
    write: Callable[[Path], Path]  # makes it in a folder and returns its path
    error: Errors | None = None  # what decoding all its frames raises; None: any `MediaError`, or a picture
    picture: bool = False  # it must decode: the flaw touches no pixel


def cases(photo: Path) -> Iterator[Case]:
    """Yield every case; `photo` is a real photograph, of which a small copy is spoilt."""
    with Image.open(photo) as opened:
        small = opened.convert("RGB").resize((96, 64))
    files = encodings(small)
    yield from _cut_off(files)
    yield from _overwritten(files)
    yield from _bombs(files)
    yield from _metadata(files)
    yield from _structures(files)
    yield from _animations(files)
    yield from _no_pictures(files)
    yield from _no_files(files)


def holding(name: str, data: bytes, error: Errors | None = None, *, suffix: str = "", picture: bool = False) -> Case:
    """Return a case that is an ordinary file with these bytes."""

    def write(folder: Path) -> Path:
        path = folder / f"{name.replace(' ', '-').replace('/', '-')}{suffix}"
        path.write_bytes(data)
        return path

    return Case(name, write, error, picture)


def _cut_off(files: dict[str, bytes]) -> Iterator[Case]:
    """Files that end early: within the magic, the header, the first pixels, the last ones."""
    for form, data in files.items():
        for part in (0.02, 0.2, 0.5, 0.8, 0.95):
            yield holding(f"{form} cut off at {part:.0%}", data[: max(4, int(len(data) * part))], MediaError)


def _overwritten(files: dict[str, bytes]) -> Iterator[Case]:
    """Files whose second half was never written to disk: nothing but zero bytes."""
    for form, data in files.items():
        half = len(data) // 2
        yield holding(f"{form} with a second half of zeros", data[:half] + bytes(len(data) - half))


def _bombs(files: dict[str, bytes]) -> Iterator[Case]:
    """Small files that announce huge pictures."""
    zeros = png_chunk(b"IDAT", zlib.compress(bytes(1 << 20), 9))
    webp = b"RIFF" + struct.pack("<I", 22) + b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + b"\xff\xff\xff" * 2
    yield holding("png of 10 gigapixels", png(100_000, 100_000, zeros), TooManyPixelsError)
    yield holding("png of the largest size", png(2**31 - 1, 2**31 - 1, zeros), TooManyPixelsError)
    yield holding("png beyond the largest size", png(2**32 - 1, 2**32 - 1, zeros), TooManyPixelsError)
    yield holding("png of 160 megapixels of one bit", png(16_000, 10_000, zeros, depth=1), TooManyPixelsPerByteError)
    yield holding("gif of 4 gigapixels", gif((65535, 65535)), TooManyPixelsError)
    yield holding("gif whose frame is larger than its canvas", gif((1, 1), frame=(65535, 65535)), TooManyPixelsError)
    yield holding("bmp of 10 gigapixels", bmp(100_000, 100_000), TooManyPixelsError)
    yield holding("bmp of the largest size", bmp(2**31 - 1, -(2**31)), TooManyPixelsError)
    yield holding("tiff of 10 gigapixels", gray_tiff(100_000, 100_000), TooManyPixelsError)
    yield holding("tiff of the largest size", gray_tiff(2**32 - 1, 2**32 - 1), TooManyPixelsError)
    tiles = ((322, 4, 1, 2**31), (323, 4, 1, 2**31), (324, 4, 1, 8), (325, 4, 1, 8))
    yield holding("tiff of gigantic tiles", gray_tiff(64, 64, *tiles), TooManyPixelsError)
    yield holding("webp of 281 terapixels", webp, TooManyPixelsError)
    yield holding("jpeg of 4 gigapixels", with_jpeg_size(files["jpeg"], 65500, 65500), TooManyPixelsError)
    yield holding("avif of 10 gigapixels", with_box_size(files["avif"], 100_000, 100_000), TooManyPixelsError)
    yield holding("avif of 150 megapixels", with_box_size(files["avif"], 15_000, 10_000), TooManyPixelsPerByteError)
    yield holding("heif of 10 gigapixels", with_box_size(files["heif"], 100_000, 100_000), TooManyPixelsError)
    yield holding(
        "jxl of a million gigapixels", b"\xff\x0a" + (0b111 << 1 | 0xFFFFFFF << 3).to_bytes(8, "little") * 2, LimitError
    )
    yield holding(
        "jxl of 100 megapixels", b"\xff\x0a" + (2 << 1 | 9_999 << 3 | 1 << 21).to_bytes(12, "little"), LimitError
    )


def _metadata(files: dict[str, bytes]) -> Iterator[Case]:
    """Bombs and nonsense beside the pixels: the picture itself is fine and has to come out."""
    jpeg, whole_png = files["jpeg"], files["png"]
    head, rest = whole_png[:33], whole_png[33:]
    megabyte = zlib.compress(bytes(1 << 20), 9)
    exif = {
        "no exif at all in the exif": b"Exif\x00\x00",
        "exif of noise": b"Exif\x00\x00" + bytes(range(256)) * 4,
        "exif with a directory outside": b"Exif\x00\x00II*\x00\xff\xff\xff\xff",
        "exif of 65535 entries": b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\xff\xff",
        "exif with orientation 9": exif_block(9),
        "exif with orientation 65535": exif_block(65535),
        "exif with a thousand orientations": exif_block(6, count=1000),
        "exif that points to itself": b"Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00"
        + struct.pack("<HHII", 34665, 4, 1, 8)
        + struct.pack("<I", 8),
    }
    for flaw, block in exif.items():
        yield holding(f"jpeg with {flaw}", with_segment(jpeg, 0xE1, block), picture=True)
        yield holding(f"png with {flaw}", head + png_chunk(b"eXIf", block[6:]) + rest, picture=True)
    yield holding(
        "jpeg with a broken colour profile", with_segment(jpeg, 0xE2, b"ICC_PROFILE\x00\x09\x01junk"), picture=True
    )
    yield holding("jpeg with 200 megabytes of nothing announced", with_segment(jpeg, 0xFE, bytes(65533)), picture=True)
    texts = png_chunk(b"zTXt", b"bomb\x00\x00" + megabyte) * 500
    yield holding("png with 500 megabytes of packed text", head + texts + rest, picture=True)
    profile = png_chunk(b"iCCP", b"bomb\x00\x00" + zlib.compress(bytes(100 << 20), 9))
    yield holding("png with a colour profile of 100 megabytes", head + profile + rest, picture=True)
    yield holding("png with text that is no text", head + png_chunk(b"iTXt", b"\xff" * 99) + rest, picture=True)
    yield holding("png with a broken private chunk", head + png_chunk(b"prVt", b"x")[:-1] + b"!" + rest, picture=True)


def _structures(files: dict[str, bytes]) -> Iterator[Case]:
    """Files that contradict their own format, or never come to the point."""
    jpeg, whole_png = files["jpeg"], files["png"]
    data = whole_png[whole_png.index(b"IDAT") - 4 : -12]
    pixels = png_chunk(b"IDAT", zlib.compress(bytes(64 * 65)))
    yield holding("jpeg of height 0", with_jpeg_size(jpeg, 96, 0), DamagedMediaError)
    yield holding("jpeg of five components", jpeg.replace(b"\x03\x01\x22\x00", b"\x05\x01\x22\x00", 1), MediaError)
    yield holding(
        "jpeg of 12 bits", jpeg.replace(b"\xff\xc0\x00\x11\x08", b"\xff\xc0\x00\x11\x0c", 1), UnsupportedFormatError
    )
    yield holding("jpeg of nothing but fill bytes", b"\xff\xd8" + b"\xff" * (4 << 20), MediaError)
    yield holding("jpeg with megabytes of junk in front", jpeg[:20] + bytes(4 << 20) + jpeg[20:], DamagedMediaError)
    yield holding(
        "jpeg of a million comments", jpeg[:2] + jpeg_segment(0xFE, b"") * 1_000_000 + jpeg[2:], DamagedMediaError
    )
    yield holding("jpeg of a thousand scans", with_scans(files["progressive-jpeg"], 1000), DamagedMediaError)
    yield holding(
        "jpeg of many scans, one before a false end",
        with_scans(files["progressive-jpeg"], 1000, jpeg_segment(0xFE, b"\xff\xd9")),
        DamagedMediaError,
    )
    yield holding("jpeg that ends before its scan", b"\xff\xd8\xff\xd9", MediaError)
    yield holding("png without pixels", png(64, 64), MediaError)
    yield holding("png of width 0", png(0, 64, pixels), DamagedMediaError)
    yield holding("png of 3 bits", png(64, 64, pixels, depth=3), MediaError)
    yield holding("png of an unknown colour type", png(64, 64, pixels, colour=5), MediaError)
    yield holding("png of a palette without palette", png(64, 64, pixels, colour=3))
    yield holding("png whose palette is one byte", png(64, 64, png_chunk(b"PLTE", b"\x00"), pixels, colour=3))
    yield holding(
        "png with a chunk of 2 gigabytes", whole_png[:33] + b"\x7f\xff\xff\xffIDAT" + data, TruncatedMediaError
    )
    yield holding("png whose pixels are no deflate data", png(64, 64, png_chunk(b"IDAT", b"noise" * 99)), MediaError)
    yield holding("png with too few pixels", png(64, 6400, pixels))
    yield holding(
        "png of a million empty pieces", png(64, 64, png_chunk(b"IDAT", b"") * 2_000_000, pixels), DamagedMediaError
    )
    yield holding("png that begins with its pixels", whole_png[:8] + pixels, DamagedMediaError)
    yield holding(
        "png with a transparent colour cut short", png(64, 64, png_chunk(b"tRNS", b"\x00"), pixels), MediaError
    )
    yield holding("tiff that is its own next page", gray_tiff(64, 64, following=8), picture=True)
    yield holding("tiff whose next page is missing", gray_tiff(64, 64, following=2**31), MediaError)
    yield holding("tiff of 65535 entries", b"II*\x00\x08\x00\x00\x00\xff\xff" + bytes(12 * 65535), DamagedMediaError)
    yield holding("tiff without a size", tiff((258, 3, 1, 8)), DamagedMediaError)
    yield holding("tiff without a directory", b"II*\x00\x00\x00\x00\x00", DamagedMediaError)
    yield holding("tiff of an unknown compression", gray_tiff(64, 64, (259, 3, 1, 12345)), MediaError)
    yield holding("tiff of 9999 samples a pixel", gray_tiff(64, 64, (277, 3, 1, 9999)), MediaError)
    yield holding("tiff whose strip lies outside", gray_tiff(64, 64, (273, 4, 1, 2**32 - 1)), MediaError)
    yield holding("tiff with a gigabyte of strip offsets", gray_tiff(64, 64, (273, 4, 2**28, 0)), MediaError)
    again = b"".join(struct.pack("<HHII", tag, 2, 1 << 20, 8) for tag in range(40_000, 44_000))
    yield holding(
        "tiff with the same megabyte 4000 times",
        struct.pack("<2sHIH", b"II", 42, 8, 4009) + gray_tiff(64, 64)[10:118] + again + bytes(1 << 20),
        None,
    )
    yield holding("tiff with a gigabyte of text", gray_tiff(64, 64, (270, 2, 2**30, 8)))
    yield holding("bigtiff of nearly endless entries", struct.pack("<2sHHHQQ", b"II", 43, 8, 0, 16, 2**63), MediaError)
    yield holding("bmp of 7 bits", bmp(64, 64, bits=7, pixels=bytes(64 * 64)), MediaError)
    yield holding("bmp of an unknown packing", bmp(64, 64, packing=99, pixels=bytes(64 * 64 * 3)), MediaError)
    yield holding("bmp of endless runs", bmp(4096, 4096, bits=8, packing=1, pixels=b"\x01\x00" * (4 << 20)), MediaError)
    yield holding(
        "webp of unknown chunks",
        b"RIFF" + struct.pack("<I", 4 + 80_000) + b"WEBP" + b"JUNK\0\0\0\0" * 10_000,
        MediaError,
    )
    yield holding("heif of one empty box", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", MediaError)
    yield holding("avif of one empty box", b"\x00\x00\x00\x18ftypavif\x00\x00\x00\x00mif1avif", MediaError)
    yield holding("jxl container without a picture", b"\x00\x00\x00\x0cJXL \r\n\x87\n", DamagedMediaError)
    yield holding(
        "jxl of boxes without length",
        b"\x00\x00\x00\x0cJXL \r\n\x87\n" + b"\x00\x00\x00\x01jxlp" + bytes(8),
        MediaError,
    )


def _animations(files: dict[str, bytes]) -> Iterator[Case]:
    """Animations that never end."""
    apng = files["apng"]
    at = apng.index(b"acTL") - 4

    def announcing(frames: int) -> bytes:
        return apng[:at] + png_chunk(b"acTL", struct.pack(">II", frames, 0)) + apng[at + 20 :]

    frame = b"ANMF" + struct.pack("<I", 24) + bytes(16) + b"VP8L\x00\x00\x00\x00"
    webp = b"WEBPVP8X" + struct.pack("<I", 10) + b"\x02\x00\x00\x00" + b"\x3f\x00\x00" * 2 + frame * 100_000
    comment = b"GIF89a" + struct.pack("<HHBBB", 64, 64, 0, 0, 0) + b"!\xfe" + b"\x01a" * (3 << 20)
    yield holding("gif of 100000 frames", gif((8, 8), frames=100_000), TooManyFramesError)
    yield holding(
        "gif of 4000 frames of 100 megapixels", gif((10_000, 10_000), frames=4000) + bytes(1 << 17), TooManyFramesError
    )
    yield holding("gif with an endless comment", comment, MediaError)
    yield holding(
        "gif of nothing but stray bytes",
        b"GIF89a" + struct.pack("<HHBBB", 64, 64, 0, 0, 0) + b"\x01" * (4 << 20),
        MediaError,
    )
    yield holding("gif of size 0", gif((0, 0)), MediaError)
    yield holding(
        "gif that ends after its header", b"GIF89a" + struct.pack("<HHBBB", 64, 64, 0, 0, 0) + b";", MediaError
    )
    yield holding("apng of 2 billion frames", announcing(2**31), TooManyFramesError)
    yield holding("apng of more frames than it has", announcing(9), MediaError)
    yield holding("apng of no frames", announcing(0))
    yield holding("webp of 100000 frames", b"RIFF" + struct.pack("<I", len(webp)) + webp, TooManyFramesError)


def _no_pictures(files: dict[str, bytes]) -> Iterator[Case]:
    """Other files that lie among pictures, under the name of a picture or their own."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("photo.jpg", files["jpeg"])
    yield holding("empty", b"", EmptyMediaError, suffix=".jpg")
    yield holding("one byte", b"\xff", NotAPictureError, suffix=".jpg")
    yield holding("zero bytes", bytes(100_000), NotAPictureError, suffix=".png")
    yield holding("text", b"A note about the case.\n", NotAPictureError, suffix=".jpg")
    yield holding("html", b"<!DOCTYPE html><title>Not found</title>", NotAPictureError, suffix=".jpg")
    yield holding("svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', NotAPictureError, suffix=".svg")
    yield holding("zip", archive.getvalue(), NotAPictureError, suffix=".jpg")
    yield holding("gzip", gzip.compress(files["jpeg"]), NotAPictureError, suffix=".jpg.gz")
    yield holding("pdf", b"%PDF-1.7\n", NotAPictureError, suffix=".png")
    yield holding("photoshop", b"8BPS\x00\x01" + bytes(40), NotAPictureError, suffix=".jpg")
    yield holding("postscript", b"%!PS-Adobe-3.0 EPSF-3.0\n(w) run", NotAPictureError, suffix=".jpg")
    yield holding("fits", b"SIMPLE  =                    T" + bytes(2880), NotAPictureError, suffix=".jpg")
    yield holding(
        "video", b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isommp42" + bytes(99), NotAPictureError, suffix=".mp4"
    )
    yield holding("noise", bytes(range(1, 256)) * 9, NotAPictureError, suffix=".jpg")
    yield holding("png named jpg", files["png"], suffix=".jpg", picture=True)
    yield holding("jpeg named txt", files["jpeg"], suffix=".txt", picture=True)
    yield holding("jpeg with an archive behind", files["jpeg"] + archive.getvalue(), suffix=".jpg", picture=True)


def _no_files(files: dict[str, bytes]) -> Iterator[Case]:
    """Names that lead to no file, to none that may be read, or to one that never ends; and names that bite."""

    def folder(at: Path) -> Path:
        (at / "folder.jpg").mkdir()
        return at / "folder.jpg"

    def link(at: Path, name: str, target: str) -> Path:
        (at / name).symlink_to(target)
        return at / name

    def loop(at: Path) -> Path:
        link(at, "there.jpg", "back.jpg")
        return link(at, "back.jpg", "there.jpg")

    def pipe(at: Path) -> Path:
        os.mkfifo(at / "pipe.jpg")
        return at / "pipe.jpg"

    def listener(at: Path) -> Path:
        here = Path.cwd()
        os.chdir(at)  # a socket's whole path must fit into some 100 bytes
        try:
            with socket.socket(socket.AF_UNIX) as bound:
                bound.bind("socket.jpg")
        finally:
            os.chdir(here)
        return at / "socket.jpg"

    def forbidden(at: Path) -> Path:
        path = at / "forbidden.jpg"
        path.write_bytes(files["jpeg"])
        path.chmod(0)
        return path

    def named(name: bytes) -> Callable[[Path], Path]:
        def write(at: Path) -> Path:
            path = at / os.fsdecode(name)
            path.write_bytes(files["jpeg"][:99])
            return path

        return write

    reads_all = os.geteuid() == 0  # root: the file opens all the same
    yield Case("missing", lambda at: at / "missing.jpg", UnreadableFileError)
    yield Case("below a file", lambda at: holding("file", b"x").write(at) / "photo.jpg", UnreadableFileError)
    yield Case("folder", folder, UnreadableFileError)
    yield Case("broken link", lambda at: link(at, "broken.jpg", "gone.jpg"), UnreadableFileError)
    yield Case("link loop", loop, UnreadableFileError)
    yield Case("link to endless zeros", lambda at: link(at, "zeros.jpg", "/dev/zero"), NotARegularFileError)
    yield Case("pipe", pipe, NotARegularFileError)
    yield Case("socket", listener, NotARegularFileError)
    yield Case("forbidden", forbidden, None if reads_all else UnreadableFileError, picture=reads_all)
    yield Case("name with a line break", named(b"a\nb.jpg"), TruncatedMediaError)
    yield Case("name with a terminal escape", named(b"\x1b[2J.jpg"), TruncatedMediaError)
    yield Case("name that is not UTF-8", named(b"caf\xe9.jpg"), TruncatedMediaError)
    yield Case("name that is too long", lambda at: at / ("x" * 5000), UnreadableFileError)
