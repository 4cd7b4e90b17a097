"""Many entries as columns: an `Entry` is made when somebody asks for it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self, overload

import numpy as np
from numpy.typing import NDArray

from hashmatch.bank.collection import NO_RADIUS, UNKNOWN_QUALITY
from hashmatch.bank.entry import Entry
from hashmatch.bank.text_columns import ChoiceColumn, TextColumn
from hashmatch.hashing import Hash


@dataclass(frozen=True, slots=True, eq=False)
class CodeColumn:
    """Codes of one hash type.

    Attributes
    ----------
    codes : ndarray of uint8, shape (codes, bytes)
    entry_ids : ndarray of int64, shape (codes,)
        Ascending; an entry with several codes stands there several times.
    qualities : ndarray of uint8, shape (codes,)
        0 to 100, or `UNKNOWN_QUALITY`.
    """

    codes: NDArray[np.uint8] = field(repr=False)  # hash lists are personal data
    entry_ids: NDArray[np.int64]
    qualities: NDArray[np.uint8]

    def hashes(self, hash_type: str, entry_id: int) -> Iterator[Hash]:
        """Give the hashes that one entry has here, in their order."""
        first = int(self.entry_ids.searchsorted(entry_id))
        for at in range(first, int(self.entry_ids.searchsorted(entry_id, side="right"))):
            quality = int(self.qualities[at])
            code = np.frombuffer(self.codes[at].tobytes(), np.uint8)
            yield Hash(hash_type, code, None if quality == UNKNOWN_QUALITY else quality)


@dataclass(frozen=True, slots=True, eq=False)
class EntryTable(Sequence[Entry]):
    """Entries in columns; as a sequence, it equals the same entries in a tuple.

    Attributes
    ----------
    rows : range or ndarray of int64, shape (entries,)
        The row of each entry in the columns of texts and radii.
    codes : mapping of str to CodeColumn
        Of the media, at most one an entry; by hash type, in the order in which an entry has them.
    references : TextColumn or None
        At most one an entry. A column that nobody filled is None.
    labels, sources : ChoiceColumn or None
    radii : ndarray of int16, shape (rows,), or None
        In bits, or `NO_RADIUS`.
    extra : mapping of str to TextColumn
    crops : mapping of str to CodeColumn
        Of crops of the media, any number an entry; by hash type, in the order in which an entry has them.
    others : mapping of int to Entry
        By entry id, those that the columns cannot hold: several references, two hashes of one type.
    """

    rows: range | NDArray[np.int64]
    codes: Mapping[str, CodeColumn] = field(default_factory=dict)
    references: TextColumn | None = None
    labels: ChoiceColumn | None = None
    sources: ChoiceColumn | None = None
    radii: NDArray[np.int16] | None = None
    extra: Mapping[str, TextColumn] = field(default_factory=dict)
    crops: Mapping[str, CodeColumn] = field(default_factory=dict)
    others: Mapping[int, Entry] = field(default_factory=dict)

    __hash__ = None  # type: ignore[assignment]  # an entry has none either

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Self:
        """Return entries that exist already, as they are."""
        others = dict(enumerate(entries))
        return cls(range(len(others)), others=others)

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, place: int) -> Entry: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Entry, ...]: ...
    def __getitem__(self, place: int | slice) -> Entry | tuple[Entry, ...]:
        places = range(len(self))[place]
        return self._entry(places) if isinstance(places, int) else tuple(map(self._entry, places))

    def __iter__(self) -> Iterator[Entry]:
        return map(self._entry, range(len(self)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, EntryTable | tuple | list):
            return NotImplemented
        return len(self) == len(other) and all(mine == theirs for mine, theirs in zip(self, other, strict=True))

    def __repr__(self) -> str:
        return f"<{len(self)} entries>"

    def _entry(self, entry_id: int) -> Entry:
        if entry_id in self.others:
            return self.others[entry_id]
        row = int(self.rows[entry_id])
        reference = "" if self.references is None else self.references.text(row)
        radius = NO_RADIUS if self.radii is None else int(self.radii[row])
        return Entry(
            _hashes(self.codes, entry_id),
            (reference,) if reference else (),
            () if self.labels is None else self.labels.texts(row),
            () if self.sources is None else self.sources.texts(row),
            None if radius == NO_RADIUS else radius,
            {name: (text,) for name, column in self.extra.items() if (text := column.text(row))},
            _hashes(self.crops, entry_id),
        )


def _hashes(columns: Mapping[str, CodeColumn], entry_id: int) -> tuple[Hash, ...]:
    """Return the hashes that one entry has in these columns."""
    return tuple(each for hash_type, column in columns.items() for each in column.hashes(hash_type, entry_id))
