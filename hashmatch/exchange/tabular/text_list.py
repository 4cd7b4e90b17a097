"""Text without columns: a hash a line."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import ClassVar, TextIO

from hashmatch.bank import Entry, RowBlock
from hashmatch.exchange.interface import ListFormat, Row
from hashmatch.exchange.row_blocks import Lines, line_blocks, rows_in_blocks
from hashmatch.exchange.tabular.cells import read_named
from hashmatch.exchange.tabular.plain_rows import named_cells, read_codes
from hashmatch.files.bounded_text import RowError


class TextList(ListFormat):
    """``type digits``, ``type:digits``, or digits of the type that is given for the list."""

    name: ClassVar[str] = "text"
    looks_like: ClassVar[str] = "text with a hash a line"

    def recognises(self, line: str) -> bool:
        """Tell whether the line is a comment, or has no commas."""
        return line.startswith("#") or "," not in line

    def rows(self, text: TextIO, hash_type: str | None) -> Iterator[Row | RowBlock]:
        """Give a row for each line that is no comment."""
        read, read_plain = partial(_read, hash_type=hash_type), partial(_read_plain, hash_type=hash_type)
        return rows_in_blocks(without_comments(line_blocks(text)), read, read_plain)


def without_comments(blocks: Iterable[Lines]) -> Iterator[Lines]:
    """Leave out lines that start with ``#``."""
    for block in blocks:
        rows = [row for row, text in enumerate(block.texts) if not text.lstrip().startswith("#")]
        if len(rows) == len(block.texts):
            yield block
        else:
            yield Lines([block.numbers[row] for row in rows], [block.texts[row] for row in rows])


def _read(line: str, hash_type: str | None) -> Entry | None:
    found = read_named(line.strip(), hash_type, None, "hash")
    return None if found is None else Entry((found,))


def _read_plain(lines: Sequence[str], hash_type: str | None) -> RowBlock | None:
    try:
        codes = read_codes(named_cells(lines, hash_type), len(lines), None)
    except RowError:
        return None
    return None if codes is None else RowBlock(len(lines), codes)
