"""Lines of a file of events; one that cannot be read is an error of its own, so that others go on."""

from collections.abc import Iterator
from typing import BinaryIO

from hashmatch.errors import BadEventError, UnreadableTextError
from hashmatch.files.bounded_text import RowError, bounded_lines, refuse_unreadable, text_of
from hashmatch.takedown.events.records import Line


def read_lines(stream: BinaryIO, name: str) -> Iterator[Line]:
    r"""Yield the lines of a stream of bytes, plain or gz, with their ends; ``\n`` ends one.

    Raises
    ------
    BadEventError
        If nothing after this place can be read.
    """
    number = 0
    try:
        with text_of(stream, name, newline="\n") as text:  # line ends within a cell stay as they are
            for number, line in bounded_lines(text):
                yield number, _refused(line, name, number) or line
    except UnreadableTextError as error:
        raise BadEventError(name, number + 1, "file", error.problem) from error


def _refused(line: str, name: str, number: int) -> BadEventError | None:
    try:
        refuse_unreadable(line)
    except RowError as error:
        return BadEventError(name, number, "line", error.problem)
    return None
