"""Pixels in, codes out: the hash types the field exchanges.

    image.py       hash_image, hash_orientations: any source, any type. Start here.
    compare.py     two media or hashes side by side
    query.py       what a matcher asks of one medium: every type, frame and orientation from one reading
    variant.py     how a medium was changed before hashing
    hash.py        Hash: a code with its type; parsing, distance
    hash_type.py   what a type must say and do; registry.py finds it by name, also in other packages
    pdq/           PDQ, our own: the reference's bits from two matrix products
    perceptual.py  phash, dhash, ahash, whash, colorhash through the imagehash package
    digest.py      md5, sha1, sha256 of the file

Promise: an `exact` hash has the reference's bits (tests/hashing/test_types.py); a `fast` one is for
queries only. Knows media and errors.
"""

from hashmatch.hashing.compare import Comparison, compared
from hashmatch.hashing.hash import Fidelity, Hash
from hashmatch.hashing.hash_type import FileHashType, Fingerprint, HashType, PixelHashType
from hashmatch.hashing.image import hash_image, hash_orientations
from hashmatch.hashing.query import Query, QueryCodes, QueryOptions, query_of
from hashmatch.hashing.registry import find_type, hash_type_names
from hashmatch.hashing.variant import Stage, Variant, Variants

__all__ = [
    "Comparison",
    "Fidelity",
    "FileHashType",
    "Fingerprint",
    "Hash",
    "HashType",
    "PixelHashType",
    "Query",
    "QueryCodes",
    "QueryOptions",
    "Stage",
    "Variant",
    "Variants",
    "compared",
    "find_type",
    "hash_image",
    "hash_orientations",
    "hash_type_names",
    "query_of",
]
