"""What a hash type must say of itself and do."""

from abc import ABC, abstractmethod
from typing import BinaryIO, ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hashmatch.media import Orientation, turned


class Fingerprint(NamedTuple):
    """A code and how much it says."""

    code: NDArray[
        np.uint8
    ]  # (ceil(bits / 8),), most significant bit first, zero bits in front where bits is no multiple of 8
    quality: int | None  # 0 to 100, for types that have one
    terms: NDArray[np.float32] | None = None  # of which the bits are made, where the type keeps them for its margins


class HashType(ABC):
    """One fingerprint function, known to `registry.BUILT_IN` or by an entry point in ``hashmatch.hash_types``."""

    name: ClassVar[str]
    bits: ClassVar[int]
    radius: ClassVar[int]  # the distance, in bits, up to which two hashes are taken for the same picture
    has_quality: ClassVar[bool] = False
    is_searched_by_default: ClassVar[bool] = True  # a type that only confirms is searched where it is named

    @property
    def digits(self) -> int:
        """Hex digits of a code as the field writes it."""
        return -(-self.bits // 4)

    @property
    def code_bytes(self) -> int:
        """Bytes of a code."""
        return -(-self.bits // 8)


class PixelHashType(HashType):
    """A perceptual hash: of what is seen, not of the file."""

    smallest_side: ClassVar[int] = 1  # pixels below which it refuses a picture

    @abstractmethod
    def hash_pixels(self, pixels: NDArray[np.uint8]) -> Fingerprint:
        """Hash uint8 pixels, (h, w, 3) RGB or (h, w) luma."""

    def hash_orientations(self, pixels: NDArray[np.uint8]) -> dict[Orientation, Fingerprint]:
        """Hash the pixels in each orientation; a type that can share the work between the eight overrides it."""
        return {o: self.hash_pixels(np.ascontiguousarray(turned(pixels, o))) for o in Orientation}


class FileHashType(HashType):
    """A digest of the file's bytes: equal files only."""

    radius: ClassVar[int] = 0

    @abstractmethod
    def hash_file(self, file: BinaryIO) -> Fingerprint:
        """Hash `file` from where it stands to its end."""
