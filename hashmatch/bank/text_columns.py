"""Texts of a million rows without an object a row."""

from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

# A JSON escape can make half of a surrogate pair; it comes back as it was.
ENCODING, ON_SURROGATES = "utf-8", "surrogatepass"


@dataclass(frozen=True, slots=True, eq=False)
class TextColumn:
    """One text a row, "" where there is none: all of them as one block of UTF-8.

    Attributes
    ----------
    block : ndarray of uint8
    ends : ndarray of uint32 or uint64, shape (rows,)
        Where the text of each row ends in `block`.
    """

    block: NDArray[np.uint8]
    ends: NDArray[np.unsignedinteger[Any]]

    def text(self, row: int) -> str:
        """Return the text of one row."""
        start = int(self.ends[row - 1]) if row else 0
        return self.block[start : int(self.ends[row])].tobytes().decode(ENCODING, ON_SURROGATES)


@dataclass(frozen=True, slots=True, eq=False)
class ChoiceColumn:
    """Some texts a row, where rows repeat each other: each distinct tuple once, and which of them a row has.

    Attributes
    ----------
    choices : tuple of tuple of str
    chosen : ndarray of unsigned integers, shape (rows,)
    """

    choices: tuple[tuple[str, ...], ...]
    chosen: NDArray[np.unsignedinteger[Any]]

    def texts(self, row: int) -> tuple[str, ...]:
        """Return the texts of one row."""
        return self.choices[int(self.chosen[row])]


@dataclass(slots=True)
class GrowingTexts:
    """A `TextColumn` while rows are added; rows that are passed over have no text."""

    block: bytearray = field(default_factory=bytearray)
    lengths: "array[int]" = field(default_factory=lambda: array("I"))  # in bytes

    def put(self, first: int, texts: Sequence[str]) -> None:
        """Set the texts of the rows from `first` on."""
        _pad(self.lengths, first)
        joined = "".join(texts)
        if joined.isascii():
            self.lengths.extend(map(len, texts))
        else:
            self.lengths.extend(len(text.encode(ENCODING, ON_SURROGATES)) for text in texts)
        self.block += joined.encode(ENCODING, ON_SURROGATES)

    def column(self, rows: int) -> TextColumn | None:
        """Return so many rows, or None if there is no text; nothing is put after that."""
        if not self.block:
            return None
        _pad(self.lengths, rows)
        width: type[np.unsignedinteger[Any]] = np.uint32 if len(self.block) < 1 << 32 else np.uint64
        ends = np.frombuffer(self.lengths, np.uint32).cumsum(dtype=width)
        return TextColumn(np.frombuffer(self.block, np.uint8), ends)


@dataclass(slots=True)
class GrowingChoices:
    """A `ChoiceColumn` while rows are added; rows that are passed over have no text."""

    numbers: defaultdict[tuple[str, ...], int] = field(default_factory=lambda: _numbering(()))
    chosen: "array[int]" = field(default_factory=lambda: array("I"))

    def put(self, first: int, rows: Sequence[tuple[str, ...]]) -> None:
        """Set the texts of the rows from `first` on."""
        _pad(self.chosen, first)
        if rows.count(rows[0]) == len(rows):  # often, and quickly told
            self.chosen.extend(array("I", [self.numbers[rows[0]]]) * len(rows))
        else:
            self.chosen.extend(map(self.numbers.__getitem__, rows))

    def column(self, rows: int) -> ChoiceColumn | None:
        """Return so many rows, or None if there is no text."""
        if len(self.numbers) == 1:
            return None
        _pad(self.chosen, rows)
        wanted = (np.uint8, np.uint16, np.uint32)
        narrowest: type[np.unsignedinteger[Any]] = next(
            width for width in wanted if len(self.numbers) <= np.iinfo(width).max + 1
        )
        return ChoiceColumn(tuple(self.numbers), np.frombuffer(self.chosen, np.uint32).astype(narrowest))


def _numbering(first: tuple[str, ...]) -> defaultdict[tuple[str, ...], int]:
    """Return a dict that gives each new key the next number."""
    numbers: defaultdict[tuple[str, ...], int] = defaultdict()
    numbers.default_factory = numbers.__len__
    numbers[first] = 0
    return numbers


def _pad(column: "array[int]", rows: int) -> None:
    """Add zeros up to so many rows."""
    column.frombytes(bytes(column.itemsize * (rows - len(column))))
