"""Codes as callers give them, and as 64-bit words in two planes, as the search compares them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from hashmatch.errors import WidthError
from hashmatch.index.column import Column

Codes: TypeAlias = NDArray[np.uint8]
"""Shape (n, bits // 8), most significant bit first: ``codes[i].tobytes().hex()`` is the string the field exchanges."""

Words: TypeAlias = NDArray[np.uint64]
"""The same codes as 64-bit words, zero-padded to whole words."""

EIGHT_BYTES = np.dtype("<u8")


def check_width(bits: int) -> int:
    """Return `bits`, or raise `WidthError` if no code can be that wide."""
    if bits <= 0 or bits % 8:
        raise WidthError(f"{bits} bits", "expected a positive multiple of 8")
    return bits


def to_words(codes: Codes, bits: int) -> Words:
    """View or copy `codes` (n, bits // 8) as words (n, ceil(bits / 64)).

    Words are little-endian on every machine, so that a saved index has the same bit positions everywhere. The Hamming
    distance does not depend on the byte order.
    """
    if codes.dtype != np.uint8 or codes.ndim != 2 or codes.shape[1] * 8 != bits:
        raise WidthError(
            f"an array of {codes.dtype} with shape {codes.shape}", f"expected uint8 with shape (n, {bits // 8})"
        )
    missing = -codes.shape[1] % 8
    if missing:
        codes = np.pad(codes, ((0, 0), (0, missing)))
    return np.ascontiguousarray(codes).view(EIGHT_BYTES).astype(np.uint64, copy=False)


def _to_codes(words: Words, bits: int) -> Codes:
    """Undo `to_words`."""
    return np.ascontiguousarray(words).astype("<u8", copy=False).view(np.uint8)[:, : bits // 8]


def first_plane_width(words: int) -> int:
    """Return how many of a code's words the first plane holds.

    Half of a 256-bit code rules out nearly every distant code, and reading only that half makes a scan twice as fast.
    """
    return {1: 1, 2: 1, 3: 2, 4: 2}.get(words, 4)


@dataclass(frozen=True, slots=True)
class Planes:
    """Codes in two flat arrays: the first `width` words of each code, and the rest (None if there is no more)."""

    first: Column[np.void]
    second: Column[np.void] | None

    @classmethod
    def of(cls, words: Words) -> Planes:
        """Split `words` (n, w)."""
        width = first_plane_width(words.shape[1])
        rest = as_items(words[:, width:]) if words.shape[1] > width else None
        return cls(Column(as_items(words[:, :width])), None if rest is None else Column(rest))

    def __len__(self) -> int:
        return len(self.first)

    @property
    def width(self) -> int:
        """Words in the first plane."""
        return self.first.dtype.itemsize // 8

    @property
    def nbytes(self) -> int:
        """Size of the codes."""
        return self.first.nbytes + (self.second.nbytes if self.second else 0)

    def columns(self) -> tuple[Column[np.void], ...]:
        """Return the planes, one or two."""
        return (self.first,) if self.second is None else (self.first, self.second)

    def code(self, row: int) -> int:
        """Return one code as a number."""
        return int.from_bytes(b"".join(column.item(row) for column in self.columns()))

    def words(self) -> Words:
        """Join the planes again, shape (n, w)."""
        return np.concatenate([as_words(column.whole()) for column in self.columns()], axis=1)


@lru_cache
def item_of(words: int) -> np.dtype[np.void]:
    """Return a dtype that holds so many words as one item; numpy's `take` is as fast on it as on a number."""
    return np.dtype((np.void, 8 * words))


def as_items(words: Words) -> NDArray[np.void]:
    """View rows of words (n, w) as n items."""
    return np.ascontiguousarray(words).view(item_of(words.shape[1])).ravel()


def as_words(items: NDArray[np.void]) -> Words:
    """Undo `as_items`."""
    return items.view(np.uint64).reshape(len(items), -1)
