"""One answer for every format: what the decoder will be given, and how large that becomes."""

from dataclasses import dataclass

from hashmatch.media.orientation import Orientation
from hashmatch.media.sniff import Format


@dataclass(frozen=True, slots=True)
class Header:
    """What a file announces.

    Parameters
    ----------
    format : Format
    data : bytes
        What the decoder is given: the file, or what of it paints.
    size : tuple of int, or None
        Height and width of the canvas as stored, in pixels; None where only the decoder can tell.
    frames : int or None
        How many frames or pages there are; None where only the decoder can tell.
    orientation : Orientation or None
        What has to be done to what the decoder returns; None where its ``info["exif"]`` tells.
    """

    format: Format
    data: bytes
    size: tuple[int, int] | None
    frames: int | None
    orientation: Orientation | None
