"""What a perceptual hash type can do beyond hashing pixels. Each is a class that the type inherits besides its own."""

from abc import ABC, abstractmethod
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from hashmatch.hashing.hash_type import Fingerprint
from hashmatch.hashing.variant import Variant
from hashmatch.media import Orientation, ReducedLuma


class HashesReduced(ABC):
    """It hashes a picture from a reduced decode of its luma: fidelity `fast`.

    Attributes
    ----------
    fast_error : int
        Bits that such a hash may lie off the exact one, at most.
    fast_quality_error : int
        The same of its quality.
    """

    fast_error: ClassVar[int]
    fast_quality_error: ClassVar[int] = 0

    @abstractmethod
    def hash_reduced(self, luma: ReducedLuma) -> dict[Orientation, Fingerprint] | None:
        """Hash a reduced decode in each orientation, or return None where only the whole picture can tell."""


class UndoesAlterations(ABC):
    """It hashes a picture with alterations undone: borders, captions, small angles and more."""

    @abstractmethod
    def undo_alterations(
        self, pixels: NDArray[np.uint8], *, size: tuple[int, int] | None = None, scale: int = 1
    ) -> list[tuple[Variant, Fingerprint]]:
        """Return the hashes of every variant but the orientations of the whole picture.

        Parameters
        ----------
        pixels : ndarray of uint8, shape (h, w, 3) or (h, w)
            Upright.
        size : tuple of int, optional
            Height and width of the full picture, where `pixels` are a reduced one.
        scale : int
            How many pixels of the full picture, in each direction, one of `pixels` stands for.
        """


class HasMargins(ABC):
    """It says how close each bit was to flipping, and so which differences between two codes mean little.

    Attributes
    ----------
    margin_reach : int
        Bits beyond the radius up to which a match counts if only uncertain bits differ.
    """

    margin_reach: ClassVar[int]

    @abstractmethod
    def margins(self, found: Fingerprint) -> NDArray[np.uint8]:
        """Return how far each bit of a fingerprint was from flipping, (bits,), in the order of the code's bits."""

    @abstractmethod
    def are_uncertain(self, margins: NDArray[np.uint8], differences: NDArray[np.uint8]) -> NDArray[np.bool_]:
        """Tell of each of n codes whether the bits in which it differs are uncertain.

        Parameters
        ----------
        margins : ndarray of uint8, shape (bits,)
            Of the hash that was asked for.
        differences : ndarray of uint8, shape (n, bytes)
            Its code XOR each of the others.
        """


class StoresCrops(ABC):
    """It hashes crops of a picture for a list to store, so that deep crops of it are found."""

    @abstractmethod
    def stored_crops(self, pixels: NDArray[np.uint8]) -> list[tuple[Variant, Fingerprint]]:
        """Return the hashes of a few crops of uint8 pixels, (h, w, 3) or (h, w), without those that say little."""
