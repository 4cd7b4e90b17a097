"""Pixels in, codes out: the hash types the field exchanges.

    image.py         hash_image, hash_orientations: any source, any type. Start here.
    compare.py       two media or hashes side by side
    ask.py           Ask: what is asked of one medium; Decoding: how it becomes pixels
    fingerprints.py  hash_medium: every type, frame and variant that was asked for, from one reading
    variant.py       how a medium was changed before hashing
    hash.py          Hash: a code with its type; parsing, distance
    hash_type.py     what a type must say and do; registry.py finds it by name, also in other packages
    capabilities.py  what a type can do besides: reduced decodes, altered copies, margins, stored crops
    pdq/             PDQ, our own: the reference's bits from two matrix products
    perceptual.py    phash, dhash, ahash, whash, colorhash through the imagehash package
    digest.py        md5, sha1, sha256 of the file

Promise: an `exact` hash has the reference's bits (tests/hashing/pdq/test_pdq.py, tests/hashing/test_types.py); a `fast`
one is for queries only. No type is known by its name here: what it can do, it says itself. Knows media and errors.
"""

from hashmatch.hashing.ask import ALL_ORIENTATIONS, UPRIGHT_ONLY, Ask, Decoding
from hashmatch.hashing.capabilities import HashesReduced, HasMargins, StoresCrops, UndoesAlterations
from hashmatch.hashing.compare import Comparison, compared
from hashmatch.hashing.fingerprints import Query, QueryCodes, hash_medium, hash_source
from hashmatch.hashing.hash import Fidelity, Hash
from hashmatch.hashing.hash_type import FileHashType, Fingerprint, HashType, PixelHashType
from hashmatch.hashing.image import hash_image, hash_orientations
from hashmatch.hashing.registry import find_type, hash_type_names
from hashmatch.hashing.variant import CUT_STAGES, Stage, Variant, Variants

__all__ = [
    "ALL_ORIENTATIONS",
    "CUT_STAGES",
    "UPRIGHT_ONLY",
    "Ask",
    "Comparison",
    "Decoding",
    "Fidelity",
    "FileHashType",
    "Fingerprint",
    "HasMargins",
    "Hash",
    "HashType",
    "HashesReduced",
    "PixelHashType",
    "Query",
    "QueryCodes",
    "Stage",
    "StoresCrops",
    "UndoesAlterations",
    "Variant",
    "Variants",
    "compared",
    "find_type",
    "hash_image",
    "hash_medium",
    "hash_orientations",
    "hash_source",
    "hash_type_names",
]
