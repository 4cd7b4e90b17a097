"""What a file says about itself, read before any decoder sees it: size, frames, orientation.

    header.py   Header, what a walk returns
    jpeg.py png.py gif.py webp.py bmp.py tiff.py jxl.py iso.py
                one walk along the markers, chunks or boxes of each format; iso.py is for AVIF and HEIF

The walks do three things that the decoders leave to their callers: they find the size before memory is taken, they
bound the number of steps (a decoder that reads a file of one-byte blocks in Python never comes back), and PNG and
JPEG XL are handed on without the parts that only carry metadata, so that a bomb among these costs nothing.
"""
