"""How one medium is to be hashed: what is asked of it, in one go."""

from dataclasses import dataclass

from hashmatch.hashing.hash import Fidelity
from hashmatch.hashing.variant import Variant
from hashmatch.media import DEFAULT_LIMITS, Limits, Orientation, colour_of

UPRIGHT_ONLY = (Orientation.UPRIGHT,)
ALL_ORIENTATIONS = tuple(Orientation)


@dataclass(frozen=True, slots=True)
class Decoding:
    """How media are turned into pixels before they are hashed.

    Parameters
    ----------
    fidelity : Fidelity
        ``exact``, or ``fast``: JPEG files are hashed from a reduced decode where the hash type can do that.
    background : str
        The colour below transparent pixels: a name or ``#rrggbb``.
    limits : Limits
        What one medium may cost.

    Raises
    ------
    BadColourError
        If the background is no colour.

    Examples
    --------
    >>> Decoding(fidelity="fast").fidelity
    <Fidelity.FAST: 'fast'>
    """

    fidelity: Fidelity | str = Fidelity.EXACT
    background: str = "white"
    limits: Limits = DEFAULT_LIMITS

    def __post_init__(self) -> None:
        object.__setattr__(self, "fidelity", Fidelity(self.fidelity))
        colour_of(self.background)  # raises now, and not as the problem of every medium


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of one medium: plain data, which travels to a worker process.

    Attributes
    ----------
    hash_types : tuple of str
    orientations : tuple of Orientation
        In which the whole medium is hashed, every frame of it: only upright, all eight, or none. With none, digests
        are not made either.
    alterations : bool
        Also hash the first frame with alterations undone, by the types that can do that.
    cuts : tuple of Variant
        What these variants cut out of the first frame is hashed too.
    crops : bool
        Also hash the crops that a list stores, by the types that have some.
    margins : bool
        Keep how close each bit of an exact hash was to flipping, of the types that can tell.
    """

    hash_types: tuple[str, ...]
    decoding: Decoding = Decoding()
    orientations: tuple[Orientation, ...] = UPRIGHT_ONLY
    alterations: bool = False
    cuts: tuple[Variant, ...] = ()
    crops: bool = False
    margins: bool = False

    @property
    def is_fast(self) -> bool:
        """Whether a reduced decode will do: crops and cuts are hashed at full size."""
        return self.decoding.fidelity is Fidelity.FAST and not self.crops and not self.cuts
