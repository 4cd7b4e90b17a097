"""Two media, or hashes of media, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hashmatch.errors import BadHashError, MixedHashesError, UnknownHashTypeError, WrongMediaError
from hashmatch.hashing.hash import Hash
from hashmatch.hashing.hash_type import FileHashType, HashType, PixelHashType
from hashmatch.hashing.image import hash_of, orientations_of
from hashmatch.hashing.registry import find_type, hash_type_names
from hashmatch.media import Medium, Orientation


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far apart two media are by one hash type."""

    hash_type: str
    distance: int  # bits
    bits: int
    radius: int  # up to which the type takes them for the same picture
    variant: Orientation  # how the second lies nearest to the first

    @property
    def meaning(self) -> str:
        """The distance in words."""
        if isinstance(find_type(self.hash_type), FileHashType):
            return "equal files" if self.distance == 0 else "different files"
        if self.distance == 0:
            return "equal hashes"
        if self.distance <= self.radius:
            return "look alike"
        return "somewhat alike, beyond the radius" if self.distance <= 2 * self.radius else "different"


def compared(a: str, b: str, hash_types: Sequence[str] | None = None) -> list[Comparison]:
    """Compare two files, two hashes (``type:digits``), or a file with a hash.

    Parameters
    ----------
    hash_types : sequence of str, optional
        By default every type, or that of the hash.

    Raises
    ------
    MixedHashesError
        If two hashes are of different types.
    MediaError
        If a file cannot be hashed.
    """
    first, second = _hash_or_none(a), _hash_or_none(b)
    given = first or second
    if given is not None:
        if first is not None and second is not None and first.hash_type != second.hash_type:
            raise MixedHashesError(first.hash_type, second.hash_type)
        hash_types = [given.hash_type]
    kinds = [find_type(name) for name in hash_types or hash_type_names()]
    found = []
    with Medium(a) as medium_a, Medium(b) as medium_b:  # each is opened and decoded once, when it is first asked for
        for kind in kinds:
            try:
                found.append(_compared(kind, first or medium_a, second or medium_b))
            except WrongMediaError:
                if hash_types is not None:  # a type that was not asked for by name skips a picture too small for it
                    raise
    return found


def _hash_or_none(text: str) -> Hash | None:
    """Read a hash, unless there is a file of that name."""
    if Path(text).exists():
        return None
    try:
        return Hash.parse(text)
    except (BadHashError, UnknownHashTypeError):
        if text.partition(":")[0] in hash_type_names():  # meant as a hash, and mistyped
            raise
        return None


def _compared(kind: HashType, a: Hash | Medium, b: Hash | Medium) -> Comparison:
    """Compare by one type, a file `b` in each orientation."""
    first = a if isinstance(a, Hash) else hash_of(a, kind)
    if isinstance(b, Hash):
        ways = {Orientation.UPRIGHT: b}
    elif isinstance(kind, PixelHashType):
        ways = orientations_of(b, kind)
    else:
        ways = {Orientation.UPRIGHT: hash_of(b, kind)}
    variant = min(ways, key=lambda each: first.distance(ways[each]))  # the first of equals, and UPRIGHT comes first
    return Comparison(kind.name, first.distance(ways[variant]), kind.bits, kind.radius, variant)
