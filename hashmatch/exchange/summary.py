"""What is in a hash list, counted."""

import os
from dataclasses import dataclass

import numpy as np

from hashmatch.bank import UNKNOWN_QUALITY, CodeKind, InMemory
from hashmatch.bank.in_memory import CodeColumns
from hashmatch.exchange.hash_list import BadRow, HashList
from hashmatch.exchange.read import read_list
from hashmatch.hashing import find_type

GOOD_QUALITY = 50  # below it a PDQ hash says little


@dataclass(frozen=True, slots=True)
class TypeSummary:
    """The hashes of one type. The three qualities add up to `hashes`."""

    hash_type: str
    hashes: int
    good_quality: int  # 50 and more
    low_quality: int  # below 50
    no_quality: int  # nobody told, or the type has none
    all_zero: int  # a code of zeros or of ones comes from a flat picture, and matches others of that kind
    all_one: int


@dataclass(frozen=True, slots=True)
class ListSummary:
    """Counts of a `HashList`, whose words these are."""

    format: str
    rows: int
    entries: int
    duplicates: int
    blank: int
    bad_rows: tuple[BadRow, ...]
    types: tuple[TypeSummary, ...]  # in the order in which they occur


def inspect_list(path: str | os.PathLike[str], *, hash_type: str | None = None, skip_bad: bool = False) -> ListSummary:
    """Read a hash list as `read_list` does, with the same errors, and count what it holds.

    Examples
    --------
    >>> from hashmatch.exchange import inspect_list
    >>> summary = inspect_list("reported.csv")
    >>> str(summary.format), summary.entries
    ('csv', 12)
    >>> [(each.hash_type, each.hashes, each.good_quality) for each in summary.types]
    [('pdq', 12, 12)]

    See Also
    --------
    read_list : the entries themselves
    """
    return _summary_of(read_list(path, hash_type=hash_type, skip_bad=skip_bad))


def _summary_of(hashes: HashList) -> ListSummary:
    """Count what a hash list holds."""
    collection = InMemory(hashes.entries)
    types = [(name, _columns_of_media(collection, name)) for name in collection.hash_types]
    types.sort(key=lambda each: _first_place(collection, *each))
    return ListSummary(
        hashes.format,
        hashes.rows,
        len(hashes.entries),
        hashes.duplicates,
        hashes.blank,
        hashes.bad_rows,
        tuple(_type_summary(name, columns) for name, columns in types),
    )


def _columns_of_media(collection: InMemory, hash_type: str) -> CodeColumns:
    """Return the codes of one type that are not of crops."""
    columns = collection.columns(hash_type)
    whole = columns.kinds == CodeKind.MEDIUM
    return columns if whole.all() else CodeColumns(*(column[whole] for column in columns))


def _first_place(collection: InMemory, hash_type: str, columns: CodeColumns) -> tuple[int, int]:
    """Return which entry is the first that has this type, and which of its hashes that is."""
    first = int(columns.entry_ids[0])
    return first, [each.hash_type for each in collection.entry(first).hashes].index(hash_type)


def _type_summary(hash_type: str, columns: CodeColumns) -> TypeSummary:
    kind = find_type(hash_type)
    known = columns.qualities[columns.qualities != UNKNOWN_QUALITY]
    good = int(np.count_nonzero(known >= GOOD_QUALITY))
    return TypeSummary(
        hash_type,
        len(columns.codes),
        good_quality=good,
        low_quality=len(known) - good,
        no_quality=len(columns.codes) - len(known),
        all_zero=_count_of(0, columns, kind.code_bytes),
        all_one=_count_of((1 << kind.bits) - 1, columns, kind.code_bytes),
    )


def _count_of(code: int, columns: CodeColumns, width: int) -> int:
    """Count the codes that are one number."""
    wanted = np.frombuffer(code.to_bytes(width), np.uint8)
    return int(np.count_nonzero((columns.codes == wanted).all(axis=1)))
