"""The 64-bit hashes of the imagehash package, and its colorhash, with the same codes as ``str()`` of its hashes.

imagehash brings SciPy and PyWavelets, which take a second to import: each function here imports it when it runs.
"""

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray

from hashmatch.hashing.hash_type import Fingerprint, PixelHashType

if TYPE_CHECKING:
    from imagehash import ImageHash
    from PIL.Image import Image


class _ImageHash(PixelHashType):
    """A hash that imagehash computes from a Pillow image."""

    bits: ClassVar[int] = 64
    radius: ClassVar[int] = 8

    @abstractmethod
    def compute(self, image: "Image") -> "ImageHash":
        """Call imagehash with its own defaults, which are what the field means by the name."""

    def hash_pixels(self, pixels: NDArray[np.uint8]) -> Fingerprint:
        """Hash uint8 pixels, (h, w, 3) RGB or (h, w) luma."""
        from PIL import Image

        digits = str(self.compute(Image.fromarray(pixels)))
        return Fingerprint(np.frombuffer(bytes.fromhex(digits.zfill(2 * self.code_bytes)), dtype=np.uint8), None)


class PHash(_ImageHash):
    """Compare low DCT terms with their median."""

    name: ClassVar[str] = "phash"

    def compute(self, image: "Image") -> "ImageHash":
        """Call `imagehash.phash`."""
        import imagehash

        return imagehash.phash(image)


class DHash(_ImageHash):
    """Compare each of 8 x 9 samples with its left neighbour."""

    name: ClassVar[str] = "dhash"

    def compute(self, image: "Image") -> "ImageHash":
        """Call `imagehash.dhash`."""
        import imagehash

        return imagehash.dhash(image)


class AHash(_ImageHash):
    """Compare 8 x 8 samples with their mean."""

    name: ClassVar[str] = "ahash"

    def compute(self, image: "Image") -> "ImageHash":
        """Call `imagehash.average_hash`."""
        import imagehash

        return imagehash.average_hash(image)


class WHash(_ImageHash):
    """Compare low Haar wavelet terms with their median."""

    name: ClassVar[str] = "whash"
    smallest_side: ClassVar[int] = 8  # imagehash refuses to enlarge

    def compute(self, image: "Image") -> "ImageHash":
        """Call `imagehash.whash`."""
        import imagehash

        return imagehash.whash(image)


class ColorHash(_ImageHash):
    """Shares of black, gray and twelve hues. It ignores shapes: use it to confirm matches, not to find them."""

    name: ClassVar[str] = "colorhash"
    bits: ClassVar[int] = 42  # 14 shares of 3 bits: eleven hex digits
    radius: ClassVar[int] = 0
    is_searched_by_default: ClassVar[bool] = False

    def compute(self, image: "Image") -> "ImageHash":
        """Call `imagehash.colorhash`."""
        import imagehash

        return imagehash.colorhash(image)
