"""Hash: a code with its type."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

import numpy as np
from numpy.typing import NDArray

from hashmatch.errors import BadHashError, MixedHashesError
from hashmatch.hashing.registry import find_type, hash_type_names


class Fidelity(StrEnum):
    """How a hash was made."""

    EXACT = "exact"  # the reference's bits
    FAST = "fast"  # reduced decode: for queries only, never written into a list


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Hash:
    """One fingerprint of one medium.

    Two hashes are equal if they have the same type and bits; quality and fidelity are not compared.

    Attributes
    ----------
    hash_type : str
        A name from `hash_type_names`.
    code : ndarray of uint8, shape (ceil(bits / 8),)
        Read-only, most significant bit first.
    quality : int or None
        0 to 100; None if the type has no quality or it is unknown. A PDQ hash below 50 has too little structure to be
        trusted.
    fidelity : Fidelity
        Whether `code` has the reference's bits.

    Examples
    --------
    >>> from hashmatch import Hash
    >>> reported = Hash.parse("phash:f8f8f0cee0f4a84f")
    >>> seen = Hash.parse("phash:f8f8f0cee0f4a84e")
    >>> reported.distance(seen)
    1
    >>> reported == seen
    False
    >>> str(reported)
    'phash:f8f8f0cee0f4a84f'

    See Also
    --------
    hashmatch.hash_image : hash a picture
    hashmatch.HammingIndex : search many codes
    """

    hash_type: str
    code: NDArray[np.uint8]
    quality: int | None = None
    fidelity: Fidelity = Fidelity.EXACT

    def __post_init__(self) -> None:
        expected = find_type(self.hash_type).code_bytes
        if self.code.dtype != np.uint8 or self.code.shape != (expected,):
            shape, dtype = self.code.shape, self.code.dtype
            raise BadHashError(
                f"{dtype} array of shape {shape}", f"a {self.hash_type} code is uint8 of shape ({expected},)"
            )
        if not isinstance(self.code.base, bytes):  # bytes cannot change, so an array over them cannot either
            object.__setattr__(self, "code", np.frombuffer(self.code.tobytes(), np.uint8))

    def __reduce__(self) -> tuple[type["Hash"], tuple[str, NDArray[np.uint8], int | None, Fidelity]]:
        """Pickle so that the code comes back read-only."""
        return type(self), (self.hash_type, self.code, self.quality, self.fidelity)

    @classmethod
    def parse(cls, text: str, hash_type: str | None = None, *, quality: int | None = None) -> Self:
        """Read ``type:hex``, or bare hex digits whose type is given; ``Hash.parse(str(h)) == h`` for every hash ``h``.

        The type is never guessed from the length: 64 digits may be PDQ or SHA-256.

        Raises
        ------
        BadHashError
            If the type is missing, or the number of digits is not that of the type.
        UnknownHashTypeError
            If there is no such type.

        Examples
        --------
        >>> from hashmatch import Hash
        >>> Hash.parse("phash:F8F8F0CEE0F4A84F").hex
        'f8f8f0cee0f4a84f'
        >>> Hash.parse("f8f8f0cee0f4a84f", "phash", quality=80).quality
        80
        >>> Hash.parse("f8f8f0cee0f4a84f")
        Traceback (most recent call last):
            ...
        hashmatch.errors.hashing.BadHashError: 'f8f8f0cee0f4a84f' is no hash: 16 hex digits may be phash or ...
        """
        name, digits = hash_type, text
        if name is None:
            name, colon, digits = text.partition(":")
            if not colon:
                raise BadHashError(text, _untyped(text))
        wanted = find_type(name)
        if not re.fullmatch(rf"[0-9a-fA-F]{{{wanted.digits}}}", digits):
            raise BadHashError(text, f"a {name} hash has {wanted.digits} hex digits")
        code = np.frombuffer(bytes.fromhex(digits.zfill(2 * wanted.code_bytes)), dtype=np.uint8)
        if int.from_bytes(code.tobytes()) >> wanted.bits:
            raise BadHashError(text, f"a {name} hash has {wanted.bits} bits, and the first digit is too large for that")
        return cls(name, code, quality)

    @property
    def hex(self) -> str:
        """The digits that the field exchanges, lower case."""
        return self.code.tobytes().hex()[-find_type(self.hash_type).digits :]

    def distance(self, other: "Hash") -> int:
        """Return the Hamming distance in bits; 0 means equal codes.

        Raises
        ------
        MixedHashesError
            If the types differ: their codes have no distance.

        Examples
        --------
        >>> from hashmatch import Hash
        >>> Hash.parse("phash:00000000000000ff").distance(Hash.parse("phash:0000000000000000"))
        8
        """
        if self.hash_type != other.hash_type:
            raise MixedHashesError(self.hash_type, other.hash_type)
        return int(np.bitwise_count(self.code ^ other.code).sum())

    def __str__(self) -> str:
        return f"{self.hash_type}:{self.hex}"

    def __repr__(self) -> str:
        """Leave the digits out: hash lists are personal data, and a repr ends in logs and tracebacks."""
        return f"<Hash {self.hash_type}, quality {self.quality}, {self.fidelity}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Hash):
            return NotImplemented
        return self.hash_type == other.hash_type and self.code.tobytes() == other.code.tobytes()

    def __hash__(self) -> int:
        return hash((self.hash_type, self.code.tobytes()))


def _untyped(text: str) -> str:
    """Say which type to write before digits that have none."""
    if re.fullmatch(r"[0-9a-fA-F]+", text):
        fitting = [name for name in hash_type_names() if find_type(name).digits == len(text)]
        if fitting:
            return f"{len(text)} hex digits may be {' or '.join(fitting)}; say which, as in '{fitting[0]}:...'"
    return "write it as type:digits, as in 'pdq:...'"
