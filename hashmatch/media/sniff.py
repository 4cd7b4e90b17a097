"""Recognise a file's format by its first bytes; its name is ignored."""

from enum import StrEnum
from typing import NamedTuple


class Format(StrEnum):
    """The formats that are decoded: those that platforms serve, because each decoder can be attacked.

    Left out on purpose are formats that no platform shows (JPEG 2000, PPM, ICO, PSD, TGA, PCX ...), those that can run
    other programs or scripts (EPS, WMF, SVG, PDF), and scientific ones (FITS, DICOM). `describe` still names them.
    """

    JPEG = "JPEG"  # also MPO: its first picture is a plain JPEG, what follows are previews and gain maps
    PNG = "PNG"  # also APNG
    GIF = "GIF"
    WEBP = "WebP"
    BMP = "BMP"
    TIFF = "TIFF"
    AVIF = "AVIF"
    HEIF = "HEIF"
    JXL = "JPEG XL"


MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"\xff\xd8\xff", Format.JPEG),
    (b"\x89PNG\r\n\x1a\n", Format.PNG),
    (b"GIF87a", Format.GIF),
    (b"GIF89a", Format.GIF),
    (b"BM", Format.BMP),
    (b"II\x2a\x00", Format.TIFF),
    (b"MM\x00\x2a", Format.TIFF),
    (b"II\x2b\x00", Format.TIFF),
    (b"MM\x00\x2b", Format.TIFF),
    (b"\xff\x0a", Format.JXL),
    (b"\x00\x00\x00\x0cJXL \r\n\x87\n", Format.JXL),
)
AVIF_BRANDS = {b"avif", b"avis"}
HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}

# Other files that lie next to pictures: hashmatch names them in messages and never opens them.
MAY_SHOW_PICTURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x1f\x8b", "gzip data"),
    (b"8BPS", "a Photoshop document"),
    (b"%!PS", "PostScript"),
    (b"\xc5\xd0\xd3\xc6", "PostScript"),
    (b"\xd7\xcd\xc6\x9a", "a Windows metafile"),
    (b"SIMPLE  =", "a FITS file"),
    (b"\x00\x00\x01\x00", "a Windows icon"),
    (b"\x00\x00\x00\x0cjP  ", "a JPEG 2000 picture"),
    (b"\xff\x4f\xff\x51", "a JPEG 2000 picture"),
    (b"DDS ", "a DirectDraw texture"),
    (b"qoif", "a QOI picture"),
    (b"\x76\x2f\x31\x01", "an OpenEXR picture"),
    (b"\x1aE\xdf\xa3", "a Matroska or WebM video"),
    (b"OggS", "Ogg audio or video"),
    (b"FLV\x01", "a Flash video"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
SHOW_NONE: tuple[tuple[bytes, str], ...] = (
    (b"ID3", "MP3 audio"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a Windows program"),
)


def sniff(data: bytes) -> Format | None:
    """Return the format that the first bytes of `data` announce, or None."""
    for magic, found in MAGIC:
        if data.startswith(magic):
            # Texts begin with "BM" too; a BMP file also has a header of a known length.
            return found if found is not Format.BMP or _is_bmp(data) else None
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Format.WEBP
    if data[4:8] == b"ftyp":
        brands = _brands(data)
        if brands & AVIF_BRANDS:
            return Format.AVIF
        if brands & HEIF_BRANDS:
            return Format.HEIF
    return None


class Description(NamedTuple):
    """A file that is not decoded, in words."""

    what: str
    may_show_pictures: (
        bool  # a video, an archive, a format that is not decoded: not examined, which is not "no picture"
    )


def describe(data: bytes) -> Description:
    """Say what `data` looks like, for a message about a file that is not decoded."""
    for table, may_show in ((MAY_SHOW_PICTURES, True), (SHOW_NONE, False)):
        for magic, what in table:
            if data.startswith(magic):
                return Description(what, may_show)
    if data[4:8] == b"ftyp":
        return Description("an MP4 or QuickTime video", True)
    if data[:4] == b"RIFF" and data[8:12] != b"WAVE":
        return Description("an AVI video" if data[8:12] == b"AVI " else "a RIFF file of another kind", True)
    if data[:4] == b"RIFF":
        return Description("WAV audio", False)
    if not data.strip(b"\x00"):
        return Description("nothing but zero bytes", False)
    text = _describe_text(data)
    return Description(text or f"data of no known kind (it begins {data[:8].hex(' ')})", text == "an SVG drawing")


def _is_bmp(data: bytes) -> bool:
    # 12: OS/2; 40, 52, 56, 64, 108, 124: the later headers.
    return int.from_bytes(data[14:18], "little") in (12, 16, 40, 52, 56, 64, 108, 124)


def _brands(data: bytes) -> set[bytes]:
    """Return major and compatible brands of an ISO base media file (ISO/IEC 14496-12, 4.3)."""
    end = min(int.from_bytes(data[:4], "big"), len(data), 4096)
    return {data[8:12]} | {data[i : i + 4] for i in range(16, end - 3, 4)}


def _describe_text(data: bytes) -> str | None:
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    if any(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head):
        return None
    start = head[:256].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "an HTML page"
    if b"<svg" in start:
        return "an SVG drawing"
    try:
        data[:512].decode("utf-8") if len(data) <= 512 else data[:508].decode("utf-8", errors="ignore")
    except UnicodeDecodeError:
        return None
    return "text"
