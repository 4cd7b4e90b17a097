"""Keep work ahead of its reader, in order."""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def staged(items: Iterable[T], ahead: int) -> Iterator[T]:
    """Pass items on in order, each only when `ahead` more have been taken in, so that their work goes on meanwhile."""
    held: deque[T] = deque()
    for item in items:
        held.append(item)
        if len(held) > ahead:
            yield held.popleft()
    yield from held
