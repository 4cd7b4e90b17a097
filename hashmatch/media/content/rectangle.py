"""Rectangles of a picture, and how sure one is of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Rectangle:
    """Pixels ``[top:bottom, left:right]`` of the array that was given."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Pixels from left to right."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Pixels from top to bottom."""
        return self.bottom - self.top

    @property
    def area(self) -> int:
        """Pixels inside."""
        return self.width * self.height


@dataclass(frozen=True, slots=True)
class Found:
    """A rectangle that may be a picture of its own."""

    rectangle: Rectangle
    score: float  # 0 to 1: about how often such a rectangle was right in the pictures that the weights were fitted to


def scaled(rectangle: Rectangle, thumbnail_size: tuple[int, int], full_size: tuple[int, int]) -> Rectangle:
    """Return a thumbnail's rectangle in pixels of the full picture, at least one pixel wide and high.

    Parameters
    ----------
    rectangle : Rectangle
        Of the thumbnail, inside it.
    thumbnail_size, full_size : (int, int)
        Height and width, as ``array.shape[:2]`` says them.
    """
    (small_height, small_width), (height, width) = thumbnail_size, full_size
    left, right = _stretched(rectangle.left, rectangle.right, small_width, width)
    top, bottom = _stretched(rectangle.top, rectangle.bottom, small_height, height)
    return Rectangle(left, top, right, bottom)


def _stretched(start: int, stop: int, small: int, full: int) -> tuple[int, int]:
    """Round both ends to the nearest pixel, halves up; in whole numbers, so that every machine agrees."""
    low, high = ((2 * end * full + small) // (2 * small) for end in (start, stop))
    low = min(low, full - 1)
    return low, max(high, low + 1)
