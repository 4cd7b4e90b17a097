"""One file, and what was tried with it: every variant, and the entries nearest to each."""

import os
from dataclasses import dataclass

from hashmatch.errors import HashmatchError
from hashmatch.hashing import query_of
from hashmatch.matcher import Matcher, Near
from hashmatch.media import decode


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one file was treated.

    Attributes
    ----------
    size : tuple of int or None
        Height and width in pixels, upright; None where there are none.
    format : str or None
        As its first bytes say.
    near : tuple of Near
        The nearest entries to each hash of each variant, in the order in which they are tried.
    problem : HashmatchError or None
        Why the file could not be examined to its end.
    """

    path: str
    size: tuple[int, int] | None
    format: str | None
    near: tuple[Near, ...]
    problem: HashmatchError | None = None


def explain_file(path: str | os.PathLike[str], matcher: Matcher, *, nearest: int = 1) -> Explanation:
    """Hash one file in every variant that the matcher's options name, and find the entries nearest to each.

    Parameters
    ----------
    nearest : int
        Entries for each hash of each variant.
    """
    query = query_of(path, matcher.hash_types, matcher.options)
    size, form = None, None
    if query.problem is None:
        picture = decode(path, limits=matcher.options.limits)
        size, form = picture.size, picture.format
    return Explanation(query.name, size, form, tuple(matcher.nearest(query, nearest)), query.problem)
