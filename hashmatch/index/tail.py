"""The tail: the codes added last. They are scanned until there are enough of them for a segment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from hashmatch.index.codes import Planes, as_words, first_plane_width
from hashmatch.index.column import Column

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hashmatch.index.codes import Words


@dataclass(frozen=True, slots=True)
class Tail:
    """The first `count` rows of buffers that have room for more.

    A longer tail is a new object over the same buffers; readers of the shorter one never read beyond its end. Only the
    newest tail may grow, which the index's writing lock ensures.
    """

    items: tuple[NDArray[np.void], ...]  # one buffer for each plane
    id_buffer: NDArray[np.uint64]
    count: int

    @classmethod
    def empty(cls, words: int, room: int = 64) -> Tail:
        """Return a tail for codes of so many words."""
        width = first_plane_width(words)
        sizes = [width] if words == width else [width, words - width]
        buffers = tuple(np.zeros(room, dtype=np.dtype((np.void, 8 * size))) for size in sizes)
        return cls(buffers, np.zeros(room, dtype=np.uint64), 0)

    def __len__(self) -> int:
        return self.count

    @property
    def ids(self) -> NDArray[np.uint64]:
        """Ids in the order in which they were added."""
        return self.id_buffer[: self.count]

    @property
    def planes(self) -> Planes:
        """The codes."""
        columns = [Column(buffer[: self.count]) for buffer in self.items]
        return Planes(columns[0], columns[1] if len(columns) > 1 else None)

    @property
    def nbytes(self) -> int:
        """Size of the buffers."""
        return sum(buffer.nbytes for buffer in self.items) + self.id_buffer.nbytes

    def own(self) -> Tail:
        """Return a tail over buffers of its own, which may grow whatever becomes of this one."""
        return Tail(tuple(buffer[: self.count].copy() for buffer in self.items), self.ids.copy(), self.count)

    def plus(self, words: Words, ids: NDArray[np.uint64]) -> Tail:
        """Return the tail with more codes at its end."""
        total = self.count + len(words)
        tail = self if total <= len(self.id_buffer) else self._with_room(max(total, 2 * len(self.id_buffer)))
        start = 0
        for buffer in tail.items:
            width = buffer.dtype.itemsize // 8
            as_words(buffer)[self.count : total] = words[:, start : start + width]
            start += width
        tail.id_buffer[self.count : total] = ids
        return Tail(tail.items, tail.id_buffer, total)

    def _with_room(self, room: int) -> Tail:
        items = tuple(np.concatenate((b[: self.count], np.zeros(room - self.count, dtype=b.dtype))) for b in self.items)
        return Tail(items, np.concatenate((self.ids, np.zeros(room - self.count, dtype=np.uint64))), self.count)

    def without(self, ids: NDArray[np.uint64]) -> Tail:
        """Return a copy without the codes of these ids, or this tail if it holds none of them."""
        keep = ~np.isin(self.ids, ids)
        if keep.all():
            return self
        items = tuple(buffer[: self.count][keep] for buffer in self.items)
        return Tail(items, self.ids[keep], int(np.count_nonzero(keep)))
