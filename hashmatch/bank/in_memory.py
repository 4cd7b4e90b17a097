"""Entries in memory as a collection: columns of codes, an index a hash type, built when it is first searched."""

import hashlib
import threading
from collections.abc import Iterable

import numpy as np

from hashmatch.bank.collection import NO_RADIUS, UNKNOWN_QUALITY, CodeKind, EntryId, Shelf
from hashmatch.bank.entry import Entry
from hashmatch.hashing import Hash, find_type, hash_type_names
from hashmatch.index import HammingIndex


class InMemory:
    """A collection of entries, whose ids are their places.

    Parameters
    ----------
    entries : iterable of Entry
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._shelves: dict[str, Shelf] = {}
        self._building = threading.Lock()

    def __len__(self) -> int:
        return len(self.entries)

    @property
    def hash_types(self) -> tuple[str, ...]:
        """The types of which entries have hashes, in the registry's order."""
        present = {each.hash_type for entry in self.entries for each in entry.hashes}
        return tuple(name for name in hash_type_names() if name in present)

    @property
    def token(self) -> str:
        """A digest of every code, quality, radius and entry id."""
        digest = hashlib.sha256()
        for hash_type in self.hash_types:
            shelf = self.shelf(hash_type)
            digest.update(f"{hash_type} {len(shelf.codes)} {len(self)}".encode())
            for column in (shelf.codes, shelf.entry_ids, shelf.qualities, shelf.radii, shelf.kinds):
                digest.update(np.ascontiguousarray(column).tobytes())
        return digest.hexdigest()

    def shelf(self, hash_type: str) -> Shelf:
        """Return the codes of one type."""
        with self._building:
            if hash_type not in self._shelves:
                self._shelves[hash_type] = self._built(hash_type)
            return self._shelves[hash_type]

    def entry(self, entry_id: EntryId) -> Entry:
        """Return one entry."""
        return self.entries[entry_id]

    def _built(self, hash_type: str) -> Shelf:
        kind = find_type(hash_type)
        rows: list[tuple[int, Hash, CodeKind]] = []
        for place, entry in enumerate(self.entries):
            rows += [(place, each, CodeKind.MEDIUM) for each in entry.hashes if each.hash_type == hash_type]
            rows += [(place, each, CodeKind.CROP) for each in entry.views if each.hash_type == hash_type]
        joined = b"".join(each.code.tobytes() for _, each, _ in rows)
        codes = np.frombuffer(joined, np.uint8).reshape(-1, kind.code_bytes)
        index = HammingIndex(8 * kind.code_bytes)
        index.add(codes)
        own = [self.entries[place].radius for place, _, _ in rows]
        return Shelf(
            hash_type,
            index,
            codes,
            np.array([place for place, _, _ in rows], np.int64),
            np.array([UNKNOWN_QUALITY if each.quality is None else each.quality for _, each, _ in rows], np.uint8),
            np.array([NO_RADIUS if radius is None else radius for radius in own], np.int16),
            np.array([code_kind for _, _, code_kind in rows], np.uint8),
        )
