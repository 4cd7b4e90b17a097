"""One medium, one hash type."""

from hashmatch.errors import WrongMediaError
from hashmatch.hashing.hash import Fidelity, Hash
from hashmatch.hashing.hash_type import FileHashType, Fingerprint, HashType, PixelHashType
from hashmatch.hashing.pdq import PDQ
from hashmatch.hashing.registry import find_type
from hashmatch.media import (
    DEFAULT_LIMITS,
    Limits,
    Orientation,
    Source,
    decode,
    decode_reduced,
    name_of,
    open_binary,
    read_bytes,
)


def hash_image(
    source: Source,
    hash_type: str = "pdq",
    fidelity: Fidelity | str = Fidelity.EXACT,
    *,
    name: str | None = None,
    background: str = "white",
    limits: Limits = DEFAULT_LIMITS,
) -> Hash:
    """Hash one picture; of an animation its first frame; by a digest the bytes of any file.

    Parameters
    ----------
    source : Source
        Path, bytes, binary file, Pillow image, or uint8 array (h, w), (h, w, 3) RGB or (h, w, 4) RGBA.
    hash_type : str
        A name from `hash_type_names`.
    fidelity : Fidelity
        ``fast`` hashes a JPEG file by PDQ from its reduced decode: a few bits off, ten times sooner, for queries only.
        Where nothing is to be gained the hash is exact, and says so.
    name : str, optional
        What messages call the source; by default its path.
    background : str
        The colour below transparent pixels.
    limits : Limits
        What one medium may cost.

    Returns
    -------
    Hash
        With the reference's bits if its fidelity is ``exact``.

    Raises
    ------
    MediaError
        If the source cannot be turned into pixels; its subclasses say why.
    UnknownHashTypeError, WrongMediaError
        If there is no such type, or the source has nothing for it to hash.
    """
    kind = find_type(hash_type)
    if isinstance(kind, FileHashType):
        with open_binary(source, name=name) as file:
            return _made(kind, kind.hash_file(file))
    name, source = name_of(source, name), _whole(source, name, limits)
    fast = fast_prints(source, name, limits) if wants_reduced(kind, fidelity) else None
    if fast is not None:
        return _made(kind, fast[Orientation.UPRIGHT], Fidelity.FAST)
    picture = decode(source, name=name, background=background, limits=limits)
    return _made(kind, pixel_type(kind, picture.pixels.shape, picture.name).hash_pixels(picture.pixels))


def hash_orientations(
    source: Source,
    hash_type: str = "pdq",
    fidelity: Fidelity | str = Fidelity.EXACT,
    *,
    name: str | None = None,
    background: str = "white",
    limits: Limits = DEFAULT_LIMITS,
) -> dict[Orientation, Hash]:
    """Hash one picture in its eight orientations; parameters and errors as `hash_image`.

    Returns
    -------
    dict of Orientation to Hash
        Each is the hash of the really turned or mirrored pixels.
    """
    kind = find_type(hash_type)
    name, source = name_of(source, name), _whole(source, name, limits)
    fast = fast_prints(source, name, limits) if wants_reduced(kind, fidelity) else None
    if fast is not None:
        return {orientation: _made(kind, found, Fidelity.FAST) for orientation, found in fast.items()}
    called = name_of(source, name)
    if not isinstance(kind, PixelHashType):
        raise WrongMediaError(called, kind.name, "a digest of bytes has no orientations; choose a perceptual hash")
    picture = decode(source, name=name, background=background, limits=limits)
    pixels = pixel_type(kind, picture.pixels.shape, called).hash_orientations(picture.pixels)
    return {orientation: _made(kind, found) for orientation, found in pixels.items()}


def _made(kind: HashType, found: Fingerprint, fidelity: Fidelity = Fidelity.EXACT) -> Hash:
    """Return a fingerprint with its type."""
    return Hash(kind.name, found.code, found.quality, fidelity)


def _whole(source: Source, name: str | None, limits: Limits) -> Source:
    """Return a file object's bytes, for it may be a pipe that can be read only once; any other source as it is."""
    return read_bytes(source, name=name, limits=limits) if hasattr(source, "read") else source


def fast_prints(source: Source, name: str | None, limits: Limits) -> dict[Orientation, Fingerprint] | None:
    """Return the PDQ of a reduced decode in each orientation, or None where only the whole picture can tell."""
    luma = decode_reduced(source, name=name, limits=limits)
    return None if luma is None else PDQ().hash_reduced(luma)


def wants_reduced(kind: HashType, fidelity: Fidelity | str) -> bool:
    """Tell whether a reduced decode is wanted and of use: only PDQ has the filter for it."""
    return Fidelity(fidelity) is Fidelity.FAST and isinstance(kind, PDQ)


def pixel_type(kind: HashType, shape: tuple[int, ...], name: str) -> PixelHashType:
    """Return `kind` if it can hash pixels of this shape.

    Raises
    ------
    WrongMediaError
        If the picture is too small for it.
    """
    if not isinstance(kind, PixelHashType):
        raise WrongMediaError(name, kind.name, "hashes files, not pixels; choose a perceptual hash")
    if min(shape[:2]) < kind.smallest_side:
        size = f"{shape[1]} x {shape[0]} pixels"
        raise WrongMediaError(name, kind.name, f"{size} are too few, it needs {kind.smallest_side} a side")
    return kind
