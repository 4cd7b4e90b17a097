"""How far apart two hashes of one picture may lie."""

from collections.abc import Mapping, Sequence

from hashmatch.errors import BadRadiusError
from hashmatch.hashing import FileHashType, find_type

Radius = int | Mapping[str, int]


def radii_of(radius: Radius | None, hash_types: Sequence[str]) -> dict[str, int]:
    """Return the radius of each type that `radius` speaks of.

    Raises
    ------
    BadRadiusError
        If it is out of range, more than 0 for a digest, or one number for several perceptual types or for none.
    """
    if radius is None:
        return {}
    if not isinstance(radius, Mapping):
        pixel_types = [name for name in hash_types if not isinstance(find_type(name), FileHashType)]
        perceptual = [name for name in pixel_types if find_type(name).radius] or pixel_types
        if len(perceptual) > 1:
            raise BadRadiusError(radius, f"one number for {' and '.join(perceptual)}; name the type, as in pdq=31")
        if hash_types and not perceptual:
            raise BadRadiusError(radius, f"meant for no type that is searched ({', '.join(hash_types)})")
        radius = dict.fromkeys(perceptual, radius)
    for name, bits in radius.items():
        kind = find_type(name)
        if isinstance(kind, FileHashType) and bits:
            raise BadRadiusError(bits, f"a {name} is equal or not, and nearness means nothing; leave it out")
        if not 0 <= bits <= kind.bits:
            raise BadRadiusError(bits, f"a {name} hash has {kind.bits} bits")
    return dict(radius)
