"""Text without columns: a hash a line."""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar, TextIO

from hashmatch.bank.entry import Entry
from hashmatch.exchange.interface import ListFormat, Row, rows_of
from hashmatch.exchange.tabular.cells import read_named
from hashmatch.files.lines import Line, bounded_lines


class TextList(ListFormat):
    """``type digits``, ``type:digits``, or digits of the type that is given for the list."""

    name: ClassVar[str] = "text"
    looks_like: ClassVar[str] = "text with a hash a line"

    def recognises(self, line: str) -> bool:
        """Tell whether the line is a comment, or has no commas."""
        return line.startswith("#") or "," not in line

    def rows(self, text: TextIO, hash_type: str | None) -> Iterator[Row]:
        """Give a row for each line that is no comment."""
        return rows_of(without_comments(bounded_lines(text, bare=True)), partial(_read, hash_type=hash_type))


def without_comments(lines: Iterator[Line]) -> Iterator[Line]:
    """Leave out lines that start with ``#``."""
    return (line for line in lines if not line[1].lstrip().startswith("#"))


def _read(line: str, hash_type: str | None) -> Entry | None:
    found = read_named(line.strip(), hash_type, None, "hash")
    return None if found is None else Entry((found,))
