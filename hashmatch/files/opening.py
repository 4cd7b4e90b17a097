"""Opening what a path names, without ever waiting for it."""

import errno
import os
import stat
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from hashmatch.errors import NotARegularFileError, UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterator

REASONS = {
    errno.ENOENT: "no such file",
    errno.ENOTDIR: "no such file: a part of its path is not a folder",
    errno.EISDIR: "a folder, not a file",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.ELOOP: "a symbolic link that leads back to itself",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ENXIO: "nothing answers behind it",
}
KINDS = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a character device",
    stat.S_IFBLK: "a block device",
}


@contextmanager
def open_file(path: str | os.PathLike[str], *, name: str | None = None) -> "Iterator[BinaryIO]":
    """Open a regular file for reading; refuse everything that could block or never end.

    The kind is looked at before opening (opening a device can move it) and once more afterwards, on what really was
    opened: the name may have changed hands in between. O_NONBLOCK keeps that window harmless.
    """
    called = os.fsdecode(path) if name is None else name
    try:
        _refuse_special(Path(path).stat().st_mode, called)
        descriptor = os.open(path, os.O_RDONLY | _flag("O_NONBLOCK") | _flag("O_CLOEXEC") | _flag("O_BINARY"))
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise UnreadableFileError(called, reason_of(error, path)) from error
    with os.fdopen(descriptor, "rb") as file:
        _refuse_special(os.fstat(descriptor).st_mode, called)
        yield file


def _flag(name: str) -> int:
    """Return a flag of `os.open` where the system has it."""
    return getattr(os, name, 0)


def _refuse_special(mode: int, name: str) -> None:
    if stat.S_ISDIR(mode):
        raise UnreadableFileError(name, REASONS[errno.EISDIR])
    if not stat.S_ISREG(mode):
        raise NotARegularFileError(name, f"{KINDS.get(stat.S_IFMT(mode), 'no regular file')}, which is not read")


def reason_of(error: OSError | ValueError, path: str | os.PathLike[str]) -> str:
    """Return why the system did not hand out a file, in words."""
    if isinstance(error, ValueError):
        return "the name holds a character that no file name can"
    if error.errno == errno.ENOENT and Path(path).is_symlink():
        return "a symbolic link to nothing"
    return REASONS.get(error.errno or 0) or error.strerror or "cannot be read"
