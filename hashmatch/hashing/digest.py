"""Digests of the file: md5, sha1, sha256. Only identical files have equal digests."""

import hashlib
from typing import BinaryIO, ClassVar

import numpy as np

from hashmatch.hashing.hash_type import FileHashType, Fingerprint


class _Digest(FileHashType):
    """A digest that the standard library computes."""

    def hash_file(self, file: BinaryIO) -> Fingerprint:
        """Hash `file` from its current position to its end."""
        digest = hashlib.new(self.name, usedforsecurity=False)  # md5 and sha1 only name files here
        while block := file.read(1 << 20):
            digest.update(block)
        return Fingerprint(np.frombuffer(digest.digest(), dtype=np.uint8), None)


class MD5(_Digest):
    """RFC 1321."""

    name: ClassVar[str] = "md5"
    bits: ClassVar[int] = 128


class SHA1(_Digest):
    """FIPS 180-4."""

    name: ClassVar[str] = "sha1"
    bits: ClassVar[int] = 160


class SHA256(_Digest):
    """FIPS 180-4."""

    name: ClassVar[str] = "sha256"
    bits: ClassVar[int] = 256
