"""Bytes to numbered lines, with bounds on what a hostile file can cost."""

import codecs
import gzip
import io
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO, TextIO, cast

from hashmatch.errors import BadListError
from hashmatch.files.opening import open_file

MAX_LINE = 1 << 20  # characters; a row of a hash list has a few hundred
# Hex digits shrink to half, names and labels to a tenth: only a bomb grows a hundredfold, or one row repeated.
MAX_GROWTH = 100
ALWAYS_ALLOWED = 64 << 20  # bytes

GZIP = b"\x1f\x8b"
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


Line = tuple[int, str]  # number, from 1 as editors count, and text without its line end


class RowError(Exception):
    """A row is refused; who reads the file adds its name and line."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(field, problem)
        self.field, self.problem = field, problem


@contextmanager
def open_lines(path: str | os.PathLike[str]) -> Iterator[Iterator[Line]]:
    r"""Open a text file, also gzipped, and give its lines; ``\n``, ``\r\n`` and ``\r`` end them.

    Text is UTF-8, or UTF-16 with a byte order mark. Bytes that are not UTF-8 come through as lone surrogates (PEP 383),
    and an overlong line as its beginning: `refuse_unreadable` finds both, so that a row can be refused with its number.

    Raises
    ------
    UnreadableFileError, NotARegularFileError
        If the system does not hand out the file.
    BadListError
        If it is damaged or truncated gzip, a bomb, or no UTF-16 after all, or the system stops half-way.
    """
    name = os.fsdecode(path)
    try:
        with open_file(path) as file:
            content = cast(IO[bytes], _Unpacked(file, name)) if _starts(file, GZIP) else file
            encoding = "utf-16" if _starts(content, *UTF_16) else "utf-8-sig"
            with io.TextIOWrapper(content, encoding, errors="surrogateescape", newline=None) as stream:
                yield _numbered(stream)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise BadListError(name, f"damaged or truncated gzip ({error}); fetch the file again") from error
    except OSError as error:
        raise BadListError(name, f"cannot be read to its end: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadListError(name, f"starts like UTF-16 and is not ({error.reason}); save it as UTF-8") from error


def _starts(file: IO[bytes], *marks: bytes) -> bool:
    """Tell whether the first two bytes of the file are one of `marks`."""
    found = file.read(2)
    file.seek(0)
    return found in marks


def _numbered(stream: TextIO) -> Iterator[Line]:
    """Give the lines that are not blank."""
    number = 0
    while text := stream.readline(MAX_LINE):
        number += 1
        if len(text) == MAX_LINE and text[-1] != "\n":
            while (rest := stream.readline(MAX_LINE)) and rest[-1] != "\n":
                pass  # so that the next line is the next row
        if not text.isspace():
            yield number, text.rstrip("\n")


def refuse_unreadable(line: str) -> None:
    """Refuse a line that was not read rightly.

    Raises
    ------
    RowError
        If it is overlong, holds NUL, or bytes that are not UTF-8.
    """
    if len(line) >= MAX_LINE - 1:
        raise RowError("row", f"longer than {MAX_LINE - 2:,} characters")
    if "\0" in line:
        raise RowError("row", "holds a NUL: a binary file, or UTF-16 without a byte order mark; save it as UTF-8")
    if not line.isascii():
        try:
            line.encode()
        except UnicodeEncodeError as error:
            raise RowError("row", f"character {error.start + 1} is not UTF-8; save the file as UTF-8") from None


class _Unpacked(gzip.GzipFile):
    """The content of a gzip file, up to a bound."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        super().__init__(fileobj=file, mode="rb")
        self._list, self._most = name, max(ALWAYS_ALLOWED, MAX_GROWTH * os.fstat(file.fileno()).st_size)

    def read1(self, size: int = -1) -> bytes:
        """Read some bytes, as `io.TextIOWrapper` does."""
        data = super().read1(size)
        if self.tell() > self._most:
            raise BadListError(self._list, f"unpacks to {MAX_GROWTH} times its size, as no hash list does")
        return data
