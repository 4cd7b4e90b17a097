"""BMP (Windows and OS/2 bitmaps): the header."""

from hashmatch.errors import UnsupportedFormatError
from hashmatch.media.formats.header import Header
from hashmatch.media.orientation import Orientation
from hashmatch.media.sniff import Format

RUN_LENGTH = (1, 2)  # BI_RLE8, BI_RLE4
MOST_RUNS = 1 << 22  # bytes: Pillow decodes runs in Python, about a microsecond each


def read_bmp(data: bytes, name: str) -> Header:
    """Return the header of a BMP file.

    Raises
    ------
    UnsupportedFormatError
        For large run-length coded files, which would take minutes.
    """
    if int.from_bytes(data[14:18], "little") == 12:  # OS/2 1.x
        width, height, packing = int.from_bytes(data[18:20], "little"), int.from_bytes(data[20:22], "little"), 0
    else:
        width = int.from_bytes(data[18:22], "little", signed=True)
        height = abs(int.from_bytes(data[22:26], "little", signed=True))  # negative: stored from the top
        packing = int.from_bytes(data[30:34], "little")
    if packing in RUN_LENGTH and len(data) > MOST_RUNS:
        raise UnsupportedFormatError(name, f"run-length coded BMP of more than {MOST_RUNS:,} bytes")
    return Header(Format.BMP, data, (height, width), 1, Orientation.UPRIGHT)
