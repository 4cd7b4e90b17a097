"""Bytes to lines of text: bounded in length, UTF-8 with or without a byte order mark, plain or gz."""

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from hashmatch.errors import BadEventError

MAX_LINE = 1 << 20
"""Bytes of a line; a notice that names ten thousand items fits."""

GZIP = b"\x1f\x8b"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")

Line = tuple[int, str | BadEventError]
"""A line's number, from 1, and its text with its end; or what is wrong with it."""


def read_lines(stream: BinaryIO, name: str) -> Iterator[Line]:
    """Yield the lines of a stream of bytes; one that cannot be read is yielded as its error, so that others go on.

    Raises
    ------
    BadEventError
        If nothing after this place can be read.
    """
    buffered = io.BufferedReader(cast(io.RawIOBase, stream))  # to look at the first bytes without taking them
    packed = buffered.peek(2)[:2] == GZIP
    plain = cast(BinaryIO, gzip.GzipFile(fileobj=buffered)) if packed else buffered
    number = 0
    try:
        while data := plain.readline(MAX_LINE + 1):
            number += 1
            if len(data) > MAX_LINE:
                _skip_rest(plain, data)
                yield number, BadEventError(name, number, "line", f"longer than {MAX_LINE} bytes; split the event")
                continue
            yield number, _decoded(data, name, number)
    except (OSError, EOFError, zlib.error) as error:  # what gzip raises on damage
        raise BadEventError(name, number + 1, "file", f"cannot be read on ({error}); copy it again") from error
    finally:
        if not buffered.closed:
            buffered.detach()  # or it would close the stream, which is the caller's


def _skip_rest(stream: BinaryIO, data: bytes) -> None:
    """Pass over the rest of a line without keeping it."""
    while data and not data.endswith(b"\n"):
        data = stream.readline(MAX_LINE)


def _decoded(data: bytes, name: str, number: int) -> str | BadEventError:
    if number == 1:
        if data.startswith(UTF_16):
            raise BadEventError(name, 1, "file", "written in UTF-16; save it as UTF-8")
        data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        return BadEventError(name, number, "line", f"byte {error.start + 1} is not UTF-8; save the file as UTF-8")
