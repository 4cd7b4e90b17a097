"""Which files there are."""

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Found(NamedTuple):
    """One file met on the way, or a place that could not be looked into."""

    path: str
    size: int  # bytes
    skipped: str | None = None  # why it is not to be examined
    failed: str | None = None  # why it cannot be examined
    stamp: tuple[int, ...] | None = None  # size, times of change in nanoseconds, inode: equal as long as it is the same

    @property
    def problem(self) -> str | None:
        """Why there is nothing to examine, if so."""
        return self.skipped or self.failed


def walk(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Found]:
    """Yield every file in `paths` and in the folders among them, in the order of their names.

    Links to files are examined as files. Links to folders are met, but not followed: what they lead to is met where it
    lies, or lies outside of what was asked for. Each path is yielded once, also where `paths` overlap.
    """
    tops = [os.fspath(path) for path in paths]
    if len(tops) == 1:
        yield from _below(tops[0])
        return
    seen: set[str] = set()
    for found in (found for top in tops for found in _below(top)):
        if found.path not in seen:
            seen.add(found.path)
            yield found


def _below(top: str) -> Iterator[Found]:
    """Yield every file below `top`, which is entered even through a link; no recursion, for trees may be deep."""
    left = [top]
    while left:
        path = left.pop()
        try:
            if not os.path.isdir(path):  # noqa: PTH112 - a Path would be made for each of millions of files
                status = os.stat(path)  # noqa: PTH116
                stamp = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
                yield Found(path, status.st_size, stamp=stamp)
            elif path != top and os.path.islink(path):  # noqa: PTH114
                yield Found(path, 0, skipped="a link to a folder, which is not followed")
            else:
                names = sorted(os.listdir(path), reverse=True)  # noqa: PTH208 - also names that are not UTF-8
                left.extend(os.path.join(path, name) for name in names)  # noqa: PTH118 - Path would drop a leading "./"
        except OSError as error:
            yield Found(path, 0, failed=f"cannot be looked into ({error.strerror})")
