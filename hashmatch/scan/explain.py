"""One file, and what was tried with it: every variant, and the entries nearest to each."""

import os
from dataclasses import dataclass

from hashmatch.errors import HashmatchError
from hashmatch.hashing import ALL_ORIENTATIONS, UPRIGHT_ONLY, Ask, Variants, hash_medium
from hashmatch.matcher import Matcher, Near, nearest
from hashmatch.media import Medium


@dataclass(frozen=True, slots=True)
class FileExplanation:
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


def explain_file(path: str | os.PathLike[str], matcher: Matcher, *, entries: int = 1) -> FileExplanation:
    """Hash one file in every variant that the matcher tries, and find the entries nearest to each.

    Parameters
    ----------
    entries : int
        How many of the nearest, for each hash of each variant.
    """
    settings, decoding = matcher.settings, matcher.settings.decoding
    ask = Ask(
        matcher.hash_types,
        decoding,
        UPRIGHT_ONLY if settings.variants is Variants.NONE else ALL_ORIENTATIONS,
        alterations=settings.variants is Variants.ALL,
    )
    with Medium(path, background=decoding.background, limits=decoding.limits) as medium:
        query = hash_medium(medium, ask)
        seen = None if query.problem is not None else medium.first
    size, form = (None, None) if seen is None else (seen.size, seen.format)
    return FileExplanation(query.name, size, form, tuple(nearest(matcher.terms, query, entries)), query.problem)
