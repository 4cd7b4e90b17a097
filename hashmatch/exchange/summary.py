"""What is in a hash list, counted."""

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from hashmatch.exchange.hash_list import BadRow, HashList
from hashmatch.exchange.read import read_list
from hashmatch.hashing import Hash, find_type

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
    by_type: dict[str, list[Hash]] = {}
    for entry in hashes.entries:
        for found in entry.hashes:
            by_type.setdefault(found.hash_type, []).append(found)
    return ListSummary(
        hashes.format,
        hashes.rows,
        len(hashes.entries),
        hashes.duplicates,
        hashes.blank,
        hashes.bad_rows,
        tuple(_type_summary(name, found) for name, found in by_type.items()),
    )


def _type_summary(name: str, hashes: list[Hash]) -> TypeSummary:
    qualities = Counter(_band(found.quality) for found in hashes)
    kind = find_type(name)
    codes = Counter(_degenerate(hashes, kind.bits))
    return TypeSummary(
        name,
        len(hashes),
        good_quality=qualities["good"],
        low_quality=qualities["low"],
        no_quality=qualities["none"],
        all_zero=codes["zero"],
        all_one=codes["one"],
    )


def _band(quality: int | None) -> str:
    if quality is None:
        return "none"
    return "good" if quality >= GOOD_QUALITY else "low"


def _degenerate(hashes: Iterable[Hash], bits: int) -> Iterable[str]:
    ones = (1 << bits) - 1
    for found in hashes:
        value = int.from_bytes(found.code.tobytes())
        if value in (0, ones):
            yield "one" if value else "zero"
