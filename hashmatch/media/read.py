"""Read a source's bytes, up to a limit, and without ever waiting for a pipe."""

import io
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, cast

from hashmatch.errors import EmptyMediaError, UnreadableFileError, UnsupportedSourceError
from hashmatch.files.opening import open_file, reason_of
from hashmatch.media.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK = 1 << 20


def name_of(source: object, name: str | None = None) -> str:
    """Return the name of `source` for messages: `name` if given, else its path, else its type as in ``<bytes>``."""
    if name is not None:
        return name
    if isinstance(source, str | os.PathLike):
        return os.fsdecode(source)
    own = getattr(source, "name", None) or getattr(source, "filename", None)
    return os.fsdecode(own) if isinstance(own, str | bytes) else f"<{type(source).__name__}>"


def read_bytes(source: object, *, name: str | None = None, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Return the bytes of a path, a binary file object, or bytes.

    A file object is read from its start if it can seek, as Pillow does, otherwise from its current position.

    Raises
    ------
    UnreadableFileError, NotARegularFileError, EmptyMediaError, TooManyBytesError, UnsupportedSourceError
    """
    called = name_of(source, name)
    if isinstance(source, bytes | bytearray | memoryview):
        limits.check_bytes(memoryview(source).nbytes, called)
        data = bytes(source)
    elif isinstance(source, str | os.PathLike):
        with open_file(source, name=called) as file:
            return read_opened(file, called, limits)
    elif hasattr(source, "read") and hasattr(source, "seekable"):
        data = _read_object(cast(BinaryIO, source), called, limits)
    else:
        raise UnsupportedSourceError(
            called,
            f"{type(source).__name__} is no medium: give a path, bytes, a binary file, a Pillow image or an array",
        )
    return _unless_empty(data, called)


def read_opened(file: BinaryIO, name: str, limits: Limits) -> bytes:
    """Return the bytes of a file that was opened from a path; errors as `read_bytes`."""
    try:
        file.seek(0)
        size = os.fstat(file.fileno()).st_size
        limits.check_bytes(size, name)
        return _unless_empty(_drain(file, size + 1, name, limits), name)
    except OSError as error:
        raise UnreadableFileError(name, reason_of(error, name)) from error


@contextmanager
def open_binary(source: object, *, name: str | None = None) -> "Iterator[BinaryIO]":
    """Open a path, a binary file object or bytes, of any size, for reading from the start.

    Raises
    ------
    UnreadableFileError, NotARegularFileError, UnsupportedSourceError
    """
    called = name_of(source, name)
    if isinstance(source, str | os.PathLike):
        with open_file(source, name=called) as file:
            yield file
    elif isinstance(source, bytes | bytearray | memoryview):
        yield io.BytesIO(source)
    elif hasattr(source, "read") and hasattr(source, "seekable"):
        file = cast(BinaryIO, source)
        if file.seekable():
            file.seek(0)
        yield file
    else:
        raise UnsupportedSourceError(
            called, f"{type(source).__name__} has no bytes of a file: give a path, bytes or a file"
        )


def _unless_empty(data: bytes, name: str) -> bytes:
    if not data:
        raise EmptyMediaError(name, "empty, not a single byte")
    return data


def _read_object(file: BinaryIO, name: str, limits: Limits) -> bytes:
    try:
        if file.seekable():
            file.seek(0)
        return _drain(file, CHUNK, name, limits)
    except (OSError, ValueError) as error:  # ValueError: the file is closed
        raise UnreadableFileError(name, str(error)) from error


def _drain(file: BinaryIO, first: int, name: str, limits: Limits) -> bytes:
    """Read to the end in chunks (a raw file may return less than asked, a file may grow); stop at the limit."""
    parts: list[bytes] = []
    total = 0
    while part := file.read(first if not parts else CHUNK):
        if not isinstance(part, bytes):
            raise UnsupportedSourceError(name, f"reading it gives {type(part).__name__}: open it with mode 'rb'")
        parts.append(part)
        total += len(part)
        limits.check_bytes(total, name)
    return b"".join(parts)
