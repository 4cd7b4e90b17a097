"""CSV: a header row, then one line a row.

A cell holds no line break. RFC 4180 allows it, but then one stray quote swallows every row up to the next, and a
reported hash that was swallowed is never found.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import ClassVar, TextIO

from hashmatch.bank import Entry, RowBlock
from hashmatch.errors import quoted
from hashmatch.exchange.interface import ListFormat, Row, WriteList
from hashmatch.exchange.row_blocks import line_blocks, rows_in_blocks
from hashmatch.exchange.tabular.columns import Columns, holds_hash
from hashmatch.exchange.tabular.plain_rows import no_rows, plain_rows
from hashmatch.exchange.write import write_csv_list
from hashmatch.files.bounded_text import RowError, bounded_lines
from hashmatch.files.cells import unguarded
from hashmatch.hashing import hash_type_names


def split(line: str) -> list[str]:
    """Split one line into its cells.

    Raises
    ------
    RowError
        If a quote is not closed, or stands in the middle of a cell.
    """
    cells = _cells(line)
    return [unguarded(cell) for cell in cells] if "'" in line else cells


def _cells(line: str) -> list[str]:
    """Split one line, and leave the apostrophes that keep spreadsheets from running a cell."""
    if '"' not in line:
        return line.split(",")
    try:
        return next(csv.reader([line], strict=True))
    except csv.Error as error:
        raise RowError("row", f"{error}: quotes are not balanced on this line") from None


class CsvList(ListFormat):
    """A header row, then cells."""

    name: ClassVar[str] = "csv"
    looks_like: ClassVar[str] = "CSV with a header"
    suffixes: ClassVar[frozenset[str]] = frozenset({".csv"})
    write: ClassVar[WriteList | None] = staticmethod(write_csv_list)

    def recognises(self, line: str) -> bool:
        """Tell whether one of the cells is the name of a column of hashes."""
        if line.startswith("#"):
            return False
        cells = split(line)
        if any(map(holds_hash, cells)):
            return True
        if any(map(holds_hash, re.split("[;\t]", line))):
            raise RowError("header", "the columns are separated by semicolons or tabs; save it with commas")
        if len(cells) > 1:
            types = ", ".join(hash_type_names())
            raise RowError("header", f"no column of {quoted(line)} is called hash or after a type ({types})")
        return False

    def rows(self, text: TextIO, hash_type: str | None) -> Iterator[Row | RowBlock]:
        """Give a row for each line below the header."""
        number, header = next(bounded_lines(text, bare=True))
        names = split(header)
        columns = Columns(names, hash_type)

        def read(line: str) -> Entry | None:
            cells = split(line)
            if len(cells) != len(names):
                raise RowError("row", f"{len(cells)} cells instead of {len(names)}")
            return columns.entry(cells, cells)

        def read_plain(lines: Sequence[str]) -> RowBlock | None:
            cells = _columns_of(lines, len(names))
            return None if cells is None else plain_rows(columns, cells)

        return chain([no_rows(columns)], rows_in_blocks(line_blocks(text, number + 1), read, read_plain))


def _columns_of(lines: Sequence[str], width: int) -> Sequence[Sequence[str]] | None:
    """Split many lines into so many columns; None if a line has more or fewer cells, or unbalanced quotes."""
    joined = ",\n,".join(lines)
    columns = _quoted_columns(lines, width) if '"' in joined else _bare_columns(joined, len(lines), width)
    if columns is None or "'" not in joined:
        return columns
    return [list(map(unguarded, column)) if "'" in "".join(column) else column for column in columns]


def _bare_columns(joined: str, rows: int, width: int) -> Sequence[Sequence[str]] | None:
    """Split lines without quotes, which are joined by a line break between commas, all at once.

    A line holds no line break, so a cell that is one stands between two lines; where each of these is behind `width`
    cells, each line has that many.
    """
    cells = joined.split(",")
    between = cells[width :: width + 1]
    if len(cells) != rows * (width + 1) - 1 or between.count("\n") != rows - 1:
        return None
    return [cells[column :: width + 1] for column in range(width)]


def _quoted_columns(lines: Sequence[str], width: int) -> Sequence[Sequence[str]] | None:
    """Split lines some of which hold quotes."""
    try:
        rows = [_cells(line) for line in lines]
    except RowError:
        return None
    return list(zip(*rows, strict=True)) if set(map(len, rows)) == {width} else None
