"""Entries to a hash list, which `read_list` reads back as they were."""

import csv
import json
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import TextIO

from hashmatch.bank.entry import Entry, distinct
from hashmatch.errors import UnwritableEntryError, quoted, shown
from hashmatch.exchange.tabular.cells import digits_of
from hashmatch.exchange.tabular.columns import VIEWS, column, keeps_its_name
from hashmatch.files.cells import guarded
from hashmatch.hashing import Fidelity, FileHashType, Hash, find_type

COLUMNS = ("quality", "reference", "label", "source")


def write_csv_list(
    entries: Iterable[Entry], stream: TextIO, *, hash_types: Sequence[str] = (), views: Sequence[str] = ()
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
    views : sequence of str
        The types whose hashes of crops get a column each, such as ``pdq_views``; they are separated by ``;``.

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
    writer.writerow([*(hash_types or ("hash_type", "hash")), *COLUMNS, *(f"{name}{VIEWS}" for name in views)])
    for entry in entries:
        _refuse(entry, _no_list(entry) or _no_columns(entry, hash_types, views))
        crops = [";".join(_digits(entry.views, name)) for name in views]
        writer.writerows([*row, *crops] for row in _rows_of(entry, hash_types))


def write_jsonl_list(
    entries: Iterable[Entry], stream: TextIO, *, hash_types: Sequence[str] = (), views: Sequence[str] = ()
) -> None:
    """Write the entries as JSON Lines, an object each, as soon as it comes; radii and further columns go with them.

    Every line is ASCII: other characters are written as JSON's escapes.

    Parameters
    ----------
    entries : iterable of Entry
        With exact hashes, at most one of a type.
    stream : text file
        Rows end in a bare newline.
    hash_types, views : sequence of str
        Types that have a member in every object, also where an entry has no hash of them.

    Raises
    ------
    UnwritableEntryError
        If an entry would not come back as it is. The entries before it are written.
    """
    for entry in entries:
        _refuse(entry, _no_list(entry) or _no_members(entry))
        stream.write(json.dumps(_members(entry, hash_types, views), allow_nan=False) + "\n")


def _rows_of(entry: Entry, hash_types: Sequence[str]) -> Iterable[list[object]]:
    """Give the rows of an entry: one, or as many as it has references or sources."""
    digits = {found.hash_type: found.hex for found in entry.hashes}
    hashes = [digits.get(name, "") for name in hash_types] or [entry.hashes[0].hash_type, entry.hashes[0].hex]
    label = _safe(";".join(entry.labels))
    for reference, source in zip_longest(entry.references or ("",), entry.sources, fillvalue=""):
        yield [*hashes, _quality(entry), _safe(reference), label, _safe(source)]


def _members(entry: Entry, hash_types: Sequence[str], views: Sequence[str]) -> dict[str, object]:
    members: dict[str, object] = dict.fromkeys(hash_types)
    members |= {found.hash_type: found.hex for found in entry.hashes}
    members |= {"quality": _quality(entry)}
    members |= {"references": entry.references, "labels": entry.labels, "sources": entry.sources}
    if entry.radius is not None:
        members["radius"] = entry.radius
    for name in dict.fromkeys((*views, *(each.hash_type for each in entry.views))):
        members[f"{name}{VIEWS}"] = _digits(entry.views, name)
    return {**members, **entry.extra}


def _digits(hashes: Iterable[Hash], hash_type: str) -> list[str]:
    return [each.hex for each in hashes if each.hash_type == hash_type]


def _quality(entry: Entry) -> int | None:
    return next((found.quality for found in entry.hashes if found.quality is not None), None)


def _safe(text: str) -> str:
    """Return `text` as a cell that neither a terminal nor a spreadsheet obeys."""
    return guarded(shown(text))


def _refuse(entry: Entry, problem: str) -> None:
    """Refuse an entry that has a problem; half an entry looks like a whole one."""
    if problem:
        raise UnwritableEntryError(entry.reference, problem)


def _no_list(entry: Entry) -> str:
    """Return why no list can hold an entry, or ""."""
    types = [found.hash_type for found in entry.hashes]
    if any(found.fidelity is not Fidelity.EXACT for found in entry.hashes):
        return "a fast hash is for queries; hash the medium with exact fidelity"
    if not types or len(types) != len(set(types)):
        return f"{len(types)} hashes of {len(set(types))} types; a row holds one of each type"
    if all(found.code.tobytes() in digits_of(found.hash_type).blank for found in entry.hashes):
        return "nothing but digests of nothing, which reading leaves out"
    return _no_crops(entry.views)


def _no_crops(views: Sequence[Hash]) -> str:
    """Return why no list can hold these hashes of crops, or ""."""
    if len(set(views)) != len(views):
        return "a crop that is there twice"
    if any(isinstance(find_type(each.hash_type), FileHashType) for each in views):
        return "a digest of a crop; only hashes of pixels have crops"
    return ""


def _no_columns(entry: Entry, hash_types: Sequence[str], views: Sequence[str]) -> str:
    """Return why the columns of CSV cannot hold an entry, or ""."""
    types = [found.hash_type for found in entry.hashes]
    if not hash_types and len(types) > 1:
        return f"hashes of several types ({', '.join(types)}) need a column each"
    if hash_types and not set(types) <= set(hash_types):
        return f"no column for {', '.join(sorted(set(types) - set(hash_types)))}"
    if missing := {each.hash_type for each in entry.views} - set(views):
        return f"no column for its views ({', '.join(sorted(missing))})"
    if any(";" in label or label != label.strip() for label in entry.labels):
        return "a label with a semicolon or a blank at its end, which separate labels"
    if entry.radius is not None or entry.extra:
        return "no column for its radius or further columns"
    if any(distinct(each) != each for each in (entry.references, entry.labels, entry.sources)):
        return "a text that is empty or there twice"
    return ""


def _no_members(entry: Entry) -> str:
    """Return why a JSON object cannot hold an entry, or ""."""
    for name in entry.extra:
        if not keeps_its_name(name) or name != name.strip():
            return f"a further column called {quoted(name)}, which has another meaning in a list"
    if len({column(name) for name in entry.extra}) != len(entry.extra):
        return "further columns whose names mean the same"
    texts = (entry.references, entry.labels, entry.sources, *entry.extra.values())
    if entry.radius is not None and entry.radius > min(find_type(found.hash_type).bits for found in entry.hashes):
        return f"a radius of {entry.radius} bits, more than its narrowest hash has"
    if not all(entry.extra.values()):
        return "a further column without a text"
    if any(distinct(each) != each for each in texts) or any(label != label.strip() for label in entry.labels):
        return "a text that is empty or there twice, or a label with a blank at its end"
    return ""
