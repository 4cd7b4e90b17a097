"""Hash types by name: ours, and those that other packages bring.

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
    """Types of other packages; one that takes the name of a built-in type is not asked."""
    points = importlib.metadata.entry_points(group=GROUP)
    return {point.name: point.value for point in points if point.name not in BUILT_IN}


def hash_type_names() -> tuple[str, ...]:
    """Return every known name, the built-in ones first."""
    return (*BUILT_IN, *sorted(_foreign()))


@cache
def find_type(name: str) -> HashType:
    """Return the hash type called `name`.

    Raises
    ------
    UnknownHashTypeError
        If there is none.
    """
    target = BUILT_IN.get(name) or _foreign().get(name)
    if target is None:
        raise UnknownHashTypeError(name, hash_type_names())
    module, _, attribute = target.partition(":")
    made: HashType = getattr(importlib.import_module(module), attribute)()
    return made


def forget() -> None:
    """Look for other packages' types anew, after one was installed while the program ran."""
    _foreign.cache_clear()
    find_type.cache_clear()
