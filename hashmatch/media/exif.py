"""Read the EXIF orientation, the only tag that the pixels depend on, without parsing the others.

Pillow's reader loads every tag and fails on broken ones; a damaged maker's note is no reason to lose a picture. XMP has
an orientation too; browsers and phones ignore it, and so does hashmatch.
"""

import struct

from hashmatch.media.orientation import Orientation, from_exif

ORIENTATION = 274
_SHORT, _LONG = 3, 4


def orientation_in(exif: bytes | None) -> Orientation:
    """Return the orientation that an EXIF block asks for; upright if it is damaged or names none.

    `exif` is a TIFF structure, with or without the ``Exif`` marker of JPEG before it (Exif 2.32, 4.5 to 4.7).
    """
    if not exif:
        return Orientation.UPRIGHT
    while exif.startswith(b"Exif\x00\x00"):  # some writers put the marker into PNG and WebP too, or twice
        exif = exif[6:]
    order = {b"II\x2a\x00": "<", b"MM\x00\x2a": ">"}.get(exif[:4])
    if order is None:
        return Orientation.UPRIGHT
    try:
        return from_exif(_short_in_first_directory(exif, order))
    except struct.error:  # an offset outside the block
        return Orientation.UPRIGHT


def _short_in_first_directory(exif: bytes, order: str) -> int:
    (start,) = struct.unpack_from(f"{order}I", exif, 4)
    (count,) = struct.unpack_from(f"{order}H", exif, start)
    for entry in range(start + 2, start + 2 + 12 * count, 12):
        tag, kind, values = struct.unpack_from(f"{order}HHI", exif, entry)
        if tag == ORIENTATION:
            if values != 1 or kind not in (_SHORT, _LONG):
                return 0
            value: int = struct.unpack_from(f"{order}{'H' if kind == _SHORT else 'I'}", exif, entry + 8)[0]
            return value
    return 0
