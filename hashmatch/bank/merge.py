"""Rows of one medium become one entry."""

from collections.abc import Hashable, Iterable, Sequence
from itertools import chain

from hashmatch.bank.entry import Entry, distinct
from hashmatch.hashing import Hash, find_type


def merged(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Merge the entries that have the same hashes, in the order of their first.

    Entries that share some hashes only stay apart: simple pictures share a 64-bit hash by chance, and chains of such
    hashes would pin one medium's labels on another. A query that matches both is told both.

    Each distinct reference, label, source and further column is kept, in order. Of the radii the largest counts, of a
    hash's qualities the best, where none counts as the best of all: what any row would find alone is found.
    """
    first: dict[Hashable, Entry] = {}
    groups: dict[Hashable, list[Entry]] = {}  # of those met more than once
    for entry in entries:
        key = identity(entry)
        known = first.setdefault(key, entry)
        if known is not entry:
            groups.setdefault(key, [known]).append(entry)
    for key, group in groups.items():
        first[key] = combined(group)
    return tuple(first.values())


def identity(entry: Entry) -> Hashable:
    """Return what two entries of one medium have in common: types and codes, in any order."""
    if len(entry.hashes) == 1:  # nearly always, and millions of times
        found = entry.hashes[0]
        return found.hash_type, found.code.tobytes()
    return frozenset((found.hash_type, found.code.tobytes()) for found in entry.hashes)


def combined(group: Sequence[Entry]) -> Entry:
    """Combine entries with the same hashes into one."""
    return Entry(
        _best_hashes(group),
        distinct(chain.from_iterable(entry.references for entry in group)),
        distinct(chain.from_iterable(entry.labels for entry in group)),
        distinct(chain.from_iterable(entry.sources for entry in group)),
        _widest_radius(group),
        {
            name: distinct(chain.from_iterable(entry.extra.get(name, ()) for entry in group))
            for name in dict.fromkeys(chain.from_iterable(entry.extra for entry in group))
        },
        tuple(dict.fromkeys(chain.from_iterable(entry.views for entry in group))),
    )


def _best_hashes(group: Sequence[Entry]) -> tuple[Hash, ...]:
    """Return the hashes, each with the best quality that an entry gives it; one of which nobody said any is not low."""
    best: dict[Hash, Hash] = {}
    for found in chain.from_iterable(entry.hashes for entry in group):
        known = best.setdefault(found, found)
        if known.quality is not None and (found.quality is None or known.quality < found.quality):
            best[found] = found
    return tuple(best.values())


def _widest_radius(group: Sequence[Entry]) -> int | None:
    """Return the largest radius; an entry without one counts as the default of its types."""
    given = [entry.radius for entry in group if entry.radius is not None]
    default = max(find_type(found.hash_type).radius for found in group[0].hashes)
    if not given or (len(given) < len(group) and max(given) <= default):
        return None
    return max(given)
