"""Bytes to text and numbered lines, with bounds on what a hostile file can cost."""

import codecs
import gzip
import io
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO, TextIO, cast

from hashmatch.errors import UnreadableTextError
from hashmatch.files.opening import open_file

MAX_LINE = 1 << 20  # characters; a row of a hash list has a few hundred, a notice of ten thousand items fits
# Hex digits shrink to half, names and labels to a tenth: only a bomb grows a hundredfold, or one row repeated.
MAX_GROWTH = 100
ALWAYS_ALLOWED = 64 << 20  # bytes

GZIP = b"\x1f\x8b"
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


Line = tuple[int, str]  # number, from 1 as editors count, and text


class RowError(Exception):
    """A row is refused; who reads the file adds its name and line."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(field, problem)
        self.field, self.problem = field, problem


@contextmanager
def open_text(path: str | os.PathLike[str]) -> Iterator[TextIO]:
    r"""Open a text file, also gzipped; ``\n``, ``\r\n`` and ``\r`` end its lines and come out as ``\n``.

    ``seek(0)`` goes back to its start.

    Raises
    ------
    UnreadableFileError, NotARegularFileError
        If the system does not hand out the file.
    UnreadableTextError
        As `text_of` does.
    """
    with open_file(path) as file, text_of(file, os.fsdecode(path)) as text:
        yield text


@contextmanager
def text_of(stream: BinaryIO, name: str, *, newline: str | None = None) -> Iterator[TextIO]:
    """Give the text of a stream of bytes, plain or gzipped, which stays open.

    Text is UTF-8, or UTF-16 with a byte order mark. Bytes that are not UTF-8 come through as lone surrogates (PEP 383):
    `refuse_unreadable` finds them.

    Parameters
    ----------
    stream : binary file
        It need not be able to seek: a pipe will do.
    name : str
        What errors call it.
    newline : str, optional
        Which line ends there are and whether they are translated, as for `open`.

    Raises
    ------
    UnreadableTextError
        If it is damaged or truncated gzip, a bomb, or no UTF-16 after all, or the system stops half-way.
    """
    buffered = io.BufferedReader(cast(io.RawIOBase, stream))  # to look at the first bytes without taking them
    try:
        content = _Unpacked(buffered, name) if buffered.peek(2)[:2] == GZIP else buffered
        encoding = "utf-16" if content.peek(2)[:2] in UTF_16 else "utf-8-sig"
        text = io.TextIOWrapper(cast(IO[bytes], content), encoding, errors="surrogateescape", newline=newline)
        try:
            yield text
        finally:
            if not buffered.closed:
                text.detach()  # or it would close the stream, which is the caller's; so below
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise UnreadableTextError(name, f"damaged or truncated gzip ({error}); fetch the file again") from error
    except OSError as error:
        raise UnreadableTextError(name, f"cannot be read to its end: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise UnreadableTextError(name, f"starts like UTF-16 and is not ({error.reason}); save it as UTF-8") from error
    finally:
        if not buffered.closed:
            buffered.detach()


def bounded_lines(text: TextIO, *, bare: bool = False) -> Iterator[Line]:
    """Give the lines of `text` with their numbers; an overlong line as its beginning, so that it costs only itself.

    `refuse_unreadable` finds such a line, so that a row can be refused with its number. With `bare`, line ends are
    taken off and blank lines left out, though they count.
    """
    number = 0
    while line := text.readline(MAX_LINE + 1):
        number += 1
        if len(line) > MAX_LINE and line[-1] != "\n":
            while (rest := text.readline(MAX_LINE)) and rest[-1] != "\n":
                pass  # so that the next line is the next row
        if not bare:
            yield number, line
        elif not line.isspace():
            yield number, line.rstrip("\n")


def refuse_unreadable(line: str) -> None:
    """Refuse a line that was not read rightly.

    Raises
    ------
    RowError
        If it is overlong, holds NUL, or bytes that are not UTF-8.
    """
    if len(line) > MAX_LINE and line[-1] != "\n":
        raise RowError("row", f"longer than {MAX_LINE:,} characters; split it")
    if "\0" in line:
        raise RowError("row", "holds a NUL: a binary file, or UTF-16 without a byte order mark; save it as UTF-8")
    if not line.isascii():
        try:
            line.encode()
        except UnicodeEncodeError as error:
            raise RowError("row", f"character {error.start + 1} is not UTF-8; save the file as UTF-8") from None


class _Unpacked(gzip.GzipFile):
    """The content of a gzip stream, up to a bound."""

    def __init__(self, stream: IO[bytes], name: str) -> None:
        self._packed, self._called = _Counted(stream), name
        super().__init__(fileobj=cast(IO[bytes], self._packed), mode="rb")

    def read1(self, size: int = -1) -> bytes:
        """Read some bytes, as `io.TextIOWrapper` does."""
        data = super().read1(size)
        # By what was read so far: nobody knows the size of a pipe.
        if self.tell() > max(ALWAYS_ALLOWED, MAX_GROWTH * self._packed.count):
            problem = f"unpacks to {MAX_GROWTH} times its size, as a bomb does; unpack it yourself if you trust it"
            raise UnreadableTextError(self._called, problem)
        return data


class _Counted:
    """Counts the bytes that are read from a stream."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.count += len(data)
        return data

    def seek(self, offset: int) -> int:
        self.count = self._stream.seek(offset)
        return self.count
