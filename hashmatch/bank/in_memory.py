"""Entries in memory as a collection: columns of codes, an index a hash type, built when it is first searched."""

import hashlib
import threading
from array import array
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
        self._columns: dict[str, CodeColumns] = {}
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
        others = self.entries.others.values()
        crops = set(self.entries.crops) | {each.hash_type for entry in others for each in entry.views}
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
                self._shelves[hash_type] = shelf_of(hash_type, self.columns(hash_type))
            return self._shelves[hash_type]

    def columns(self, hash_type: str) -> "CodeColumns":
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


class CodeColumns(NamedTuple):
    """The columns of a `Shelf`, which are in the order of the entries."""

    codes: NDArray[np.uint8]
    entry_ids: NDArray[np.int64]
    qualities: NDArray[np.uint8]
    radii: NDArray[np.int16]
    kinds: NDArray[np.uint8]


def shelf_of(hash_type: str, columns: CodeColumns) -> Shelf:
    """Return the shelf of these columns, with an index built of their codes."""
    index = HammingIndex(8 * columns.codes.shape[1])
    index.add(columns.codes)
    times = np.broadcast_to(np.float32(np.nan), len(columns.codes))  # no list says any
    return Shelf(hash_type, index, *columns, times=times)


def _columns_of(entries: EntryTable, hash_type: str) -> CodeColumns:
    """Return the codes of one type, of media and of crops, and what is known of each."""
    width = find_type(hash_type).code_bytes
    parts = [_columns_of_others(entries, hash_type, width)]
    if (media := entries.codes.get(hash_type)) is not None:
        parts.append(_columns_of_plain(entries, media, CodeKind.MEDIUM))
    if (crops := entries.crops.get(hash_type)) is not None:
        parts.append(_columns_of_plain(entries, crops, CodeKind.CROP))
    parts = [part for part in parts if len(part.codes)] or parts[:1]
    if len(parts) == 1:
        return parts[0]
    order = np.concatenate([part.entry_ids for part in parts]).argsort(kind="stable")  # crops behind their medium
    return CodeColumns(*(np.concatenate(columns)[order] for columns in zip(*parts, strict=True)))


def _columns_of_plain(entries: EntryTable, plain: CodeColumn, kind: CodeKind) -> CodeColumns:
    """Return codes that are in columns already."""
    count = len(plain.codes)
    if entries.radii is None:
        radii = np.broadcast_to(np.int16(NO_RADIUS), count)  # one number, said for all of them
    elif isinstance(entries.rows, range):
        radii = entries.radii[plain.entry_ids]
    else:
        radii = entries.radii[entries.rows[plain.entry_ids]]
    kinds = np.broadcast_to(np.uint8(kind), count)
    return CodeColumns(plain.codes, plain.entry_ids, plain.qualities, radii, kinds)


def _columns_of_others(entries: EntryTable, hash_type: str, width: int) -> CodeColumns:
    """Return the codes of entries that are in no column: an entry's hashes, then its crops."""
    hashes: list[Hash] = []
    entry_ids, radii, kinds = array("q"), array("h"), array("B")
    for entry_id, entry in sorted(entries.others.items()):  # merging puts them in another order
        media = [each for each in entry.hashes if each.hash_type == hash_type]
        crops = [each for each in entry.views if each.hash_type == hash_type]
        count = len(media) + len(crops)
        hashes += media + crops
        entry_ids.extend([entry_id] * count)
        radii.extend([NO_RADIUS if entry.radius is None else entry.radius] * count)
        kinds.extend([CodeKind.MEDIUM] * len(media) + [CodeKind.CROP] * len(crops))
    return CodeColumns(
        np.frombuffer(b"".join([each.code.tobytes() for each in hashes]), np.uint8).reshape(-1, width),
        np.array(entry_ids, np.int64),
        np.array([UNKNOWN_QUALITY if each.quality is None else each.quality for each in hashes], np.uint8),
        np.array(radii, np.int16),
        np.array(kinds, np.uint8),
    )
