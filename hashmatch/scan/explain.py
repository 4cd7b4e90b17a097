"""One file, and what was tried with it: every variant, and the entries nearest to each."""

import os
from dataclasses import dataclass

from hashmatch.errors import HashmatchError, MediaError
from hashmatch.hashing import ALL_ORIENTATIONS, UPRIGHT_ONLY, Ask, Variants, hash_medium
from hashmatch.matcher import Examination, Matcher, Near, nearest
from hashmatch.media import Medium, name_of


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
    examination : Examination
        What the matcher finds out about the file: its matches, those set aside, and why it could not be examined.
    """

    path: str
    size: tuple[int, int] | None
    format: str | None
    near: tuple[Near, ...]
    examination: Examination

    @property
    def problem(self) -> HashmatchError | None:
        """Why the file could not be examined to its end."""
        return self.examination.problem


def explain_file(path: str | os.PathLike[str], matcher: Matcher, *, entries: int = 1) -> FileExplanation:
    """Hash one file in every variant that the matcher tries, find the entries nearest to each, and examine it.

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
    inquiry = matcher.inquiry(name=name_of(path))
    with Medium(path, background=decoding.background, limits=decoding.limits) as medium:
        while inquiry.wanted is not None:
            inquiry.tell(hash_medium(medium, inquiry.wanted))
        query = hash_medium(medium, ask)
        size, form = _size_and_format(medium)
    near = tuple(nearest(matcher.rules, query, entries))
    return FileExplanation(query.name, size, form, near, inquiry.examination)


def _size_and_format(medium: Medium) -> tuple[tuple[int, int] | None, str | None]:
    try:
        return medium.first.size, medium.first.format
    except MediaError:
        return None, None
