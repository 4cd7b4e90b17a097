"""PDQ, with the reference's bits.

    hash_type.py     PDQ: what the registry finds. Start here.
    filter.py        the reference's blur and sampling as weights of rows and columns: pixels -> 64 x 64 samples
    axis.py          the weights of one axis, exact for any run of pixels
    windows.py       many rectangles of one picture, hashed together
    fixed_size.py    many parts of one small square, hashed together
    altered/         undo alterations before hashing: borders, crops, rotations, collages
    transform.py     samples -> 16 x 16 coefficients -> bits and quality
    orientations.py  eight orientations from four mirror images
    reference.py     the reference's order of float32 operations, for pictures whose bits depend on its rounding

Promise: bits and quality equal the reference's (pdqhash 0.2.8), in each orientation those of hashing the turned pixels.
Source: Meta, "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm", 2019.
Makes no multi-threaded BLAS call, so that the caller's thread settings do not change its speed.
"""

from hashmatch.hashing.pdq.hash_type import PDQ

__all__ = ["PDQ"]
