"""Entries to a hash list in CSV, which `read_list` reads back as they were."""

import csv
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import TextIO

from hashmatch.bank.entry import Entry
from hashmatch.errors import UnwritableEntryError, shown
from hashmatch.exchange.tabular.csv_rows import guarded
from hashmatch.hashing import Fidelity

COLUMNS = ("quality", "reference", "label", "source")


def write_csv_list(
    entries: Iterable[Entry], stream: TextIO, *, hash_types: Sequence[str] = (), views: bool = False
) -> None:
    r"""Write a header row and the entries, each as soon as it comes.

    An entry with several references or sources takes several rows, which reading merges. Characters that could move a
    cursor or hide others are written as escapes, such as ``\n``: a list is looked at in terminals and spreadsheets.

    Parameters
    ----------
    entries : iterable of Entry
        With exact hashes, at most one of a type.
    stream : text file
        Opened with ``newline=""``; rows end in a bare newline.
    hash_types : sequence of str
        A column each, for entries with several hashes. Without it the columns are ``hash_type`` and ``hash``, and an
        entry has one hash.
    views : bool
        A column for the hashes of crops, separated by ``;``.

    Raises
    ------
    UnwritableEntryError
        If an entry would not come back as it is. The entries before it are written.

    Examples
    --------
    >>> import sys
    >>> from hashmatch import Entry, Hash
    >>> from hashmatch.exchange import write_csv_list
    >>> entry = Entry((Hash.parse("phash:f8f8f0cee0f4a84f"),), references=("case-1",), labels=("a", "b"))
    >>> write_csv_list([entry], sys.stdout)
    hash_type,hash,quality,reference,label,source
    phash,f8f8f0cee0f4a84f,,case-1,a;b,

    See Also
    --------
    read_list : reads the list back
    """
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([*(hash_types or ("hash_type", "hash")), *COLUMNS, *(["pdq_views"] if views else [])])
    for entry in entries:
        _refuse_unwritable(entry, hash_types, views=views)
        crops = [";".join(each.hex for each in entry.views)] if views else []
        writer.writerows([*row, *crops] for row in _rows_of(entry, hash_types))


def _rows_of(entry: Entry, hash_types: Sequence[str]) -> Iterable[list[object]]:
    """Give the rows of an entry: one, or as many as it has references or sources."""
    digits = {found.hash_type: found.hex for found in entry.hashes}
    hashes = [digits.get(name, "") for name in hash_types] or [entry.hashes[0].hash_type, entry.hashes[0].hex]
    quality = next((found.quality for found in entry.hashes if found.quality is not None), None)
    label = _safe(";".join(entry.labels))
    for reference, source in zip_longest(entry.references or ("",), entry.sources, fillvalue=""):
        yield [*hashes, quality, _safe(reference), label, _safe(source)]


def _safe(text: str) -> str:
    """Return `text` as a cell that neither a terminal nor a spreadsheet obeys."""
    return guarded(shown(text))


def _refuse_unwritable(entry: Entry, hash_types: Sequence[str], *, views: bool) -> None:
    """Refuse what the columns cannot hold; half an entry looks like a whole one.

    Raises
    ------
    UnwritableEntryError
        Saying what cannot be held.
    """
    problem = _problem(entry, hash_types)
    if entry.views and not views:
        problem = "no column for its views"
    if problem:
        raise UnwritableEntryError(entry.reference, problem)


def _problem(entry: Entry, hash_types: Sequence[str]) -> str:
    types = [found.hash_type for found in entry.hashes]
    if any(found.fidelity is not Fidelity.EXACT for found in entry.hashes):
        return "a fast hash is for queries; hash the medium with exact fidelity"
    if not types or len(types) != len(set(types)):
        return f"{len(types)} hashes of {len(set(types))} types; a row holds one of each type"
    if not hash_types and len(types) > 1:
        return f"hashes of several types ({', '.join(types)}) need a column each"
    if hash_types and not set(types) <= set(hash_types):
        return f"no column for {', '.join(set(types) - set(hash_types))}"
    if any(";" in label or label != label.strip() for label in entry.labels):
        return "a label with a semicolon or a blank at its end, which separate labels"
    if entry.radius is not None or entry.extra:
        return "no column for its radius or further columns"
    return ""
