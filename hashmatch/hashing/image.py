"""One medium, one hash type."""

from hashmatch.errors import WrongMediaError
from hashmatch.hashing.fingerprints import checked_type, fast_prints
from hashmatch.hashing.hash import Fidelity, Hash
from hashmatch.hashing.hash_type import FileHashType, Fingerprint, HashType, PixelHashType
from hashmatch.hashing.registry import find_type
from hashmatch.media import DEFAULT_LIMITS, Limits, Medium, Orientation, Source, open_binary


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
        ``fast`` hashes a JPEG file from its reduced decode, by the types that can: a few bits off, ten times sooner,
        for queries only. Where nothing is gained the hash is exact, and says so.
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

    See Also
    --------
    hash_orientations : the same of a picture that may be turned or mirrored.

    Examples
    --------
    >>> found = hash_image("photos/bee.jpg")
    >>> found.hex[:16], found.quality
    ('40d40d5834b473cb', 100)
    >>> found.distance(hash_image("photos/bee.jpg", fidelity="fast"))
    0
    """
    kind, wanted = find_type(hash_type), Fidelity(fidelity)
    if isinstance(kind, FileHashType):
        with open_binary(source, name=name) as file:  # a pipe too may be of any size here
            return _made(kind, kind.hash_file(file))
    with Medium(source, name=name, background=background, limits=limits) as medium:
        return hash_of(medium, kind, wanted)


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
        Each is the hash of the pixels as they are after turning or mirroring.

    Examples
    --------
    >>> found = hash_orientations("photos/bee.jpg")
    >>> len(found), found[Orientation.UPRIGHT] == hash_image("photos/bee.jpg")
    (8, True)
    """
    kind = find_type(hash_type)
    with Medium(source, name=name, background=background, limits=limits) as medium:
        return orientations_of(medium, kind, Fidelity(fidelity))


def hash_of(medium: Medium, kind: HashType, fidelity: Fidelity = Fidelity.EXACT) -> Hash:
    """Hash an opened medium by one type; errors as `hash_image`."""
    if isinstance(kind, FileHashType):
        return _made(kind, medium.read_by(kind.hash_file))
    fast = fast_prints(medium, kind) if fidelity is Fidelity.FAST else None
    if fast is not None:
        return _made(kind, fast[Orientation.UPRIGHT], Fidelity.FAST)
    return _made(kind, checked_type(kind, medium.first).hash_pixels(medium.first.pixels))


def orientations_of(medium: Medium, kind: HashType, fidelity: Fidelity = Fidelity.EXACT) -> dict[Orientation, Hash]:
    """Hash an opened medium by one type in its eight orientations; errors as `hash_image`."""
    if not isinstance(kind, PixelHashType):
        problem = "a digest of bytes has no orientations; choose a perceptual hash"
        raise WrongMediaError(medium.name, kind.name, problem)
    fast = fast_prints(medium, kind) if fidelity is Fidelity.FAST else None
    if fast is not None:
        return {orientation: _made(kind, found, Fidelity.FAST) for orientation, found in fast.items()}
    exact = checked_type(kind, medium.first).hash_orientations(medium.first.pixels)
    return {orientation: _made(kind, found) for orientation, found in exact.items()}


def _made(kind: HashType, found: Fingerprint, fidelity: Fidelity = Fidelity.EXACT) -> Hash:
    """Return a fingerprint with its type."""
    return Hash(kind.name, found.code, found.quality, fidelity)
