"""Codes as they come in, and as the machine counts their bits: 64 at a time, in two planes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from hashmatch.errors import WidthError

Codes: TypeAlias = NDArray[np.uint8]
"""Shape (n, bits // 8), most significant bit first: ``codes[i].tobytes().hex()`` is the string the field exchanges."""

Words: TypeAlias = NDArray[np.uint64]
"""The same codes as 64-bit words, zero-padded to whole words."""


def check_width(bits: int) -> int:
    """Return `bits`, or raise `WidthError` if no code can be that wide."""
    if bits <= 0 or bits % 8:
        raise WidthError(f"{bits} bits", "expected a positive multiple of 8")
    return bits


def to_words(codes: Codes, bits: int) -> Words:
    """View or copy `codes` (n, bits // 8) as words (n, ceil(bits / 64)).

    The least significant byte comes first on every machine, so bit positions mean the same everywhere; Hamming distance
    does not care which byte that is.
    """
    if codes.dtype != np.uint8 or codes.ndim != 2 or codes.shape[1] * 8 != bits:
        raise WidthError(
            f"an array of {codes.dtype} with shape {codes.shape}", f"expected uint8 with shape (n, {bits // 8})"
        )
    missing = -codes.shape[1] % 8
    if missing:
        codes = np.pad(codes, ((0, 0), (0, missing)))
    return np.ascontiguousarray(codes).view("<u8").astype(np.uint64, copy=False)


def to_codes(words: Words, bits: int) -> Codes:
    """Undo `to_words`."""
    return np.ascontiguousarray(words).astype("<u8", copy=False).view(np.uint8)[:, : bits // 8]


def first_plane_width(words: int) -> int:
    """How many of a code's words stand in the first plane.

    Half of a 256-bit code tells nearly every stranger apart, and reading only that half makes a scan twice as fast.
    """
    return {1: 1, 2: 1, 3: 2, 4: 2}.get(words, 4)


@dataclass(frozen=True, slots=True)
class Planes:
    """Codes in two contiguous arrays of words: `first` (n, h), and `second` (n, rest), empty where h is the whole."""

    first: Words
    second: Words

    @classmethod
    def of(cls, words: Words) -> Planes:
        """Split `words` (n, w)."""
        width = first_plane_width(words.shape[1])
        return cls(np.ascontiguousarray(words[:, :width]), np.ascontiguousarray(words[:, width:]))

    def __len__(self) -> int:
        return len(self.first)

    def __getitem__(self, rows: slice) -> Planes:
        return Planes(self.first[rows], self.second[rows])

    def words(self) -> Words:
        """Join the planes again."""
        return np.concatenate((self.first, self.second), axis=1)
