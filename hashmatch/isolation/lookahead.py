"""Items passed on in order, while the work of later ones runs."""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def looking_ahead(items: Iterable[T], ahead: int) -> Iterator[T]:
    """Yield items in order, reading up to `ahead` items in advance so that their work runs in parallel."""
    held: deque[T] = deque()
    for item in items:
        held.append(item)
        if len(held) > ahead:
            yield held.popleft()
    yield from held
