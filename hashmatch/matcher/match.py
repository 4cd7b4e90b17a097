"""What is found out about a medium."""

from dataclasses import dataclass
from enum import StrEnum

from hashmatch.bank import Entry
from hashmatch.errors import HashmatchError
from hashmatch.hashing import Variant

UPRIGHT = Variant()


@dataclass(frozen=True, slots=True)
class Match:
    """One entry near enough to one medium: the best over the entry's codes and the medium's variants."""

    entry: Entry
    hash_type: str
    distance: int  # bits; 0 means equal codes
    quality: int | None  # the medium's, 0 to 100; None where the hash type has none
    variant: Variant = UPRIGHT  # how the medium was changed before it matched
    frame: int = 0  # of an animation, counted from 0
    confirmed: bool | None = None  # by a second hash, or by margins; None where nobody asked or there is none


class Doubt(StrEnum):
    """Why a match is set aside."""

    LOW_QUALITY = "low quality"  # one of the two hashes says too little
    UNCONFIRMED = "unconfirmed"  # the second hash, or the margins, disagree


@dataclass(frozen=True, slots=True)
class Examination:
    """All that was found out about one medium.

    Attributes
    ----------
    matches : tuple of Match
        One an entry at most, nearest first.
    doubtful : tuple of (Match, Doubt)
        Entries that only a match of little worth points to. They are never among `matches`.
    problem : HashmatchError or None
        Why the medium could not be examined to its end.
    """

    name: str
    matches: tuple[Match, ...]
    doubtful: tuple[tuple[Match, Doubt], ...] = ()
    problem: HashmatchError | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """An entry near one code of a medium, whether or not it matches."""

    match: Match
    radius: int  # up to which it matches
