"""What a matcher asks of one medium: the codes of every type, frame and orientation, from one reading of the file.

A query is plain data: it can be made in one process, which touches the hostile file, and looked up in another, which
holds the list.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hashmatch.errors import HashmatchError
from hashmatch.hashing.hash import Fidelity
from hashmatch.hashing.hash_type import FileHashType, Fingerprint, PixelHashType
from hashmatch.hashing.image import fast_prints, pixel_type, wants_reduced
from hashmatch.hashing.pdq import CERTAIN, PDQ, margins_of
from hashmatch.hashing.registry import find_type
from hashmatch.hashing.variant import Variant, Variants
from hashmatch.media import (
    DEFAULT_LIMITS,
    Limits,
    Orientation,
    Source,
    colour_of,
    decode_frames,
    decode_reduced_picture,
    name_of,
    open_binary,
    read_bytes,
    turned,
)


@dataclass(frozen=True, slots=True)
class QueryOptions:
    """How media are hashed for a look-up.

    Of the variants ``all``, those beyond the orientations are tried by PDQ, and of an animation for its first frame.

    Raises
    ------
    BadColourError
        If the background is no colour.
    """

    variants: Variants = Variants.ORIENTATION
    fidelity: Fidelity = Fidelity.EXACT
    background: str = "white"  # the colour below transparent pixels
    views: bool = False  # also hash the crops that a list stores beside a medium's own hash
    margins: bool = False  # also keep how certain each bit of PDQ is
    cuts: tuple[Variant, ...] = ()  # what these cut out is also hashed by every type but PDQ
    limits: Limits = DEFAULT_LIMITS

    def __post_init__(self) -> None:
        colour_of(self.background)  # now, and not as the problem of every medium


@dataclass(frozen=True, slots=True)
class QueryCodes:
    """The codes of one hash type."""

    codes: NDArray[np.uint8] = field(repr=False)  # (n, bytes)
    qualities: tuple[int | None, ...]
    variants: tuple[Variant, ...]
    frames: tuple[int, ...]  # counted from 0
    fidelity: Fidelity = Fidelity.EXACT
    margins: NDArray[np.uint8] | None = field(default=None, repr=False)  # (n, bits) of PDQ, where they were asked for


@dataclass(frozen=True, slots=True)
class Query:
    """Everything asked of one medium.

    Attributes
    ----------
    codes : dict of str to QueryCodes
        By hash type.
    problem : HashmatchError or None
        Why the medium could not be examined to its end: `codes` then holds what was had before, perhaps nothing.
    options : QueryOptions
        How it was hashed.
    """

    name: str
    codes: dict[str, QueryCodes]
    problem: HashmatchError | None = None
    options: QueryOptions = QueryOptions()


def query_of(
    source: Source,
    hash_types: Sequence[str],
    options: QueryOptions = QueryOptions(),
    *,
    name: str | None = None,
) -> Query:
    """Hash one medium, every frame of it, by each of `hash_types`.

    A medium that cannot be examined is no exception here: its `problem` says why, so that a digest taken of a video, or
    the frames before a break, still count.

    Raises
    ------
    UnknownHashTypeError
        If there is no such type.
    """
    kinds = [find_type(hash_type) for hash_type in hash_types]
    called = name_of(source, name)
    found: dict[str, _Collected] = {}
    problem = None
    try:
        if hasattr(source, "read"):  # perhaps a pipe, which can be read only once
            source = read_bytes(source, name=called, limits=options.limits)
        for kind in kinds:
            if isinstance(kind, FileHashType):
                with open_binary(source, name=called) as file:
                    digest = {Variant(): kind.hash_file(file)}
                found.setdefault(kind.name, _Collected()).take(digest, frame=0)
        seen = [kind for kind in kinds if isinstance(kind, PixelHashType)]
        for prints in _prints(source, seen, options, called):
            found.setdefault(
                prints.hash_type, _Collected(prints.fidelity, options.margins and prints.hash_type == PDQ.name)
            ).take(prints.prints, prints.frame)
    except HashmatchError as error:
        problem = error
    return Query(called, {key: collected.done() for key, collected in found.items()}, problem, options)


class _Prints(NamedTuple):
    """What one type makes of one frame."""

    hash_type: str
    prints: Mapping[Variant, Fingerprint]
    frame: int
    fidelity: Fidelity


def _prints(source: Source, kinds: list[PixelHashType], options: QueryOptions, name: str) -> Iterator[_Prints]:
    """Yield the fingerprints of each frame by each type, each frame decoded once."""
    if not kinds:
        return
    oriented = options.variants is not Variants.NONE
    if all(wants_reduced(kind, options.fidelity) for kind in kinds):
        fast = fast_prints(source, name, options.limits)
        if fast is not None:
            wanted = fast if oriented else {Orientation.UPRIGHT: fast[Orientation.UPRIGHT]}
            yield _Prints("pdq", _turned(wanted), 0, Fidelity.FAST)
            if options.variants is Variants.ALL:
                yield _Prints("pdq", dict(_undone(source, options, name)), 0, Fidelity.FAST)
            return
    for picture in decode_frames(source, name=name, background=options.background, limits=options.limits):
        for kind in kinds:
            pixel_type(kind, picture.pixels.shape, name)
            if oriented:
                prints = kind.hash_orientations(picture.pixels)
            else:
                prints = {Orientation.UPRIGHT: kind.hash_pixels(picture.pixels)}
            yield _Prints(kind.name, _turned(prints), picture.frame, Fidelity.EXACT)
            if options.views and isinstance(kind, PDQ):
                from hashmatch.hashing.pdq.altered.stored_crops import views

                yield _Prints(kind.name, dict(views(picture.pixels)), picture.frame, Fidelity.EXACT)
            if options.cuts and not isinstance(kind, PDQ) and picture.frame == 0:
                yield _Prints(kind.name, _cuts(picture.pixels, kind, options.cuts), 0, Fidelity.EXACT)
            if options.variants is Variants.ALL and isinstance(kind, PDQ) and picture.frame == 0:
                from hashmatch.hashing.pdq.altered.variants import undo_alterations

                yield _Prints(kind.name, dict(undo_alterations(picture.pixels)), 0, Fidelity.EXACT)


def _cuts(pixels: NDArray[np.uint8], kind: PixelHashType, cuts: Sequence[Variant]) -> dict[Variant, Fingerprint]:
    """Hash what variants cut out, turned as they turn it, by a type that has no frames of its own."""
    found = {}
    for variant in cuts:
        left, top, right, bottom = variant.box or (0, 0, pixels.shape[1], pixels.shape[0])
        cut = turned(pixels[top:bottom, left:right], variant.orientation)
        if min(cut.shape[:2]) >= kind.smallest_side:
            found[variant] = kind.hash_pixels(np.ascontiguousarray(cut))
    return found


def _undone(source: Source, options: QueryOptions, name: str) -> list[tuple[Variant, Fingerprint]]:
    """Undo alterations of a JPEG file from its reduced decode."""
    from hashmatch.hashing.pdq.altered.variants import undo_alterations

    reduced = decode_reduced_picture(source, name=name, limits=options.limits)
    return [] if reduced is None else undo_alterations(reduced.pixels, size=reduced.size, scale=reduced.scale)


def _turned(prints: dict[Orientation, Fingerprint]) -> dict[Variant, Fingerprint]:
    return {Variant(orientation): found for orientation, found in prints.items()}


@dataclass(slots=True)
class _Collected:
    """The codes of one type, while frames are still coming."""

    fidelity: Fidelity = Fidelity.EXACT
    with_margins: bool = False
    codes: list[NDArray[np.uint8]] = field(default_factory=list)
    qualities: list[int | None] = field(default_factory=list)
    variants: list[Variant] = field(default_factory=list)
    frames: list[int] = field(default_factory=list)
    margins: list[NDArray[np.uint8]] = field(default_factory=list)

    def take(self, prints: Mapping[Variant, Fingerprint], frame: int) -> None:
        """Add a frame."""
        for variant, found in prints.items():
            self.codes.append(found.code)
            self.qualities.append(found.quality)
            self.variants.append(variant)
            self.frames.append(frame)
            if self.with_margins:
                self.margins.append(_margins(found))

    def done(self) -> QueryCodes:
        """Return what has been collected, as arrays."""
        return QueryCodes(
            np.stack(self.codes),
            tuple(self.qualities),
            tuple(self.variants),
            tuple(self.frames),
            self.fidelity,
            np.stack(self.margins) if self.margins else None,
        )


def _margins(found: Fingerprint) -> NDArray[np.uint8]:
    """Return how certain each bit of a PDQ hash is; that of a picture too small to be hashed has no terms."""
    return np.full(PDQ.bits, CERTAIN, np.uint8) if found.terms is None else margins_of(found.terms[None])[0]
