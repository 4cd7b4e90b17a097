"""How a medium was changed before hashing, to undo what was done to a copy."""

from dataclasses import dataclass
from enum import StrEnum

from hashmatch.media import Orientation


class Variants(StrEnum):
    """Which changes are tried."""

    NONE = "none"
    ORIENTATION = "orientation"  # eight: turned by quarters and mirrored
    ALL = "all"  # every `Stage`


class Stage(StrEnum):
    """What is undone, cheapest first."""

    ORIENTATION = "orientation"  # turned by quarters, mirrored, or nothing
    CONTENT = "content"  # a border, a caption, an app around the picture
    INSET = "inset"  # rounded corners or a dirty edge: cut a little smaller, and grown back
    ANGLE = "angle"  # turned by a few degrees
    UNCROP = "uncrop"  # cut at the edges: grown, as if it had lain in a larger frame
    PART = "part"  # one of several pictures side by side
    STICKER = "sticker"  # flat round blobs: filled from around
    VIEW = "view"  # stored only: the hash of a crop, kept in the list with the entry


CUT_STAGES = frozenset({Stage.CONTENT, Stage.INSET, Stage.PART})  # what they cut out, any hash type can hash


@dataclass(frozen=True, slots=True)
class Variant:
    """One way in which a medium was changed before hashing.

    Attributes
    ----------
    box : tuple of int or None
        Left, top, right and bottom of what was hashed, in pixels of the upright medium; outside of it for `UNCROP`,
        and for `ANGLE` where it was straightened.
    degrees : float
        By which the medium was turned back, counter-clockwise.
    """

    orientation: Orientation = Orientation.UPRIGHT
    stage: Stage = Stage.ORIENTATION
    box: tuple[int, int, int, int] | None = None
    degrees: float = 0

    def __str__(self) -> str:
        done: list[str] = []
        if self.stage is Stage.ORIENTATION or self.orientation is not Orientation.UPRIGHT:
            done.append(self.orientation)
        match self.stage:
            case Stage.CONTENT | Stage.PART | Stage.VIEW:
                done.append(f"cut to {_place(self.box)}")
            case Stage.INSET:
                done.append(f"cut to {_place(self.box)} without its edge")
            case Stage.UNCROP:
                done.append(f"grown to {_place(self.box)}")
            case Stage.ANGLE:
                done.append(f"turned back by {self.degrees:+g} degrees")
                if self.box is not None:
                    done.append(f"grown to {_place(self.box)}")
            case Stage.STICKER:
                done.append("stickers filled")
            case Stage.ORIENTATION:
                pass
        return ", ".join(done)


def _place(box: tuple[int, int, int, int] | None) -> str:
    left, top, right, bottom = box or (0, 0, 0, 0)
    return f"columns {left} to {right}, rows {top} to {bottom}"
