"""Entries in memory as a collection: columns of codes, an index a hash type, built when it is first searched."""

import hashlib
import threading
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hashmatch.bank.collection import NO_RADIUS, UNKNOWN_QUALITY, CodeKind, EntryId, Shelf
from hashmatch.bank.entry import Entry
from hashmatch.bank.entry_table import CodeColumn, EntryTable
from hashmatch.hashing import Hash, find_type, hash_type_names
from hashmatch.index import HammingIndex


class InMemory:
    """A collection of entries, whose ids are their places.

    Parameters
    ----------
    entries : iterable of Entry
        The entries of a list that was read stay in its columns.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._start(entries if isinstance(entries, EntryTable) else EntryTable.of(entries), {})

    def _start(self, entries: EntryTable, shelves: dict[str, Shelf]) -> None:
        self.entries = entries
        self._shelves = shelves
        self._columns: dict[str, Columns] = {}
        self._building = threading.RLock()  # held while columns and shelves are made

    def __len__(self) -> int:
        return len(self.entries)

    def __getstate__(self) -> tuple[EntryTable, dict[str, Shelf]]:
        """Pickle with the shelves there are, so that another process need not build them."""
        with self._building:
            return self.entries, dict(self._shelves)

    def __setstate__(self, state: tuple[EntryTable, dict[str, Shelf]]) -> None:
        self._start(*state)

    @cached_property
    def hash_types(self) -> tuple[str, ...]:
        """The types of which entries have hashes, in the registry's order."""
        return _in_order(self._types_of_media)

    @cached_property
    def token(self) -> str:
        """A digest of every code, quality, radius and entry id."""
        crops = {each.hash_type for entry in self.entries.others.values() for each in entry.views}
        digest = hashlib.sha256(f"{len(self)} entries".encode())
        for hash_type in _in_order(self._types_of_media | crops):
            columns = self.columns(hash_type)
            digest.update(f"{hash_type} {len(columns.codes)}".encode())
            for column in columns:
                digest.update(np.ascontiguousarray(column).data)
        return digest.hexdigest()

    def shelf(self, hash_type: str) -> Shelf:
        """Return the codes of one type."""
        with self._building:
            if hash_type not in self._shelves:
                columns = self.columns(hash_type)
                index = HammingIndex(8 * columns.codes.shape[1])
                index.add(columns.codes)
                self._shelves[hash_type] = Shelf(hash_type, index, *columns)
            return self._shelves[hash_type]

    def columns(self, hash_type: str) -> "Columns":
        """Return the codes of one type and what is known of each, without an index."""
        with self._building:
            if hash_type not in self._columns:
                self._columns[hash_type] = _columns_of(self.entries, hash_type)
            return self._columns[hash_type]

    def entry(self, entry_id: EntryId) -> Entry:
        """Return one entry."""
        return self.entries[entry_id]

    @cached_property
    def _types_of_media(self) -> set[str]:
        others = self.entries.others.values()
        return set(self.entries.codes) | {each.hash_type for entry in others for each in entry.hashes}


def _in_order(hash_types: set[str]) -> tuple[str, ...]:
    """Return hash types in the registry's order."""
    return tuple(name for name in hash_type_names() if name in hash_types)


class Columns(NamedTuple):
    """The columns of a `Shelf`, which are in the order of the entries."""

    codes: NDArray[np.uint8]
    entry_ids: NDArray[np.int64]
    qualities: NDArray[np.uint8]
    radii: NDArray[np.int16]
    kinds: NDArray[np.uint8]


def _columns_of(entries: EntryTable, hash_type: str) -> Columns:
    """Return the codes of one type, of media and of crops, and what is known of each."""
    width = find_type(hash_type).code_bytes
    plain = entries.codes.get(hash_type)
    parts = [_columns_of_others(entries, hash_type, width)]
    if plain is not None:
        parts.append(_columns_of_plain(entries, plain))
    if not len(parts[0].codes):
        return parts[-1]
    order = np.concatenate([part.entry_ids for part in parts]).argsort(kind="stable")
    return Columns(*(np.concatenate(columns)[order] for columns in zip(*parts, strict=True)))


def _columns_of_plain(entries: EntryTable, plain: CodeColumn) -> Columns:
    """Return codes that are in columns already."""
    count = len(plain.codes)
    if entries.radii is None:
        radii = np.broadcast_to(np.int16(NO_RADIUS), count)  # one number, said for all of them
    elif isinstance(entries.rows, range):
        radii = entries.radii[plain.entry_ids]
    else:
        radii = entries.radii[entries.rows[plain.entry_ids]]
    kinds = np.broadcast_to(np.uint8(CodeKind.MEDIUM), count)
    return Columns(plain.codes, plain.entry_ids, plain.qualities, radii, kinds)


def _columns_of_others(entries: EntryTable, hash_type: str, width: int) -> Columns:
    """Return the codes of entries that are in no column: an entry's hashes, then its crops."""
    rows: list[tuple[int, Entry, Hash, CodeKind]] = []
    for place, entry in entries.others.items():
        rows += [(place, entry, each, CodeKind.MEDIUM) for each in entry.hashes if each.hash_type == hash_type]
        rows += [(place, entry, each, CodeKind.CROP) for each in entry.views if each.hash_type == hash_type]
    codes = np.frombuffer(b"".join(each.code.tobytes() for _, _, each, _ in rows), np.uint8)
    return Columns(
        codes.reshape(-1, width),
        np.array([place for place, *_ in rows], np.int64),
        np.array([UNKNOWN_QUALITY if each.quality is None else each.quality for _, _, each, _ in rows], np.uint8),
        np.array([NO_RADIUS if entry.radius is None else entry.radius for _, entry, _, _ in rows], np.int16),
        np.array([kind for *_, kind in rows], np.uint8),
    )
