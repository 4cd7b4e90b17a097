"""Limits on the size of one medium, checked against its header before anything is decoded."""

from dataclasses import dataclass

from hashmatch.errors import TooManyBytesError, TooManyFramesError, TooManyPixelsError, TooManyPixelsPerByteError


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest medium that is decoded; a larger one raises a `LimitError` and counts as not examined.

    Parameters
    ----------
    max_bytes : int
        Size of the file in bytes.
    max_pixels : int
        Pixels of one frame. The default is Pillow's own limit; decoding a frame of that size takes about 1.5 GB.
    max_pixels_per_byte : int
        Pixels of one frame, divided by the size of the file. JPEG reaches 50 to 350 for a blank picture, deflated 8-bit
        samples at most 1032; a higher ratio means a blank picture or a decompression bomb.
    pixels_for_free : int
        `max_pixels_per_byte` does not apply to frames of up to this many pixels: small blank pictures compress well
        and cost little to decode.
    max_frames : int
        Frames of an animation, pages of a TIFF file, pictures of a HEIF collection.
    max_pixels_in_all : int
        Pixels of all frames together. Each frame counts as large as the canvas, because composing it costs that much
        even if only a part of it changes. Decoding as many as the default takes about a minute.

    Examples
    --------
    >>> from hashmatch import Limits
    >>> from hashmatch.media import decode
    >>> decode("photos/bee.jpg", limits=Limits(max_pixels=100_000))
    Traceback (most recent call last):
        ...
    hashmatch.errors.media.TooManyPixelsError: photos/bee.jpg: 800 x 632 pixels, more than ...
    """

    max_bytes: int = 1 << 28
    max_pixels: int = 178_956_970
    max_pixels_per_byte: int = 1000
    pixels_for_free: int = 1 << 24
    max_frames: int = 5000
    max_pixels_in_all: int = 1 << 32

    def check_bytes(self, size: int, name: str) -> None:
        """Raise `TooManyBytesError` for a file of `size` bytes that is too large."""
        if size > self.max_bytes:
            raise TooManyBytesError(name, size, self.max_bytes)

    def check_pixels(self, width: int, height: int, size: int | None, name: str) -> None:
        """Raise if a frame has too many pixels, or too many for a file of `size` bytes (None: any size)."""
        pixels = width * height
        if pixels > self.max_pixels:
            raise TooManyPixelsError(name, width, height, self.max_pixels)
        if size and pixels > self.pixels_for_free and pixels > size * self.max_pixels_per_byte:
            raise TooManyPixelsPerByteError(name, width, height, size, self.max_pixels_per_byte)

    def check_frames(self, frames: int, pixels_in_all: int, name: str) -> None:
        """Raise `TooManyFramesError` if a medium has too many frames, or too many pixels in all of them."""
        if frames > self.max_frames:
            raise TooManyFramesError(name, self.max_frames, "max_frames")
        if pixels_in_all > self.max_pixels_in_all:
            raise TooManyFramesError(name, frames * self.max_pixels_in_all // pixels_in_all, "max_pixels_in_all")


DEFAULT_LIMITS = Limits()
