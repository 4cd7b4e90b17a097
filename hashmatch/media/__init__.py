"""Media in, pixels out: safely, and so that every hash sees what a person sees.

    medium.py       Medium: one source, opened once; what was decoded is kept. Start here.
    decoder.py      decode, decode_frames, Picture
    reduced.py      the luma of a JPEG file at a fraction of its size, for fast hashes
    orientation.py  the eight ways a picture can lie
    content/        where in a picture another picture may be: borders, captions, screenshots, collages
    modes.py        the table of pixel modes, and what becomes of transparency
    limits.py       what one medium may cost; checked before decoding
    read.py         paths, bytes and file objects to bytes, without ever waiting for a pipe
    sniff.py        the first bytes decide; the list of formats, with reasons
    formats/        what a file says of itself before a decoder sees it
    opening.py pillow_boundary.py   the way into Pillow, and what may come back out of it

Promise: a correct picture or a `MediaError` that names the file and the reason, whatever the input
(tests/media/hostile.py). Knows numpy, Pillow and errors.
"""

from hashmatch.media.decoder import Picture, colour_of, decode, decode_frames
from hashmatch.media.limits import DEFAULT_LIMITS, Limits
from hashmatch.media.medium import Medium
from hashmatch.media.orientation import Orientation, from_exif, turned
from hashmatch.media.read import name_of, open_binary, read_bytes
from hashmatch.media.reduced import ReducedLuma, ReducedPicture, decode_reduced, decode_reduced_picture
from hashmatch.media.source import Source

__all__ = [
    "DEFAULT_LIMITS",
    "Limits",
    "Medium",
    "Orientation",
    "Picture",
    "ReducedLuma",
    "ReducedPicture",
    "Source",
    "colour_of",
    "decode",
    "decode_frames",
    "decode_reduced",
    "decode_reduced_picture",
    "from_exif",
    "name_of",
    "open_binary",
    "read_bytes",
    "turned",
]
