"""Cut a segment's codes into bands: rows sorted by each band's bits, and a table of where each bucket begins.

All bands share one table and one list of rows. A band's part of the table begins at a multiple of its own size (widest
bands first), so that the address of a bucket is ``base | key``, and of a neighbouring bucket ``(base | key) ^ mask``.
The bucket at address a holds ``rows[table[a]:table[a + 1]]``; the last one of a band ends where the next band begins.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from hashmatch.index.column import Column

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hashmatch.index.codes import Words

MAX_BAND_BITS = 26
"""A table of 2**26 entries takes 256 MB per band, and the buckets of wider bands would be nearly empty."""


def band_widths(bits: int, bands: int) -> tuple[int, ...]:
    """Divide `bits` into `bands` widths that differ by at most one, the widest first."""
    width, extra = divmod(bits, bands)
    return (width + 1,) * extra + (width,) * (bands - extra)


@dataclass(frozen=True, slots=True)
class Bands:
    """The bands of one segment.

    Attributes
    ----------
    widths : tuple of int
        Bits of each band, the widest first; the first band holds the lowest bits of the first word.
    table : Column of uint32, length sum of ``2**width``, plus 1
    rows : Column of uint32, length bands * n
    plans : dict
        A cache of the plans that plan.py has made, by radius and tuning. It may be emptied at any time.
    """

    widths: tuple[int, ...]
    table: Column[np.uint32]
    rows: Column[np.uint32]
    plans: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)
    keys: Keys = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "keys", Keys.of(self.widths))

    def __reduce__(self) -> tuple[type[Bands], tuple[tuple[int, ...], Column[np.uint32], Column[np.uint32]]]:
        """Pickle without the plans, which other threads add to."""
        return type(self), (self.widths, self.table, self.rows)

    @property
    def count(self) -> int:
        """Rows of the segment."""
        return len(self.rows) // len(self.widths)

    @property
    def nbytes(self) -> int:
        """Size of table and rows."""
        return self.table.nbytes + self.rows.nbytes


@dataclass(frozen=True, slots=True)
class Keys:
    """The position of each band's bits in a code, prepared for whole arrays of queries."""

    word: NDArray[np.intp]
    shift: NDArray[np.uint64]
    next_word: NDArray[np.intp]
    next_shift: NDArray[np.uint64]
    mask: NDArray[np.uint64]
    base: NDArray[np.uint32]
    spills: bool
    layout: NDArray[np.uint64]  # all but the base once more, a row each

    @classmethod
    def of(cls, widths: tuple[int, ...]) -> Keys:
        """Prepare for bands of these widths, one after the other from bit 0."""
        start = np.cumsum((0, *widths))[:-1]
        word, shift = start >> 6, start & 63
        spills = shift + np.array(widths) > 64
        next_word = np.where(spills, word + 1, word)
        next_shift = np.where(spills, 64 - shift, 64).astype(np.uint64)  # numpy shifts by 64 to 0
        mask = np.array([(1 << width) - 1 for width in widths], dtype=np.uint64)
        return cls(
            word=word.astype(np.intp),
            shift=shift.astype(np.uint64),
            next_word=next_word.astype(np.intp),
            next_shift=next_shift,
            mask=mask,
            base=_table_bases(widths)[:-1].astype(np.uint32),
            spills=bool(spills.any()),
            layout=np.array([word, shift, next_word, next_shift, mask], dtype=np.uint64),
        )

    def of_codes(self, words: Words) -> NDArray[np.uint32]:
        """Return the key in each band of one code (w,) or of many (q, w): shape (bands,) or (q, bands)."""
        keys = words.take(self.word, axis=-1)
        keys >>= self.shift
        if self.spills:
            spilled = words.take(self.next_word, axis=-1)
            spilled <<= self.next_shift
            keys |= spilled
        keys &= self.mask
        return keys.astype(np.uint32)


def _table_bases(widths: tuple[int, ...]) -> NDArray[np.int64]:
    """Return where each band's part of the table begins, and its end."""
    return np.cumsum([0, *(1 << width for width in widths)], dtype=np.int64)


def build_bands(words: Words, widths: tuple[int, ...]) -> Bands:
    """Sort the rows of `words` (n, w) by each band.

    A row and its key share a 64-bit number, with the key in the upper half: sorting these in place is the fastest way.
    Buffers are reused because fresh memory pages cost as much as the sorting.
    """
    count = len(words)
    bases = _table_bases(widths)
    table = np.empty(int(bases[-1]) + 1, dtype=np.uint32)
    rows = np.empty(len(widths) * count, dtype=np.uint32)
    numbers = np.arange(count, dtype=np.uint64)
    pairs = np.empty(count, dtype=np.uint64)
    start, columns = 0, _Columns(words)
    for band, width in enumerate(widths):
        columns.key_above_row(start, width, pairs)
        pairs |= numbers
        pairs.sort()
        np.copyto(rows[band * count : (band + 1) * count], pairs, casting="unsafe")  # the low half
        pairs >>= np.uint64(32)
        sizes = np.bincount(pairs.view(np.int64), minlength=1 << width)
        sizes[0] += band * count
        here = table[bases[band] : bases[band + 1] + 1]
        here[0] = band * count
        np.cumsum(sizes, out=here[1:], dtype=np.uint32)
        start += width
    return Bands(widths, Column(table), Column(rows))


class _Columns:
    """The words of all codes, one column at a time; bands read the columns from left to right."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._held: dict[int, NDArray[np.uint64]] = {}

    def __getitem__(self, column: int) -> NDArray[np.uint64]:
        if column not in self._held:
            self._held = {held: values for held, values in self._held.items() if held == column - 1}
            self._held[column] = np.ascontiguousarray(self._words[:, column])
        return self._held[column]

    def key_above_row(self, start: int, width: int, out: NDArray[np.uint64]) -> None:
        """Write bits `start` to `start + width` of each code into bits 32 and up of `out`."""
        column, shift = divmod(start, 64)
        np.right_shift(self[column], np.uint64(shift), out=out)
        if shift + width > 64:
            out |= self[column + 1] << np.uint64(64 - shift)
        out <<= np.uint64(64 - width)  # drops what lies above the band
        out >>= np.uint64(32 - width)
