"""By which hash types entries are searched."""

from collections.abc import Sequence

from hashmatch.bank import Entry
from hashmatch.errors import NothingToMatchError
from hashmatch.hashing import find_type, hash_type_names


def searchable_types(entries: Sequence[Entry], wanted: Sequence[str] | None, confirm: str | None) -> list[str]:
    """Return the hash types to search by, digests last but for `confirm`, which is searched only as a last resort.

    Raises
    ------
    NothingToMatchError
        If there are entries, but none has a hash to search by.
    """
    present = {each.hash_type for entry in entries for each in entry.hashes}
    if wanted is None:
        types = [name for name in hash_type_names() if name in present - {"colorhash", confirm}]
        if confirm in present - {"colorhash"} and any(_is_out_of_reach(entry, types) for entry in entries):
            types.append(confirm)  # for entries that have nothing else
    else:
        types = [find_type(name).name for name in wanted if name in present]
    if entries and not types:
        raise NothingToMatchError(tuple(sorted(present)), None if wanted is None else tuple(wanted))
    return types


def _is_out_of_reach(entry: Entry, hash_types: Sequence[str]) -> bool:
    """Tell whether an entry has no hash of these types."""
    return all(each.hash_type not in hash_types for each in entry.hashes)
