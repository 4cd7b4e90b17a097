"""Open bytes as a Pillow image without decoding it: check the limits, then call the one plugin for the format."""

import importlib
from collections.abc import Callable
from typing import IO

from PIL import ImageFile, features

from hashmatch.errors import DamagedMediaError, MissingExtraError, NotAPictureError, UnsupportedFormatError
from hashmatch.media.formats.bmp import read_bmp
from hashmatch.media.formats.gif import read_gif
from hashmatch.media.formats.header import Header
from hashmatch.media.formats.iso import read_iso
from hashmatch.media.formats.jpeg import read_jpeg
from hashmatch.media.formats.jxl import read_jxl
from hashmatch.media.formats.png import read_png
from hashmatch.media.formats.tiff import read_tiff
from hashmatch.media.formats.webp import read_webp
from hashmatch.media.limits import Limits
from hashmatch.media.pillow_boundary import StrictBytes, decoding
from hashmatch.media.sniff import Format, describe, sniff

Factory = Callable[[IO[bytes], str], ImageFile.ImageFile]

# Module, class, the extra of hashmatch that installs it, the feature that a self-built Pillow may lack.
PLUGINS: dict[Format, tuple[str, str, str | None, str | None]] = {
    Format.JPEG: ("PIL.JpegImagePlugin", "JpegImageFile", None, "jpg"),
    Format.PNG: ("PIL.PngImagePlugin", "PngImageFile", None, "zlib"),
    Format.GIF: ("PIL.GifImagePlugin", "GifImageFile", None, None),
    Format.WEBP: ("PIL.WebPImagePlugin", "WebPImageFile", None, "webp"),
    Format.BMP: ("PIL.BmpImagePlugin", "BmpImageFile", None, None),
    Format.TIFF: ("PIL.TiffImagePlugin", "TiffImageFile", None, None),
    Format.AVIF: ("PIL.AvifImagePlugin", "AvifImageFile", None, "avif"),
    Format.HEIF: ("pillow_heif", "HeifImageFile", "heif", None),
    Format.JXL: ("pillow_jxl.JpegXLImagePlugin", "JXLImageFile", "jxl", None),
}


def read_header(data: bytes, name: str, limits: Limits) -> Header:
    """Read the header of `data` and check it against the limits.

    Raises
    ------
    NotAPictureError, UnsupportedFormatError
        If the first bytes are of no format that is decoded; the message says what they look like.
    LimitError, TruncatedMediaError, DamagedMediaError, UnsupportedFormatError
        If the header is over a limit, incomplete, damaged, or of a kind that is not decoded.
    """
    found = sniff(data)
    if found is None:
        what, may_show_pictures = describe(data)
        if may_show_pictures:
            raise UnsupportedFormatError(name, f"{what}, which is not looked into")
        raise NotAPictureError(name, f"not a picture but {what}")
    header = _walk(found, data, name, limits)
    if header.size is not None:
        _check_size(header.size, header, name, limits)
    return header


def open_header(header: Header, name: str, limits: Limits) -> tuple[ImageFile.ImageFile, int]:
    """Open the picture without decoding it; return it and the number of its frames.

    The plugin's class is called directly: `Image.open` would try other plugins too, and warn about large pictures.
    """
    make = _factory(header.format, name)
    file = StrictBytes(header.data)
    with decoding(name):
        picture = make(file, "")
        frames = header.frames or int(getattr(picture, "n_frames", 1))
    _check_size(picture.size[::-1], header, name, limits)
    limits.check_frames(frames, frames * picture.width * picture.height, name)
    file.loading = True
    if header.format is Format.HEIF and ImageFile.LOAD_TRUNCATED_IMAGES:
        with decoding(name):  # the plugin would turn a damaged picture black; this raises
            importlib.import_module("pillow_heif").read_heif(header.data)
    return picture, frames


def _check_size(size: tuple[int, int], header: Header, name: str, limits: Limits) -> None:
    """Raise if a canvas of `size` (height, width) is empty or over a limit."""
    height, width = size
    if height <= 0 or width <= 0:
        raise DamagedMediaError(name, f"damaged: a picture of {width} x {height} pixels")
    limits.check_pixels(width, height, len(header.data), name)


def _walk(found: Format, data: bytes, name: str, limits: Limits) -> Header:
    match found:
        case Format.JPEG:
            return read_jpeg(data, name)
        case Format.PNG:
            return read_png(data, name, limits)
        case Format.GIF:
            return read_gif(data, name, limits)
        case Format.WEBP:
            return read_webp(data, name, limits)
        case Format.BMP:
            return read_bmp(data, name)
        case Format.TIFF:
            return read_tiff(data, name, limits)
        case Format.JXL:
            return read_jxl(data, name)
        case Format.AVIF | Format.HEIF:
            return read_iso(data, found, name, limits)


def _factory(found: Format, name: str) -> Factory:
    """Import a format's plugin and return its class.

    Importing Pillow's own plugins and pillow-heif changes nothing for `Image.open`; pillow-jxl-plugin registers itself
    when it is imported, which cannot be avoided.
    """
    module, plugin, extra, feature = PLUGINS[found]
    if feature and not features.check(feature):
        raise UnsupportedFormatError(name, f"{found}, which the installed Pillow was built without; install its wheel")
    try:
        made: Factory = getattr(importlib.import_module(module), plugin)
    except ImportError as error:
        if extra is None:
            raise
        raise MissingExtraError(name, found, extra) from error
    return made
