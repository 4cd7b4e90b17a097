"""Rectangles of a picture, and candidates: rectangles that may hold a picture."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Rectangle:
    """The pixels ``[top:bottom, left:right]`` of an array."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Width in pixels."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Height in pixels."""
        return self.bottom - self.top

    @property
    def area(self) -> int:
        """Number of pixels."""
        return self.width * self.height


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rectangle that may hold a picture."""

    rectangle: Rectangle
    score: float  # 0 to 1: how often such a rectangle was right in the pictures to which the weights were fitted


def scaled(rectangle: Rectangle, thumbnail_size: tuple[int, int], full_size: tuple[int, int]) -> Rectangle:
    """Scale a rectangle of the thumbnail to the full picture; it stays at least one pixel wide and high.

    Parameters
    ----------
    rectangle : Rectangle
        In pixels of the thumbnail, and inside it.
    thumbnail_size, full_size : (int, int)
        Height and width in pixels, as in ``array.shape[:2]``.
    """
    (small_height, small_width), (height, width) = thumbnail_size, full_size
    left, right = _stretched(rectangle.left, rectangle.right, small_width, width)
    top, bottom = _stretched(rectangle.top, rectangle.bottom, small_height, height)
    return Rectangle(left, top, right, bottom)


def _stretched(start: int, stop: int, small: int, full: int) -> tuple[int, int]:
    """Scale both ends and round to the nearest pixel, halves up; in integers, so that every machine agrees."""
    low, high = ((2 * end * full + small) // (2 * small) for end in (start, stop))
    low = min(low, full - 1)
    return low, max(high, low + 1)
