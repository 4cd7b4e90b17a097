"""One medium hashed as it was asked: every type, frame and variant, from one reading of the file.

A query is plain data: it can be made in one process, which touches the hostile file, and looked up in another, which
holds the list.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hashmatch.errors import HashmatchError, WrongMediaError
from hashmatch.hashing.ask import UPRIGHT_ONLY, Ask
from hashmatch.hashing.capabilities import HashesReduced, HasMargins, StoresCrops, UndoesAlterations
from hashmatch.hashing.hash import Fidelity
from hashmatch.hashing.hash_type import FileHashType, Fingerprint, HashType, PixelHashType
from hashmatch.hashing.registry import find_type
from hashmatch.hashing.variant import Variant
from hashmatch.media import Medium, Orientation, Picture, Source, turned


@dataclass(frozen=True, slots=True)
class QueryCodes:
    """The codes of one hash type."""

    codes: NDArray[np.uint8] = field(repr=False)  # (n, bytes)
    qualities: tuple[int | None, ...]
    variants: tuple[Variant, ...]
    frames: tuple[int, ...]  # counted from 0
    fidelity: Fidelity = Fidelity.EXACT
    margins: NDArray[np.uint8] | None = field(default=None, repr=False)  # (n, bits), where asked for and known


@dataclass(frozen=True, slots=True)
class Query:
    """The hashes of one medium, as they were asked for.

    Attributes
    ----------
    codes : dict of str to QueryCodes
        By hash type.
    problem : HashmatchError or None
        Why the medium could not be hashed to its end: `codes` then holds the hashes made before that, perhaps none.
    """

    name: str
    ask: Ask
    codes: dict[str, QueryCodes]
    problem: HashmatchError | None = None


def hash_source(source: Source, ask: Ask, name: str | None = None) -> Query:
    """Open one medium and hash it, as `hash_medium` does: the work of a worker process."""
    decoding = ask.decoding
    with Medium(source, name=name, background=decoding.background, limits=decoding.limits) as medium:
        return hash_medium(medium, ask)


def hash_medium(medium: Medium, ask: Ask) -> Query:
    """Hash one medium, every frame of it, by each type that is asked for.

    A medium that cannot be hashed is no exception here: the query's `problem` says why, so that a digest taken of a
    film, or the frames before a break, still count.

    Raises
    ------
    UnknownHashTypeError
        If there is no such type.
    """
    kinds = [find_type(hash_type) for hash_type in ask.hash_types]
    found: dict[str, _Collected] = {}
    problem = None
    try:
        for part in _parts(medium, kinds, ask):
            collected = found.setdefault(part.kind.name, _Collected(part.kind, part.fidelity, ask.margins))
            collected.take(part.prints, part.frame)
    except HashmatchError as error:
        problem = _without_traceback(error)
    return Query(medium.name, ask, {name: collected.done() for name, collected in found.items()}, problem)


def fast_prints(medium: Medium, kind: HashType) -> dict[Orientation, Fingerprint] | None:
    """Return the hashes of a reduced decode in each orientation, or None where only the whole picture can tell."""
    if not isinstance(kind, HashesReduced):
        return None
    luma = medium.reduced_luma
    return None if luma is None or _is_too_small(kind, luma.size) else kind.hash_reduced(luma)


def checked_type(kind: HashType, picture: Picture) -> PixelHashType:
    """Return `kind` if it can hash this picture.

    Raises
    ------
    WrongMediaError
        If it hashes files, or the picture is too small for it.
    """
    if not isinstance(kind, PixelHashType):
        raise WrongMediaError(picture.name, kind.name, "hashes files, not pixels; choose a perceptual hash")
    if _is_too_small(kind, picture.size):
        height, width = picture.size
        problem = f"{width} x {height} pixels are too few, it needs {kind.smallest_side} a side"
        raise WrongMediaError(picture.name, kind.name, problem)
    return kind


def _is_too_small(kind: HashType, size: tuple[int, int]) -> bool:
    return isinstance(kind, PixelHashType) and min(size) < kind.smallest_side


def _without_traceback(error: HashmatchError) -> HashmatchError:
    """Return an error that holds no frame of a call, and so none of the bytes and pixels that these held."""
    link: BaseException | None = error
    while link is not None:
        link.__traceback__ = None
        link = link.__cause__ or link.__context__
    return error


class _Part(NamedTuple):
    """What one type makes of one frame."""

    kind: HashType
    prints: Mapping[Variant, Fingerprint]
    frame: int = 0
    fidelity: Fidelity = Fidelity.EXACT


def _parts(medium: Medium, kinds: Sequence[HashType], ask: Ask) -> Iterator[_Part]:
    """Yield digests of the file, then the fingerprints of its pixels."""
    seen = [kind for kind in kinds if isinstance(kind, PixelHashType)]
    if ask.orientations:
        for kind in kinds:
            if isinstance(kind, FileHashType):
                # Pixels have no digest: they are examined by what else there is.
                without = seen and not medium.has_bytes
                yield _Part(kind, {} if without else {Variant(): medium.read_by(kind.hash_file)})
    if not seen:
        return
    fast = _fast_parts(medium, seen, ask) if ask.is_fast else None
    if fast is not None:
        yield from fast
        return
    for picture in medium.frames() if ask.orientations else [medium.first]:
        for kind in seen:
            yield from _exact_parts(picture, checked_type(kind, picture), ask)


def _fast_parts(medium: Medium, kinds: Sequence[PixelHashType], ask: Ask) -> list[_Part] | None:
    """Hash from reduced decodes; None where one of the types needs the whole picture."""
    if not all(isinstance(kind, HashesReduced) for kind in kinds):
        return None
    parts = []
    for kind in kinds:
        if ask.orientations:
            prints = fast_prints(medium, kind)
            if prints is None:
                return None
            parts.append(_Part(kind, _oriented(prints, ask.orientations), 0, Fidelity.FAST))
        if ask.alterations and isinstance(kind, UndoesAlterations):
            reduced = medium.reduced_picture
            if reduced is None or _is_too_small(kind, reduced.size):
                return None
            undone = kind.undo_alterations(reduced.pixels, size=reduced.size, scale=reduced.scale)
            parts.append(_Part(kind, dict(undone), 0, Fidelity.FAST))
    return parts


def _exact_parts(picture: Picture, kind: PixelHashType, ask: Ask) -> Iterator[_Part]:
    """Hash one frame at full size by one type."""
    pixels, frame = picture.pixels, picture.frame
    if ask.orientations == UPRIGHT_ONLY:
        yield _Part(kind, {Variant(): kind.hash_pixels(pixels)}, frame)
    elif ask.orientations:
        yield _Part(kind, _oriented(kind.hash_orientations(pixels), ask.orientations), frame)
    if ask.crops and isinstance(kind, StoresCrops):
        yield _Part(kind, dict(kind.stored_crops(pixels)), frame)
    if frame == 0 and ask.cuts:
        yield _Part(kind, _cuts(pixels, kind, ask.cuts))
    if frame == 0 and ask.alterations and isinstance(kind, UndoesAlterations):
        yield _Part(kind, dict(kind.undo_alterations(pixels)))


def _oriented(prints: Mapping[Orientation, Fingerprint], wanted: Sequence[Orientation]) -> dict[Variant, Fingerprint]:
    return {Variant(orientation): prints[orientation] for orientation in wanted}


def _cuts(pixels: NDArray[np.uint8], kind: PixelHashType, cuts: Sequence[Variant]) -> dict[Variant, Fingerprint]:
    """Hash what variants cut out, turned as they turn it."""
    found = {}
    for variant in cuts:
        left, top, right, bottom = variant.box or (0, 0, pixels.shape[1], pixels.shape[0])
        cut = turned(pixels[top:bottom, left:right], variant.orientation)
        if min(cut.shape[:2]) >= kind.smallest_side:
            found[variant] = kind.hash_pixels(np.ascontiguousarray(cut))
    return found


@dataclass(slots=True)
class _Collected:
    """The codes of one type, while frames are still coming."""

    kind: HashType
    fidelity: Fidelity
    with_margins: bool
    prints: list[Fingerprint] = field(default_factory=list)
    variants: list[Variant] = field(default_factory=list)
    frames: list[int] = field(default_factory=list)

    def take(self, prints: Mapping[Variant, Fingerprint], frame: int) -> None:
        """Add what was made of a frame."""
        for variant, found in prints.items():
            self.prints.append(found)
            self.variants.append(variant)
            self.frames.append(frame)

    def done(self) -> QueryCodes:
        """Return what has been collected, as arrays."""
        kind, prints = self.kind, self.prints
        codes = np.stack([each.code for each in prints]) if prints else np.empty((0, kind.code_bytes), np.uint8)
        margins = None
        # Fast hashes never decide that something matches, so their margins are not needed.
        if self.with_margins and self.fidelity is Fidelity.EXACT and isinstance(kind, HasMargins) and prints:
            margins = np.stack([kind.margins(each) for each in prints])
        qualities = tuple(each.quality for each in prints)
        return QueryCodes(codes, qualities, tuple(self.variants), tuple(self.frames), self.fidelity, margins)
