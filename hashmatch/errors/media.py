"""Media that cannot be turned into pixels."""

from hashmatch.errors.base import HashmatchError
from hashmatch.errors.text import shown


class MediaError(HashmatchError):
    """A medium cannot be turned into pixels.

    Parameters
    ----------
    name : str
        The file, or what the data came from, such as ``<bytes>``.
    reason : str
        What is wrong, and what to do about it where something can be done.
    """

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.name, self.reason = name, reason

    def __str__(self) -> str:
        return f"{shown(self.name)}: {self.reason}"


class BadColourError(HashmatchError):
    """A background is no colour."""

    def __init__(self, colour: object) -> None:
        super().__init__(colour)
        self.colour = colour

    def __str__(self) -> str:
        return f"{self.colour!r} is no colour; write a name, #rrggbb, or red, green and blue from 0 to 255"


class UnreadableFileError(MediaError):
    """The system does not hand out the file: missing, a folder, forbidden, a broken link."""


class NotARegularFileError(MediaError):
    """A pipe, socket or device: reading it might never end."""


class EmptyMediaError(MediaError):
    """There is not a single byte, or not a single pixel."""


class NotAPictureError(MediaError):
    """The first bytes belong to nothing that shows pictures; the reason says what they look like."""


class UnsupportedFormatError(MediaError):
    """What may show pictures, but is not decoded: another picture format, a video, an archive."""


class MissingExtraError(UnsupportedFormatError):
    """A picture that an optional extra can decode, which is not installed."""

    def __init__(self, name: str, format_name: str, extra: str) -> None:
        super().__init__(name, f'{format_name} needs an extra: pip install "hashmatch[{extra}]"')
        self.args = (name, format_name, extra)  # what pickle calls the class with; so below
        self.format_name, self.extra = format_name, extra


class TruncatedMediaError(MediaError):
    """The file ends before the picture does."""


class DamagedMediaError(MediaError):
    """The file contradicts its own format."""


class UnsupportedSourceError(MediaError):
    """An object that is no medium: an array of another shape or type, a text file, a number."""


class LimitError(MediaError):
    """The medium asks for more than the limits allow: it was not examined, which is not the same as clean."""


class TooManyBytesError(LimitError):
    """The file is larger than ``Limits.max_bytes``."""

    def __init__(self, name: str, size: int, limit: int) -> None:
        super().__init__(name, f"more than {limit:,} bytes ({size:,}); raise max_bytes to examine it")
        self.args = (name, size, limit)
        self.size, self.limit = size, limit


class TooManyPixelsError(LimitError):
    """The picture has more pixels than ``Limits.max_pixels``."""

    def __init__(self, name: str, width: int, height: int, limit: int) -> None:
        super().__init__(name, f"{width} x {height} pixels, more than {limit:,} in all; raise max_pixels to examine it")
        self.args = (name, width, height, limit)
        self.width, self.height, self.limit = width, height, limit


class TooManyPixelsPerByteError(LimitError):
    """The file is too small for its pixels (``Limits.max_pixels_per_byte``): blank, or a decompression bomb."""

    def __init__(self, name: str, width: int, height: int, size: int, limit: int) -> None:
        super().__init__(
            name,
            f"{width} x {height} pixels out of {size:,} bytes, more than {limit:,} pixels a byte; "
            "raise max_pixels_per_byte to examine it",
        )
        self.args = (name, width, height, size, limit)
        self.width, self.height, self.size, self.limit = width, height, size, limit


class TooManyFramesError(LimitError):
    """The medium has more frames or pages than ``Limits.max_frames`` or, at their size, ``max_pixels_in_all``."""

    def __init__(self, name: str, limit: int, setting: str) -> None:
        super().__init__(name, f"more than {limit:,} frames; raise {setting} to examine it")
        self.args = (name, limit, setting)
        self.limit, self.setting = limit, setting


class NotEnoughMemoryError(LimitError):
    """The decoder could not get the memory it asked for."""
