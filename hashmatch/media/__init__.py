"""Decode media to pixels: safely, and so that every hash sees what a person sees.

    medium.py       Medium: one source, opened once; what was decoded is kept. Start here.
    decoder.py      decode, decode_frames, Picture
    reduced.py      a JPEG file at a fraction of its size, for fast hashes
    source.py       Source: everything that `decode` accepts
    orientation.py  the eight orientations of a picture
    exif.py         the EXIF tag that says which of them
    content/        find a picture inside a picture: in borders, captions, screenshots, collages
    modes.py        the table of pixel modes, and how transparency is composited
    limits.py       Limits: the largest medium that is decoded
    read.py         paths, bytes and file objects to bytes, without ever waiting for a pipe
    sniff.py        the format by its first bytes; the list of formats, with reasons
    formats/        a file's header, read before any decoder sees the file
    opening.py pillow_boundary.py   opening with Pillow; translating its errors

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
