"""Which rows may be of one medium: only rows whose sums of hashes are equal are compared as entries."""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from hashmatch.bank.entry import Entry
from hashmatch.bank.entry_table import CodeColumn
from hashmatch.hashing import Hash, hash_type_names

SPREAD = np.uint64(0x9E3779B97F4A7C15)  # 2**64 divided by the golden ratio: spreads every bit upwards


def rows_that_may_repeat(
    rows: int, codes: Mapping[str, CodeColumn], others: Mapping[int, Entry]
) -> Iterator[NDArray[np.int64]]:
    """Give groups of rows that may have the same hashes; rows that are in no group have hashes of their own.

    Parameters
    ----------
    rows : int
        How many there are.
    codes : mapping of str to CodeColumn
        By hash type, with row numbers for entry ids.
    others : mapping of int to Entry
        Rows that are not in `codes`.

    Yields
    ------
    ndarray of int64
        Two rows or more, ascending. They share a sum of 64 bits, so nearly always all their hashes.
    """
    sums = np.zeros(rows, np.uint64)
    for hash_type, column in codes.items():
        sums[column.entry_ids] += _mixed(hash_type, column.codes)
    for hash_type, found in _by_type(others).items():
        codes_of_type = np.frombuffer(b"".join(each.code.tobytes() for _, each in found), np.uint8)
        numbers = _mixed(hash_type, codes_of_type.reshape(len(found), -1))
        np.add.at(sums, [row for row, _ in found], numbers)  # a row may stand there several times
    ordered = np.sort(sums)
    if not (ordered[1:] == ordered[:-1]).any():
        return
    order = sums.argsort(kind="stable")
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    ends = np.append(starts[1:], rows)
    for start, end in _pairs(starts[ends - starts > 1], ends[ends - starts > 1]):
        yield order[start:end]


def _by_type(entries: Mapping[int, Entry]) -> dict[str, list[tuple[int, Hash]]]:
    """Return the rows and hashes of entries, each hash of a row once."""
    by_type: dict[str, list[tuple[int, Hash]]] = {}
    for row, entry in entries.items():
        for each in dict.fromkeys(entry.hashes):
            by_type.setdefault(each.hash_type, []).append((row, each))
    return by_type


def _pairs(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Iterable[tuple[int, int]]:
    return zip(starts.tolist(), ends.tolist(), strict=True)


def _mixed(hash_type: str, codes: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """Return a number for each code, which depends on its type."""
    padded = np.pad(codes, ((0, 0), (0, -codes.shape[1] % 8))) if codes.shape[1] % 8 else codes
    mixed = np.full(len(codes), hash_type_names().index(hash_type) + 1, np.uint64)
    for word in np.ascontiguousarray(padded).view(np.uint64).T:
        mixed ^= word
        mixed *= SPREAD
        mixed ^= mixed >> np.uint64(29)
    return mixed * SPREAD
