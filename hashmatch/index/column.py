"""One array of an index, in memory or in a mapped file whose blocks are checked when they are first read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

import numpy as np

from hashmatch.errors import DamagedIndexError

if TYPE_CHECKING:
    from numpy.typing import NDArray

Scalar = TypeVar("Scalar", bound=np.generic)


class Checks(Protocol):
    """The checksums of one file's blocks; `done` once every block has been checked."""

    file: str
    done: bool

    def touch(self, items: NDArray[np.intp] | NDArray[np.uint32], size: int) -> None:
        """Check the blocks that hold `items` of `size` bytes."""

    def touch_all(self) -> None:
        """Check every block."""


class Column(Generic[Scalar]):
    """A flat array that checks the blocks it reads: a damaged block raises an error and never returns a value.

    An array in memory is not checked; it costs one comparison.
    """

    __slots__ = ("_array", "_checks")

    def __init__(self, array: NDArray[Scalar], checks: Checks | None = None) -> None:
        self._array = array
        self._checks = checks

    def __reduce__(self) -> tuple[type[Column[Scalar]], tuple[NDArray[Scalar]]]:
        """Pickle what a file holds too, every block checked: the other process may not see the file."""
        return type(self), (self.whole(),)

    def __len__(self) -> int:
        return len(self._array)

    @property
    def nbytes(self) -> int:
        """Size of the data."""
        return self._array.nbytes

    @property
    def dtype(self) -> np.dtype[Scalar]:
        """Type of the items."""
        return self._array.dtype

    def take(self, items: NDArray[np.intp] | NDArray[np.uint32]) -> NDArray[Scalar]:
        """Return some items."""
        checks = self._checks
        if checks is None:
            return self._array.take(items)
        try:
            checks.touch(items, self._array.itemsize)
            if checks.done:
                self._checks = None
            return self._array.take(items)
        except IndexError as error:  # intact blocks with rows that do not exist: forged, or a bug of ours
            raise DamagedIndexError(checks.file, "refers to rows that are not there") from error

    @property
    def checked(self) -> NDArray[Scalar] | None:
        """The array, once every block of it has been checked; before that, None."""
        return self._array if self._checks is None else None

    def item(self, item: int) -> bytes:
        """Return the bytes of one item."""
        if self._checks is None:
            return bytes(self._array[item])
        return self.take(np.array([item])).tobytes()

    def whole(self) -> NDArray[Scalar]:
        """Check every block and return the array itself."""
        checks = self._checks
        if checks is not None:
            checks.touch_all()
            self._checks = None
        return self._array
