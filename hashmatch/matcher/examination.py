"""What is found out about a medium."""

from dataclasses import dataclass
from enum import StrEnum

from hashmatch.bank import Entry, EntryId
from hashmatch.errors import HashmatchError
from hashmatch.hashing import Variant

UNCHANGED = Variant()


class Doubt(StrEnum):
    """Why a match is set aside."""

    LOW_QUALITY = "low quality"  # one of the two hashes says too little
    UNCONFIRMED = "unconfirmed"  # the second hash, or the margins, disagree


@dataclass(frozen=True, slots=True)
class Match:
    """One entry near enough to one medium: the best over the entry's codes and the medium's variants.

    Attributes
    ----------
    entry_id : int
        Names the entry within its collection: in a hash list, its place.
    distance : int
        In bits; 0 means equal codes.
    quality : int or None
        The medium's, 0 to 100; None where the hash type has none.
    variant : Variant
        How the medium was changed before it matched.
    frame : int
        Of an animation, counted from 0.
    confirmed : bool or None
        By a second hash, or by margins; None where the matcher does not ask, or there is nothing to ask.
    doubt : Doubt or None
        Why the match is set aside; None where it counts.
    """

    entry: Entry
    entry_id: EntryId
    hash_type: str
    distance: int
    quality: int | None
    variant: Variant = UNCHANGED
    frame: int = 0
    confirmed: bool | None = None
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Examination:
    """All that was found out about one medium.

    Attributes
    ----------
    matches : tuple of Match
        One an entry at most, nearest first.
    set_aside : tuple of Match
        Entries to which only a match of little worth points; its `doubt` says why. They are never among `matches`.
    problem : HashmatchError or None
        Why the medium could not be examined to its end. Without matches and without a problem it was examined, and
        nothing lies near it.
    """

    name: str
    matches: tuple[Match, ...]
    set_aside: tuple[Match, ...] = ()
    problem: HashmatchError | None = None
