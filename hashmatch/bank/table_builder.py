"""Rows of a list become an `EntryTable`: rows added in blocks or one by one, those of one medium merged at the end."""

from array import array
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from hashmatch.bank.collection import NO_RADIUS, UNKNOWN_QUALITY
from hashmatch.bank.entry import Entry
from hashmatch.bank.entry_table import CodeColumn, EntryTable
from hashmatch.bank.merge import combined, identity
from hashmatch.bank.repeats import rows_that_may_repeat
from hashmatch.bank.text_columns import GrowingChoices, GrowingTexts
from hashmatch.hashing import Fidelity, Hash, find_type

MOST_WAITING = 4096  # entries given one by one, until they become columns
MOST_EXTRA = 64  # further columns; a list whose rows each have another one would cost rows times rows
WIDEST_RADIUS = np.iinfo(np.int16).max


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Codes of one type in a `RowBlock`."""

    hash_type: str
    codes: bytes = field(repr=False)  # one behind the other
    rows: Sequence[int]  # of the block, one a code, ascending
    qualities: bytes  # one a code: 0 to 100, or `UNKNOWN_QUALITY`


@dataclass(frozen=True, slots=True)
class RowBlock:
    """Rows of a list, column by column. A column that no row fills is None.

    Attributes
    ----------
    count : int
        How many rows. In a block of none, the codes say in which order the hashes of later rows stand.
    codes : sequence of CodeBlock
        One a type, in the order in which an entry has its hashes. Each row has a code, and at most one of a type.
    references : sequence of str or None
        "" where a row has none.
    labels, sources : sequence of tuple of str or None
    radii : sequence of int or None
        In bits, or `NO_RADIUS`.
    extra : mapping of str to sequence of str
    crops : sequence of CodeBlock
        One a type, in the order in which an entry has its crops. A row has any number of codes.
    """

    count: int
    codes: Sequence[CodeBlock]
    references: Sequence[str] | None = None
    labels: Sequence[tuple[str, ...]] | None = None
    sources: Sequence[tuple[str, ...]] | None = None
    radii: Sequence[int] | None = None
    extra: Mapping[str, Sequence[str]] = field(default_factory=dict)
    crops: Sequence[CodeBlock] = ()


class TableBuilder:
    """Takes the rows of a list in their order, and gives the entries they make."""

    def __init__(self) -> None:
        self._count = 0
        self._waiting: list[Entry] = []  # rows given one by one that are not in columns yet
        self._codes: dict[str, _GrowingCodes] = {}  # in the order in which an entry has its hashes
        self._crops: dict[str, _GrowingCodes] = {}
        self._references = GrowingTexts()
        self._labels, self._sources = GrowingChoices(), GrowingChoices()
        self._radii = _GrowingRadii()
        self._extra: dict[str, GrowingTexts] = {}
        self._others: dict[int, Entry] = {}  # rows that columns cannot hold

    def append(self, entry: Entry) -> None:
        """Add a row."""
        self._waiting.append(entry)
        if len(self._waiting) == MOST_WAITING:
            self._add_waiting()

    def extend(self, block: RowBlock) -> None:
        """Add rows."""
        self._add_waiting()
        codes, crops = ([part.hash_type for part in parts] for parts in (block.codes, block.crops))
        # Where each row has one code, its types stand in no order within an entry.
        one_code_a_row = sum(len(part.rows) for part in block.codes) == block.count
        in_order = _is_in_order(codes, self._codes) or one_code_a_row
        if in_order and _is_in_order(crops, self._crops) and len(self._extra.keys() | block.extra) <= MOST_EXTRA:
            self._add(block)
        else:
            self._others.update(enumerate(_entries_of(block), self._count))
            self._count += block.count

    def table(self) -> EntryTable:
        """Return the entries: rows with the same hashes are one, as `merged` says. Nothing is added after that."""
        return _merged(self.unmerged())

    def unmerged(self) -> EntryTable:
        """Return the rows, each as an entry. Nothing is added after that."""
        self._add_waiting()
        extra = ((name, growing.column(self._count)) for name, growing in self._extra.items())
        return EntryTable(
            range(self._count),
            _grown(self._codes),
            self._references.column(self._count),
            self._labels.column(self._count),
            self._sources.column(self._count),
            self._radii.column(self._count),
            {name: column for name, column in extra if column is not None},
            _grown(self._crops),
            self._others,
        )

    def _add(self, block: RowBlock) -> None:
        first = self._count
        for part in block.codes:
            self._codes[part.hash_type].put(first, part)
        for part in block.crops:
            self._crops[part.hash_type].put(first, part)
        if block.references is not None:
            self._references.put(first, block.references)
        if block.labels is not None:
            self._labels.put(first, block.labels)
        if block.sources is not None:
            self._sources.put(first, block.sources)
        if block.radii is not None:
            self._radii.put(first, block.radii)
        for name, texts in block.extra.items():
            self._extra.setdefault(name, GrowingTexts()).put(first, texts)
        self._count += block.count

    def _add_waiting(self) -> None:
        """Move the rows given one by one into columns, those that fit."""
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        for place, entry in enumerate(waiting):
            if not self._fits(entry):
                self._others[self._count + place] = entry
                waiting[place] = NOTHING
        self._add(_block_of(waiting))

    def _fits(self, entry: Entry) -> bool:
        """Tell whether columns can hold an entry and give it back as it was."""
        for name in entry.extra:
            if len(self._extra) < MOST_EXTRA:
                self._extra.setdefault(name, GrowingTexts())
        return (
            _is_in_order([each.hash_type for each in entry.hashes], self._codes)
            and _is_in_order([name for name, _ in groupby(each.hash_type for each in entry.views)], self._crops)
            and all(each.fidelity is Fidelity.EXACT for each in (*entry.hashes, *entry.views))
            and (entry.radius is None or 0 <= entry.radius <= WIDEST_RADIUS)
            and (not entry.references or _is_one(entry.references))
            and list(entry.extra) == [name for name in self._extra if name in entry.extra]
            and all(map(_is_one, entry.extra.values()))
        )


NOTHING = Entry(())


def _is_one(texts: tuple[str, ...]) -> bool:
    return len(texts) == 1 and texts[0] != ""


def _entries_of(block: RowBlock) -> EntryTable:
    """Return the rows of a block, each as an entry."""
    alone = TableBuilder()
    alone.extend(block)
    return alone.unmerged()


def _block_of(entries: Sequence[Entry]) -> RowBlock:
    """Return entries as columns, which can hold them all."""
    names = dict.fromkeys(name for entry in entries for name in entry.extra)
    return RowBlock(
        len(entries),
        _code_blocks(entry.hashes for entry in entries),
        [entry.reference for entry in entries],
        [entry.labels for entry in entries],
        [entry.sources for entry in entries],
        [NO_RADIUS if entry.radius is None else entry.radius for entry in entries],
        {name: [entry.extra[name][0] if name in entry.extra else "" for entry in entries] for name in names},
        _code_blocks(entry.views for entry in entries),
    )


def _code_blocks(rows: Iterable[Iterable[Hash]]) -> list[CodeBlock]:
    by_type: dict[str, list[tuple[int, Hash]]] = {}
    for row, hashes in enumerate(rows):
        for each in hashes:
            by_type.setdefault(each.hash_type, []).append((row, each))
    return [
        CodeBlock(
            name,
            b"".join(each.code.tobytes() for _, each in found),
            [row for row, _ in found],
            bytes(UNKNOWN_QUALITY if each.quality is None else each.quality for _, each in found),
        )
        for name, found in by_type.items()
    ]


@dataclass(slots=True)
class _GrowingCodes:
    """A `CodeColumn` while rows are added."""

    codes: bytearray = field(default_factory=bytearray)
    rows: "array[int]" = field(default_factory=lambda: array("q"))
    qualities: bytearray = field(default_factory=bytearray)

    def put(self, first: int, block: CodeBlock) -> None:
        """Add the codes of rows from `first` on."""
        self.codes += block.codes
        self.qualities += block.qualities
        if isinstance(block.rows, range):
            rows = np.arange(block.rows.start, block.rows.stop, dtype=np.int64)
        else:
            rows = np.array(block.rows, np.int64)
        self.rows.frombytes((first + rows).tobytes())

    def column(self, hash_type: str) -> CodeColumn | None:
        """Return the codes, or None if there are none."""
        if not self.rows:
            return None
        codes = np.frombuffer(self.codes, np.uint8).reshape(-1, find_type(hash_type).code_bytes)
        return CodeColumn(codes, np.frombuffer(self.rows, np.int64), np.frombuffer(self.qualities, np.uint8))


def _is_in_order(hash_types: list[str], columns: dict[str, _GrowingCodes]) -> bool:
    """Tell whether these types are each one, in the order of all others; new ones come behind."""
    for name in hash_types:
        columns.setdefault(name, _GrowingCodes())
    return hash_types == [name for name in columns if name in hash_types]


def _grown(columns: Mapping[str, _GrowingCodes]) -> dict[str, CodeColumn]:
    """Return the columns that hold codes."""
    return {name: column for name, growing in columns.items() if (column := growing.column(name)) is not None}


@dataclass(slots=True)
class _GrowingRadii:
    """The radius of each row while rows are added; rows that are passed over have none."""

    radii: "array[int]" = field(default_factory=lambda: array("h"))

    def put(self, first: int, radii: Sequence[int]) -> None:
        """Set the radii of the rows from `first` on."""
        if any(radius != NO_RADIUS for radius in radii):
            self.radii.extend([NO_RADIUS] * (first - len(self.radii)))
            self.radii.extend(radii)

    def column(self, rows: int) -> NDArray[np.int16] | None:
        """Return so many rows, or None if none has a radius."""
        if not self.radii:
            return None
        self.radii.extend([NO_RADIUS] * (rows - len(self.radii)))
        return np.frombuffer(self.radii, np.int16)


def _merged(table: EntryTable) -> EntryTable:
    """Return a table of one row an entry with the rows of each medium as one entry, at the place of the first."""
    repeated: list[int] = []
    others = dict(table.others)
    for rows in rows_that_may_repeat(len(table), table.codes, table.others):
        groups: dict[Hashable, list[tuple[int, Entry]]] = {}
        for row in rows.tolist():
            entry = table[row]
            groups.setdefault(identity(entry), []).append((row, entry))
        for (first, entry), *again in groups.values():
            if again:
                repeated += [row for row, _ in again]
                whole = combined([entry, *(each for _, each in again)])
                if not _are_same(whole, entry):
                    others[first] = whole
    if not repeated:
        return table
    kept = np.ones(len(table), bool)
    kept[repeated] = False
    ids = np.cumsum(kept) - 1
    in_columns = kept.copy()
    in_columns[list(others)] = False
    return replace(
        table,
        rows=np.flatnonzero(kept),
        codes={name: _renumbered(column, in_columns, ids) for name, column in table.codes.items()},
        crops={name: _renumbered(column, in_columns, ids) for name, column in table.crops.items()},
        others={int(ids[row]): entry for row, entry in others.items() if kept[row]},
    )


def _are_same(one: Entry, other: Entry) -> bool:
    """Tell whether two entries are equal in what equality of hashes does not look at, too."""
    return one == other and all(
        (mine.quality, mine.fidelity) == (theirs.quality, theirs.fidelity)
        for mine, theirs in zip(one.hashes, other.hashes, strict=True)
    )


def _renumbered(column: CodeColumn, kept: NDArray[np.bool_], ids: NDArray[np.int64]) -> CodeColumn:
    """Return the codes of the rows that are kept, under the ids of their entries."""
    here = kept[column.entry_ids]
    return CodeColumn(column.codes[here], ids[column.entry_ids[here]], column.qualities[here])
