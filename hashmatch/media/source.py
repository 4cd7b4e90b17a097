"""Source: everything that `decode` accepts as a medium."""

import os
from typing import BinaryIO, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Source: TypeAlias = str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryIO | Image.Image | NDArray[np.uint8]
"""A path (`str` is always one, never a URL and never data), the bytes of a file, a binary file object, a Pillow image,
or pixels: uint8 of shape (h, w) gray, (h, w, 1) gray, (h, w, 3) RGB or (h, w, 4) RGBA."""
