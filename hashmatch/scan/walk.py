"""Which files there are."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple


class Found(NamedTuple):
    """One file met on the way, or a place that could not be looked into."""

    path: str
    size: int  # bytes
    skipped: str | None = None  # why it is not to be examined
    failed: str | None = None  # why it cannot be examined

    @property
    def problem(self) -> str | None:
        """Why there is nothing to examine, if so."""
        return self.skipped or self.failed


def walk(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Found]:
    """Yield every file in `paths` and in the folders among them, in the order of their names.

    Links to files are examined as files. Links to folders are met, but not followed: what they lead to is met where it
    lies, or lies outside of what was asked for. Each path is yielded once, also where `paths` overlap.
    """
    seen: set[str] = set()
    for path in paths:
        for found in _met(os.fspath(path), top=True):
            if found.path not in seen:
                seen.add(found.path)
                yield found


def _met(path: str, *, top: bool) -> Iterator[Found]:
    """Yield what stands at `path`; folders given by the user are entered even through a link."""
    folder = Path(path)
    try:
        if folder.is_dir():
            if folder.is_symlink() and not top:
                yield Found(path, 0, skipped="a link to a folder, which is not followed")
                return
            names = sorted(os.listdir(path))  # noqa: PTH208 - names as they are, also those that are not UTF-8
        else:
            yield Found(path, folder.stat().st_size)
            return
    except OSError as error:
        yield Found(path, 0, failed=f"cannot be looked into ({error.strerror})")
        return
    for name in names:
        yield from _met(os.path.join(path, name), top=False)  # noqa: PTH118 - Path would drop a leading "./"
