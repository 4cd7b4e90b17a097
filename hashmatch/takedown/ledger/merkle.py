"""Merkle trees as RFC 6962 section 2.1 defines them, over SHA-256.

Roots are built from perfect subtrees, so that a ledger of millions of events answers at once with only one hash stored
for every `SPAN` leaves.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256

LEVEL = 8
SPAN = 1 << LEVEL
"""Leaves below one stored subtree."""

EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """Hash one leaf; its prefix keeps a leaf from being passed off as a node."""
    return sha256(b"\x00" + data).digest()


def _node_hash(left: bytes, right: bytes) -> bytes:
    """Hash an inner node."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The perfect subtrees that cover the leaves seen so far: all that is needed to go on, or to close the tree."""

    __slots__ = ("_peaks",)

    def __init__(self) -> None:
        self._peaks: list[tuple[int, bytes]] = []  # (level, root), the levels strictly falling

    def add(self, subtree: bytes, level: int = 0) -> None:
        """Append a perfect subtree of ``2 ** level`` leaves; the count before must be a multiple of that."""
        peaks = self._peaks
        while peaks and peaks[-1][0] == level:
            subtree = _node_hash(peaks.pop()[1], subtree)
            level += 1
        peaks.append((level, subtree))

    def copy(self) -> "Frontier":
        """Return a frontier that goes on by itself."""
        other = Frontier()
        other._peaks = list(self._peaks)
        return other

    def root(self) -> bytes:
        """Return the root over everything added."""
        if not self._peaks:
            return EMPTY_ROOT
        root = self._peaks[-1][1]
        for _, peak in reversed(self._peaks[:-1]):
            root = _node_hash(peak, root)
        return root


def subtree_root(leaves: Sequence[bytes]) -> bytes:
    """Return the root over leaf hashes."""
    if not leaves:
        return EMPTY_ROOT
    level = list(leaves)
    while len(level) > 1:
        # A node without a sibling moves up as it is: the same tree as RFC 6962's split at a power of two.
        above = [_node_hash(left, right) for left, right in zip(level[::2], level[1::2], strict=False)]
        level = [*above, level[-1]] if len(level) % 2 else above
    return level[0]


def inclusion_path(index: int, size: int, root_of: Callable[[int, int], bytes]) -> list[bytes]:
    """Return the audit path of leaf `index` in the tree over `size` leaves, from the leaf upwards (RFC 6962, 2.1.1).

    ``root_of(start, stop)`` gives the root over the leaves from `start` to before `stop`.
    """
    path = []
    start, stop = 0, size
    while stop - start > 1:
        middle = start + _split(stop - start)
        if index < middle:
            path.append(root_of(middle, stop))
            stop = middle
        else:
            path.append(root_of(start, middle))
            start = middle
    path.reverse()
    return path


def root_from_path(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """Return the root that `path` leads to, or None if no path of leaf `index` in `size` leaves has this length."""
    if not 0 <= index < size:
        return None
    turns = []  # for each step down from the root: is the leaf in the right half?
    start, stop = 0, size
    while stop - start > 1:
        middle = start + _split(stop - start)
        turns.append(index >= middle)
        start, stop = (middle, stop) if index >= middle else (start, middle)
    if len(turns) != len(path):
        return None
    root = leaf
    for sibling, right in zip(path, reversed(turns), strict=True):
        root = _node_hash(sibling, root) if right else _node_hash(root, sibling)
    return root


def _split(size: int) -> int:
    """Return the largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)
