"""How much one medium may cost: checked against what its header says, before anything is decoded."""

from dataclasses import dataclass

from hashmatch.errors import TooManyBytesError, TooManyFramesError, TooManyPixelsError, TooManyPixelsPerByteError


@dataclass(frozen=True, slots=True)
class Limits:
    """The most one medium may ask for; what asks for more is refused, and so counts as not examined.

    Parameters
    ----------
    max_bytes : int
        Of the file as it is stored.
    max_pixels : int
        Of one frame. The default is where Pillow stops as well; decoding one frame of that size takes about 1.5 GB.
    max_pixels_per_byte : int
        Of one frame, over the size of the file. JPEG reaches 50 to 350 for a blank picture, deflated 8-bit samples at
        most 1032; what lies above is blank, or a bomb.
    pixels_for_free : int
        Up to this many pixels the one before does not apply: small blank pictures compress well and cost nothing.
    max_frames : int
        Frames of an animation, pages of a TIFF, pictures of a HEIF collection.
    max_pixels_in_all : int
        Of all frames together, each as large as the canvas: that is what one costs, however little of it is new. The
        default takes about a minute.
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
        """Raise for a frame that is too large in itself or, unless `size` is None, for a file of `size` bytes."""
        pixels = width * height
        if pixels > self.max_pixels:
            raise TooManyPixelsError(name, width, height, self.max_pixels)
        if size and pixels > self.pixels_for_free and pixels > size * self.max_pixels_per_byte:
            raise TooManyPixelsPerByteError(name, width, height, size, self.max_pixels_per_byte)

    def check_frames(self, frames: int, pixels_in_all: int, name: str) -> None:
        """Raise `TooManyFramesError` for a medium of too many frames, or of too many for their size."""
        if frames > self.max_frames:
            raise TooManyFramesError(name, self.max_frames, "max_frames")
        if pixels_in_all > self.max_pixels_in_all:
            raise TooManyFramesError(name, frames * self.max_pixels_in_all // pixels_in_all, "max_pixels_in_all")


DEFAULT_LIMITS = Limits()
