"""PDQ, with the reference's bits.

    hash_type.py     PDQ: what the registry finds. Start here.
    filter.py        the reference's blur and sampling as weights of rows and columns: pixels -> 64 x 64 samples
    axis.py          the weights of one axis, exact for any run of pixels
    windows.py       many rectangles of one picture at once
    fixed_size.py    many parts of one small square at once
    altered/         altered copies, undone before hashing
    transform.py     samples -> 16 x 16 coefficients -> bits and quality
    orientations.py  eight orientations from four mirrorings
    reference.py     the reference's own order of float32 operations, for pictures whose bits hang on its rounding

Promise: bits and quality equal the reference's (pdqhash 0.2.8), in every orientation those of the really turned pixels.
Source: Meta, "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm", 2019.
Uses no multi-threaded BLAS call: fast whatever the caller's thread settings are.
"""

from hashmatch.hashing.pdq.hash_type import PDQ

__all__ = ["PDQ"]
