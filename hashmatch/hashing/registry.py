"""Hash types by name: the built-in ones, and those of other packages.

A package adds a type with an entry point in the group ``hashmatch.hash_types``, ``name = "module:Class"``.
"""

import importlib
import importlib.metadata
from functools import cache

from hashmatch.errors import UnknownHashTypeError
from hashmatch.hashing.hash_type import HashType

GROUP = "hashmatch.hash_types"

BUILT_IN = {
    "pdq": "hashmatch.hashing.pdq:PDQ",
    "phash": "hashmatch.hashing.perceptual:PHash",
    "dhash": "hashmatch.hashing.perceptual:DHash",
    "ahash": "hashmatch.hashing.perceptual:AHash",
    "whash": "hashmatch.hashing.perceptual:WHash",
    "colorhash": "hashmatch.hashing.perceptual:ColorHash",
    "md5": "hashmatch.hashing.digest:MD5",
    "sha1": "hashmatch.hashing.digest:SHA1",
    "sha256": "hashmatch.hashing.digest:SHA256",
}


@cache
def _foreign() -> dict[str, str]:
    """Return the types of other packages; one with the name of a built-in type is ignored."""
    points = importlib.metadata.entry_points(group=GROUP)
    return {point.name: point.value for point in points if point.name not in BUILT_IN}


def hash_type_names() -> tuple[str, ...]:
    """Return every known name, the built-in ones first.

    Examples
    --------
    >>> from hashmatch.hashing import hash_type_names
    >>> hash_type_names()[:3]
    ('pdq', 'phash', 'dhash')

    See Also
    --------
    find_type : the type of a name
    """
    return (*BUILT_IN, *sorted(_foreign()))


@cache
def find_type(name: str) -> HashType:
    """Return the hash type called `name`.

    Raises
    ------
    UnknownHashTypeError
        If no type has this name.

    Examples
    --------
    >>> from hashmatch.hashing import find_type
    >>> pdq = find_type("pdq")
    >>> pdq.bits, pdq.radius, pdq.has_quality
    (256, 31, True)

    See Also
    --------
    hash_type_names : the names
    """
    target = BUILT_IN.get(name) or _foreign().get(name)
    if target is None:
        raise UnknownHashTypeError(name, hash_type_names())
    module, _, attribute = target.partition(":")
    made: HashType = getattr(importlib.import_module(module), attribute)()
    return made


def forget() -> None:
    """Forget the types found so far, so that a package installed while the program runs is found."""
    _foreign.cache_clear()
    find_type.cache_clear()
