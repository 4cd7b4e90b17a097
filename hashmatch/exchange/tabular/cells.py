"""One cell of a hash list: what it says, or why it is refused."""

import io
import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

import numpy as np

from hashmatch.bank.entry import distinct
from hashmatch.errors import BadHashError, UnknownHashTypeError, quoted
from hashmatch.files.bounded_text import RowError
from hashmatch.hashing import Fidelity, FileHashType, Hash, HashType, find_type

Cell = str | tuple[str, ...]  # a JSON list of strings is a tuple; in CSV every cell is a string

# Other names for the same bits: NIST's, and those of the ThreatExchange library for the digest of a video file.
TYPE_ALIASES = {"sha-1": "sha1", "sha-256": "sha256", "video_md5": "md5", "video_sha256": "sha256"}

BEHIND_TYPE = re.compile(r"[:\s]\s*")

QUALITIES = {str(quality): quality for quality in range(101)}


def type_name(text: str) -> str:
    """Return the registry's name of the hash type that a list calls `text`."""
    name = text.strip().lower()
    return TYPE_ALIASES.get(name, name)


class Digits:
    """Reads the hex digits of one hash type; made once a type, called once a row."""

    __slots__ = ("blank", "code_bytes", "digits", "has_quality", "name")

    def __init__(self, kind: HashType) -> None:
        self.name, self.digits, self.code_bytes = kind.name, kind.digits, kind.code_bytes
        self.has_quality = kind.has_quality
        self.blank = _blank_digests(kind)

    def read(self, text: str, quality: int | None, field: str, whole: str = "") -> Hash | None:
        """Return the hash, or None for a digest of nothing (`_blank_digests`).

        Raises
        ------
        RowError
            If `text` is not as many hex digits as the type has. It names `field` and repeats the `whole` cell.
        """
        try:
            code = bytes.fromhex(text)
        except ValueError:
            code = b""
        if len(code) != self.code_bytes or len(text) != self.digits:  # fromhex skips blanks between bytes
            try:
                # Fails in its own words, or reads an odd number of digits.
                return Hash.parse(text, self.name, quality=quality if self.has_quality else None)
            except BadHashError as error:
                raise RowError(field, f"{quoted(whole or text)} is no hash: {error.problem}") from None
        if code in self.blank:
            return None
        return Hash(self.name, np.frombuffer(code, np.uint8), quality if self.has_quality else None)

    def read_all(self, cells: Sequence[str]) -> bytes | None:
        """Return the codes of many cells, one behind the other, or None unless each is just as many hex digits.

        A digest of nothing is none of them either.
        """
        if self.digits != 2 * self.code_bytes or set(map(len, cells)) != {self.digits}:
            return None
        try:
            codes = bytes.fromhex("".join(cells))
        except ValueError:
            return None
        if len(codes) != len(cells) * self.code_bytes:  # fromhex skips blanks between bytes
            return None
        rows = np.frombuffer(codes, np.uint8).reshape(-1, self.code_bytes)
        if any((rows == np.frombuffer(blank, np.uint8)).all(axis=1).any() for blank in self.blank):
            return None
        return codes


@cache
def digits_of(name: str) -> Digits:
    """Return the reader of the hash type called `name`.

    Raises
    ------
    UnknownHashTypeError
        If there is none.
    """
    return Digits(find_type(name))


def _blank_digests(kind: HashType) -> frozenset[bytes]:
    """Return the digests that stand for nothing: of the empty file, which all empty files have, and of zeros, a marker.

    A perceptual hash has none: flat pictures exist.
    """
    if not isinstance(kind, FileHashType):
        return frozenset()
    return frozenset({bytes(kind.code_bytes), kind.hash_file(io.BytesIO()).code.tobytes()})


def digits_called(name: str, field: str, whole: str) -> Digits:
    """Return the reader of the hash type that a list calls `name`.

    Raises
    ------
    RowError
        If there is none.
    """
    try:
        return digits_of(type_name(name))
    except UnknownHashTypeError as error:
        raise RowError(field, f"{quoted(whole)}: {error}") from None


def read_named(text: str, default: str | None, quality: int | None, field: str) -> Hash | None:
    """Read ``type:digits``, ``type digits``, or bare digits of the type `default`.

    Raises
    ------
    RowError
        If it is none of them; bare digits without a default are refused, for 64 of them may be PDQ or SHA-256.
    """
    name, *digits = BEHIND_TYPE.split(text, maxsplit=1)
    if digits:
        return digits_called(name, field, text).read(digits[0], quality, field, text)
    if default is not None:
        return digits_of(default).read(text, quality, field)
    try:
        return Hash.parse(text)
    except BadHashError as error:
        problem = f"{error.problem}, or give the type of the whole list"
        raise RowError(field, f"{quoted(text)} is no hash: {problem}") from None


def read_quality(text: str) -> int | None:
    """Read 0 to 100; nothing is None."""
    text = text.strip()
    if not text:
        return None
    quality = QUALITIES.get(text)
    if quality is None:
        raise RowError("quality", f"{quoted(text)} is no whole number from 0 to 100")
    return quality


def refuse_inexact(text: str) -> None:
    """Refuse a fast hash, which is some bits off and for queries only; nothing said means exact."""
    if text.strip().lower() not in ("", Fidelity.EXACT):
        raise RowError("fidelity", f"{quoted(text)} is not exact; hash the medium again with exact fidelity")


def read_radius(text: str, hash_types: Iterable[str]) -> int | None:
    """Read a radius that no hash of the row, whose types are given, is too narrow for; nothing is None."""
    text = text.strip()
    if not text:
        return None
    narrowest = min(map(find_type, hash_types), key=lambda kind: kind.bits)
    if not re.fullmatch("[0-9]{1,9}", text) or int(text) > narrowest.bits:
        raise RowError("radius", f"{quoted(text)} is no number of bits from 0 to {narrowest.bits} ({narrowest.name})")
    return int(text)


@lru_cache(maxsize=4096)  # labels and sources repeat from row to row: one tuple for all of them
def read_labels(cell: Cell) -> tuple[str, ...]:
    """Split labels at ``;``; a JSON list is split already."""
    return distinct(part.strip() for part in (cell.split(";") if isinstance(cell, str) else cell))


@lru_cache(maxsize=4096)
def read_source(cell: Cell) -> tuple[str, ...]:
    """Return the source or sources."""
    return read_texts(cell)


def read_texts(cell: Cell) -> tuple[str, ...]:
    """Return a cell's text or texts as they are, blanks and all; nothing is no text."""
    if isinstance(cell, str):
        return (cell,) if cell else ()
    return distinct(cell)
